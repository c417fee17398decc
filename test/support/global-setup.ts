import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../platform/demo/postgres';
import type { EmbeddedPostgres } from '../../platform/demo/postgres';

/** Where the workers find the one PostgreSQL of this run. */
export const TEST_DATABASE_URL = 'BERDAYA_TEST_DATABASE_URL';

declare global {
  var berdayaTestPostgres: { readonly server: EmbeddedPostgres; readonly folder: string } | undefined;
}

/** jest globalSetup: one real PostgreSQL for the whole run; each worker has databases of its own on it. */
export async function setup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'berdaya-test-'));
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    durable: false,
    settings: { max_connections: '200', shared_buffers: '128MB' },
  });
  globalThis.berdayaTestPostgres = { server, folder };
  process.env[TEST_DATABASE_URL] = server.url;
}

/** jest globalTeardown. */
export async function teardown(): Promise<void> {
  await globalThis.berdayaTestPostgres?.server.stop();
  if (globalThis.berdayaTestPostgres) await rm(globalThis.berdayaTestPostgres.folder, { recursive: true, force: true });
}
