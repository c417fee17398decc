/**
 * How long `npm start` takes to its first federated answer, on an empty data directory and on a filled one, and how much
 * memory the whole of it (Node and PostgreSQL) holds. Rival: starting bare PostgreSQL on the same data directory, without
 * which nothing can answer.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { median, printMachine, treeMemory } from './machine.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const port = 4300 + (process.pid % 500);
const repeats = Number(process.argv[2] ?? 5);
const question = JSON.stringify({
  query: '{ regions(first: 1) { nodes { code vacancies(first: 1) { nodes { title } } } } }',
});

async function firstAnswer(dataDir) {
  const started = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, PORT: String(port), OIDC_PORT: String(port + 1), BERDAYA_DATA_DIR: dataDir },
  });
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: question,
    }).then(
      (response) => response.json(),
      () => undefined,
    );
    if (answer?.data) break;
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    await sleep(10);
  }
  const seconds = (performance.now() - started) / 1000;
  await sleep(1_000);
  const megabytes = treeMemory(child.pid);
  process.kill(-child.pid, 'SIGINT');
  await new Promise((resolve) => child.once('exit', resolve));
  return { seconds, megabytes };
}

async function barePostgres(dataDir) {
  const { startEmbeddedPostgres } = require(join(root, 'dist/platform/demo/postgres.js'));
  const started = performance.now();
  const server = await startEmbeddedPostgres({ dataDir });
  const seconds = (performance.now() - started) / 1000;
  await server.stop();
  return seconds;
}

printMachine();
const dataDir = mkdtempSync(join(tmpdir(), 'berdaya-bench-'));
try {
  const first = await firstAnswer(dataDir);
  const runs = [];
  const bare = [];
  for (let i = 0; i < repeats; i += 1) {
    bare.push(await barePostgres(dataDir));
    runs.push(await firstAnswer(dataDir));
  }
  const seconds = median(runs.map((run) => run.seconds));
  console.log(
    `first start (database made, nation generated and imported): ${first.seconds.toFixed(1)} s (promise: 20 s)`,
  );
  console.log(
    `later starts, median of ${repeats}: ${seconds.toFixed(2)} s (promise: 3 s), ${(seconds / median(bare)).toFixed(1)}x bare PostgreSQL`,
  );
  console.log(
    `memory after the first start: ${first.megabytes.toFixed(0)} MB; after later ones: ${median(runs.map((run) => run.megabytes)).toFixed(0)} MB (promise: 400 MB)`,
  );
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
