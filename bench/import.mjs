/**
 * How fast the importer is, as a share of a plain COPY of the same file into a table of text columns without an index: the
 * least any loader must do. And what it needs in memory, which must not grow with the file.
 *
 *   node import.mjs [1:1000 [families,persons]]    from 1:100 on each file is imported once only
 */
import { chmodSync, createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { printMachine } from './machine.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const product = (path) => require(join(root, 'dist', path));
const { startEmbeddedPostgres } = product('platform/demo/postgres.js');
const { migrateAll, openSubgraphs } = product('platform/subgraphs.js');
const { importRegistryFile } = product('platform/intake.js');
const { generateNation } = product('platform/demo/nation/nation.js');
const { importRegions } = product('subgraphs/beneficiaries/region/region.import.js');
const { loadConfig } = product('shared/config/index.js');
const { Client } = require('pg');
const { from } = require('pg-copy-streams');

const scale = Number((process.argv[2] ?? '1:1000').slice(2));
const layouts = (process.argv[3] ?? 'families,persons,civil,enrolments,payments').split(',');
const folder = mkdtempSync(join(tmpdir(), 'berdaya-import-'));
// As root PostgreSQL runs as another account, which has to get in.
chmodSync(folder, 0o755);
const seconds = async (work) => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};
const megabytes = () => process.resourceUsage().maxRSS / 1024;

async function firstLine(file) {
  for await (const line of createInterface({ input: createReadStream(file) })) return line;
  return '';
}

async function plainCopy(url, file) {
  const client = new Client({ connectionString: url });
  await client.connect();
  const header = await firstLine(file);
  await client.query(
    `CREATE TABLE plain (${header
      .split(',')
      .map((name) => `"${name}" text`)
      .join(', ')})`,
  );
  const time = await seconds(() =>
    pipeline(createReadStream(file), client.query(from('COPY plain FROM STDIN WITH (FORMAT csv, HEADER)'))),
  );
  await client.query('DROP TABLE plain');
  await client.end();
  return time;
}

printMachine();
const config = loadConfig({});
const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data') });
try {
  await migrateAll(server.url, config);
  const members = (await openSubgraphs(server.url, config)).map(({ parts, database }) => ({ ...parts, database }));
  await importRegions(members[0].database, '2026-11-24');
  const out = join(folder, 'nation');
  await generateNation({ scale, seed: 7, out });
  console.log(
    `# nation of 1:${scale}, seed 7; memory of this process before the imports: ${megabytes().toFixed(0)} MB at most`,
  );
  for (const layout of layouts) {
    const source = join(out, `${layout}.csv`);
    const copied = await plainCopy(server.url, source);
    let report;
    const first = await seconds(async () => (report = await importRegistryFile({ source, config, members })));
    // The biggest nation takes half an hour as it is.
    const again =
      scale > 100
        ? `again ${(await seconds(() => importRegistryFile({ source, config, members }))).toFixed(1)} s; `
        : '';
    console.log(
      `${layout}: ${report.read} rows, ${first.toFixed(1)} s (${Math.round(report.read / first)} rows/s), plain COPY ${copied.toFixed(1)} s = ${((100 * copied) / first).toFixed(0)}% of it; ${again}memory at most ${megabytes().toFixed(0)} MB`,
    );
  }
  for (const { database } of members) await database.close();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
