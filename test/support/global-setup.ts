import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../platform/demo/postgres';
import type { EmbeddedPostgres } from '../../platform/demo/postgres';

/** Where the workers find the one PostgreSQL of this run. */
export const TEST_DATABASE_URL = 'BERDAYA_TEST_DATABASE_URL';

declare global {
  var berdayaTestPostgres: { readonly server: EmbeddedPostgres; readonly folder: string } | undefined;
}

/** A folder in memory, where there is one: every test file copies a database of a thousand files, which disks are slow to make. */
const MEMORY = '/dev/shm';
/** What a run takes at most is a quarter of it; bytes. */
const ENOUGH = 2 * 1024 ** 3;
const PREFIX = 'berdaya-test-';

const SETTINGS = { max_connections: '200', shared_buffers: '128MB' };
/** The nation of the deep run may have tens of gigabytes. */
const LARGE = { ...SETTINGS, shared_buffers: '1GB', max_wal_size: '4GB', maintenance_work_mem: '256MB' };

/** Set by jest.deep.config.mjs. */
const DEEP = 'BERDAYA_TESTS_ARE_DEEP';

/** jest globalSetup: one real PostgreSQL for the whole run; each worker has databases of its own on it. */
export async function setup(): Promise<void> {
  const isDeep = process.env[DEEP] !== undefined;
  const room = isDeep ? tmpdir() : await findRoom();
  await clearKilledRuns(room);
  const folder = await mkdtemp(join(room, `${PREFIX}${process.pid}-`));
  const server = await startEmbeddedPostgres({ dataDir: folder, durable: false, settings: isDeep ? LARGE : SETTINGS });
  globalThis.berdayaTestPostgres = { server, folder };
  process.env[TEST_DATABASE_URL] = server.url;
}

/** jest globalTeardown. */
export async function teardown(): Promise<void> {
  await globalThis.berdayaTestPostgres?.server.stop();
  if (globalThis.berdayaTestPostgres) await rm(globalThis.berdayaTestPostgres.folder, { recursive: true, force: true });
}

/** Where the database of a run lies: in memory, unless that is small, as it is in a container by default. */
async function findRoom(): Promise<string> {
  const room = await statfs(MEMORY).catch(() => undefined);
  if (!room || room.bavail * room.bsize < ENOUGH) return tmpdir();
  return MEMORY;
}

/** What a run that was killed left is gone from a disk some day, and never from memory. */
async function clearKilledRuns(room: string): Promise<void> {
  const folders = (await readdir(room)).filter((name) => name.startsWith(PREFIX));
  const left = folders.filter((name) => !isRunning(Number(name.slice(PREFIX.length).split('-')[0])));
  await Promise.all(left.map((name) => rm(join(room, name), { recursive: true, force: true })));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
