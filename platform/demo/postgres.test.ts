import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { listen } from '../http/listen';
import { findEmbeddedPostgres, startEmbeddedPostgres } from './postgres';
import { endPostmaster, isAlive, readPostmaster, waitUntilGone } from './postmaster';
import { PROJECT_ROOT } from './project';

let dataDir: string;

beforeAll(async () => {
  execFileSync(process.execPath, ['tools/build.mjs'], { cwd: PROJECT_ROOT });
  dataDir = await mkdtemp(join(tmpdir(), 'berdaya-postgres-'));
});

afterAll(async () => {
  await rm(dataDir, { recursive: true });
});

/** Starts the database in this process, for the time of the work. */
async function withServer<T>(work: (url: string, pid: number) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  try {
    return await work(server.url, server.pid);
  } finally {
    await server.stop();
  }
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client.query(statement).then(
    async ({ rows }) => {
      await client.end();
      return rows as unknown[];
    },
    () => [],
  );
}

/** A program that starts the database, as `npm start` does, and stays. */
async function startProgram(durable = false): Promise<{ program: ChildProcess; url: string; pid: number }> {
  const script = `require(process.argv[1]).startEmbeddedPostgres({ dataDir: process.argv[2], durable: ${durable} })
    .then(({ url, pid }) => console.log(JSON.stringify({ url, pid })));
    setInterval(() => undefined, 1000);`;
  const file = join(PROJECT_ROOT, 'dist/platform/demo/postgres.js');
  const program = spawn(process.execPath, ['-e', script, file, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(program.stdout, 'data')) as [Buffer];
  return { program, ...(JSON.parse(line.toString()) as { url: string; pid: number }) };
}

async function killHard(program: ChildProcess): Promise<void> {
  program.kill('SIGKILL');
  await once(program, 'exit');
}

test('starts from nothing, keeps what was written, and leaves nothing running', async () => {
  const pids = [
    await withServer(async (url, pid) => {
      await query(url, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('Šárka')");
      return pid;
    }),
    await withServer(async (url, pid) => {
      expect(await query(url, 'SELECT upper(word) AS word FROM kept')).toEqual([{ word: 'ŠÁRKA' }]);
      return pid;
    }),
  ];
  expect(pids.map(isAlive)).toEqual([false, false]);
  expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
});

test('asks for the password on the socket and on TCP, and listens on the loopback interface only', async () => {
  await withServer(async (url) => {
    for (const address of [url, url.replace(/\?.*/, '')]) {
      const wrong = new Client({ connectionString: address.replace(/postgres:\w+@/, 'postgres:guess@') });
      await expect(wrong.connect()).rejects.toMatchObject({ code: '28P01' });
      // Control: the right one.
      expect(await query(address, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    }
    expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });
});

test('a failing statement leaves no value in the log', async () => {
  await withServer(async (url) => {
    await query(url, 'CREATE TABLE person (nik text PRIMARY KEY)');
    await query(url, "INSERT INTO person VALUES ('3204051234567890')");
    await query(url, "INSERT INTO person VALUES ('3204051234567890')");
    const log = await readFile(join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('3204051234567890');
  });
});

test('a second start on the same folder says who runs there, and others can find it', async () => {
  await withServer(async (url) => {
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'DATA_DIR_IN_USE',
      details: { path: dataDir, pid: process.pid },
    });
    expect(await findEmbeddedPostgres(dataDir)).toBe(url);
  });
  expect(await findEmbeddedPostgres(dataDir)).toBeUndefined();
});

test('two programs that start at once: one gets it, the other is told', async () => {
  // Several rounds: how the two interleave differs, and each way must end the same.
  for (let round = 0; round < 8; round++) {
    const results = await Promise.allSettled([1, 2].map(() => startEmbeddedPostgres({ dataDir, durable: false })));
    const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    await Promise.all(started.map((server) => server.stop()));
    expect(started).toHaveLength(1);
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { code: 'DATA_DIR_IN_USE' },
    });
  }
});

test('it goes with its program, even when that is killed', async () => {
  const { program, pid } = await startProgram();
  expect(isAlive(pid)).toBe(true);
  await killHard(program);
  expect(await waitUntilGone(pid, 5_000)).toBe(true);
  expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down');
});

test('after a kill of the server itself everything committed is there', async () => {
  const { program, url, pid } = await startProgram(true);
  await query(url, 'CREATE TABLE survivor AS SELECT generate_series(1, 1000) AS id');
  process.kill(pid, 'SIGKILL');
  await killHard(program);
  expect((await readPostmaster(join(dataDir, 'postgres')))?.pid).toBe(pid);
  await withServer(async (next) => {
    expect(await query(next, 'SELECT count(*)::int AS count FROM survivor')).toEqual([{ count: 1000 }]);
  });
});

test('a server that outlived its program is ended, not joined', async () => {
  const { program, url, pid } = await startProgram();
  await query(url, 'CREATE TABLE orphaned (id int)');
  // Watchdog and watcher, so that nobody is left to end the server.
  const watchdog = parentOf(pid);
  expect(commandOf(watchdog)).toContain('berdaya-watchdog');
  const helpers = [watchdog, ...childrenOf(watchdog)].filter((helper) => helper !== pid);
  // Held first: one that sees the other go ends the server.
  for (const helper of helpers) process.kill(helper, 'SIGSTOP');
  for (const helper of helpers) process.kill(helper, 'SIGKILL');
  await killHard(program);
  expect(isAlive(pid)).toBe(true);
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  expect(isAlive(pid)).toBe(false);
  expect(await query(server.url, 'SELECT * FROM orphaned')).toEqual([]);
  await server.stop();
});

test('a lock file whose number now belongs to a stranger is no obstacle', async () => {
  const stranger = spawn('sleep', ['60']);
  const lines = [
    stranger.pid,
    join(dataDir, 'postgres'),
    1,
    5432,
    join(dataDir, 'run'),
    '127.0.0.1',
    '1 1',
    'ready',
    '',
  ];
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  await writeFile(file, lines.join('\n'));
  const { uid, gid } = await stat(join(dataDir, 'postgres'));
  await chown(file, uid, gid);
  await withServer(async (url) => {
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
  stranger.kill();
});

test('a taken port and a folder that cannot be made are named', async () => {
  const server = createServer();
  const port = await listen(server, 0);
  await expect(startEmbeddedPostgres({ dataDir, port, durable: false })).rejects.toMatchObject({ code: 'PORT_TAKEN' });
  await new Promise((resolve) => server.close(resolve));
  await expect(startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres.password') })).rejects.toMatchObject({
    code: 'NOT_WRITABLE',
  });
});

test('an immediate end is tried when a fast one is ignored', async () => {
  const deaf = spawn(process.execPath, [
    '-e',
    "process.on('SIGINT', () => {}); console.log(); setInterval(() => {}, 1000)",
  ]);
  await once(deaf.stdout, 'data');
  expect(await endPostmaster(deaf.pid ?? 0, 300)).toBe(true);
  expect(deaf.signalCode ?? (await once(deaf, 'exit'))[1]).toBe('SIGQUIT');
});

function ps(...options: string[]): string {
  return execFileSync('ps', options, { encoding: 'utf8' }).trim();
}

function parentOf(pid: number): number {
  return Number(ps('-o', 'ppid=', '-p', String(pid)));
}

function commandOf(pid: number): string {
  return ps('-o', 'args=', '-p', String(pid));
}

function childrenOf(pid: number): number[] {
  const pairs = ps('-eo', 'pid=,ppid=')
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child, parent]) => (child && parent === pid ? [child] : []));
}
