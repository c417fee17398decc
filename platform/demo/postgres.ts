import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { CodedError } from '../../shared/errors';
import { connect, connectionError } from '../database/connection';
import { findFreePort } from '../http/listen';
import { SUPERUSER, openCluster } from './cluster';
import type { Cluster } from './cluster';
import { defaultDataDirectory } from './data-directory';
import { OWNER_SETTING, endPostmaster, findOwner, findRunning, ownIdentity, readPostmaster } from './postmaster';
import { startWatched } from './watchdog';
import type { Watched } from './watchdog';

/** The one database of the demo. */
const DATABASE = 'berdaya';
/** How long a left-over server may take to end by itself before it is told to. */
const PATIENCE_MS = 1_000;
/** Replay of the log after a crash is bounded by max_wal_size; more than this is a fault. */
const START_LIMIT_MS = 120_000;

export interface EmbeddedPostgresOptions {
  /** Default: `.data` in the clone, for root a folder of this clone under /var/lib/berdaya. */
  readonly dataDir?: string;
  /** TCP port on 127.0.0.1; default: any free one. */
  readonly port?: number;
  /** false for tests: a crash of the machine may lose everything, one of PostgreSQL the last moments. Default true. */
  readonly durable?: boolean;
  /** Further settings of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onProgress?: (message: string) => void;
  /** Told when the server's process runs and only has to get ready: time for work that blocks this one. */
  readonly onSpawned?: () => void;
}

export interface EmbeddedPostgres {
  /** Superuser connection to the database `berdaya`, over the unix socket where the driver knows `?host=`, else TCP. */
  readonly url: string;
  readonly dataDir: string;
  /** Process id of the server. */
  readonly pid: number;
  /** Fast shutdown; resolves when nothing is left running. Can be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL from the npm package: as ourselves, or as an unprivileged account when we are root. It ends
 * with this process however this process ends; what a killed one left behind is waited for and then shut down.
 * @throws CodedError DATA_DIR_IN_USE when another living process runs on the folder; PORT_TAKEN, DISK_FULL, NOT_WRITABLE,
 *   DATABASE_FAILED
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  const durable = options.durable ?? true;
  const cluster = await openCluster(options.dataDir ?? defaultDataDirectory(), {
    durable,
    onProgress: options.onProgress,
  });
  for (const deadline = Date.now() + START_LIMIT_MS; Date.now() < deadline;) {
    await clearLeftOver(cluster, options.onProgress);
    const port = options.port || (await findFreePort());
    const server = await startWatched(await commandLine(cluster, port, { ...options, durable }), cluster);
    options.onSpawned?.();
    if (await isReady(cluster, server, deadline, options.onProgress)) return await open(cluster, server, port);
    server.release();
    await explainFailure(cluster, options.port);
    await sleep(50);
  }
  throw new CodedError('DATABASE_FAILED', { reason: `it is not ready after ${START_LIMIT_MS / 1000} s` });
}

/** The address of the embedded database that another process (`npm start`) runs on this data directory, if one does. */
export async function findEmbeddedPostgres(dataDir = defaultDataDirectory()): Promise<string | undefined> {
  const running = await readPostmaster(join(dataDir, 'postgres'));
  if (!running?.ready || !(await findOwner(join(dataDir, 'postgres')))) return undefined;
  return urlOf(await openCluster(dataDir, { durable: true }), running.port);
}

/** Makes sure that no other PostgreSQL runs on the cluster. */
async function clearLeftOver(cluster: Cluster, onProgress?: (message: string) => void): Promise<void> {
  const started = Date.now();
  for (let round = 0; ; round++) {
    const running = await findRunning(cluster.folder);
    if (!running) return;
    const owner = await findOwner(cluster.folder);
    if (owner) throw new CodedError('DATA_DIR_IN_USE', { path: cluster.dataDir, pid: owner });
    if (round === 0) onProgress?.('Waiting for the database of a run that was killed');
    if (Date.now() - started > PATIENCE_MS && !(await endPostmaster(running.pid))) {
      throw new CodedError('DATABASE_FAILED', { reason: `process ${running.pid} of an earlier run does not end` });
    }
    await sleep(25);
  }
}

async function commandLine(
  cluster: Cluster,
  port: number,
  options: EmbeddedPostgresOptions & { durable: boolean },
): Promise<string[]> {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: cluster.socketFolder,
    [OWNER_SETTING]: await ownIdentity(),
    ...SMALL,
    ...QUIET,
    ...(options.durable ? {} : FORGETFUL),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return [join(cluster.binaries, 'bin', 'postgres'), '-D', cluster.folder, ...flags];
}

/** The server shares a few hundred megabytes with everything else. */
const SMALL = {
  shared_buffers: '32MB',
  max_connections: '60',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  effective_cache_size: '256MB',
  random_page_cost: '1.1',
  jit: 'off',
  // Reads by the backends themselves: three I/O workers less.
  io_method: 'sync',
  autovacuum_worker_slots: '2',
  autovacuum_max_workers: '2',
  max_worker_processes: '2',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  // Nobody replicates it; loading a table that was made in the same transaction then skips the log.
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
};

/** A server's log must not quote statements and keys: they hold personal values. */
const QUIET = {
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_timezone: 'UTC',
  TimeZone: 'UTC',
};

const FORGETFUL = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** Waits until the server accepts connections; false when it ended instead. */
async function isReady(
  cluster: Cluster,
  server: Watched,
  deadline: number,
  onProgress?: (message: string) => void,
): Promise<boolean> {
  let ended = false;
  void server.ended.then(() => (ended = true));
  const slow = setTimeout(() => onProgress?.('The database is recovering from a crash'), 1_000);
  try {
    while (Date.now() < deadline && !ended) {
      const state = await readPostmaster(cluster.folder);
      if (state?.pid === server.pid && state.ready) return true;
      await sleep(5);
    }
    return false;
  } finally {
    clearTimeout(slow);
  }
}

/** Throws what the server's log says, unless another start was in the way, which may be tried again. */
async function explainFailure(cluster: Cluster, wantedPort: number | undefined): Promise<void> {
  const log = await readFile(cluster.logFile, 'utf8').catch(() => '');
  if (log.includes('No space left on device')) throw new CodedError('DISK_FULL', { path: cluster.dataDir });
  if (log.includes('Address already in use')) {
    if (wantedPort) throw new CodedError('PORT_TAKEN', { port: wantedPort, setting: 'the database port' });
    return;
  }
  if (/lock file "postmaster\.pid" (already exists|is empty)|pre-existing shared memory block/.test(log)) return;
  const fatal = log.split('\n').find((line) => /FATAL|PANIC|error/i.test(line)) ?? log.trim().split('\n').at(-1);
  const reason = (fatal ?? '').replace(/^.*?(FATAL|PANIC): +/, '').slice(0, 300);
  throw new CodedError('DATABASE_FAILED', { reason: reason || `see ${cluster.logFile}` });
}

async function open(cluster: Cluster, server: Watched, port: number): Promise<EmbeddedPostgres> {
  const url = urlOf(cluster, port);
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    server.release();
    const late = setTimeout(() => void endPostmaster(server.pid), 10_000);
    await server.ended;
    clearTimeout(late);
  };
  try {
    await ensureDatabase(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, dataDir: cluster.dataDir, pid: server.pid, stop: () => (stopping ??= stop()) };
}

function urlOf(cluster: Cluster, port: number): string {
  const url = new URL(`postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${DATABASE}`);
  url.searchParams.set('host', cluster.socketFolder);
  return url.href;
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw connectionError(error, url);
    const admin = await connect(url.replace(`/${DATABASE}?`, '/postgres?'));
    await admin.query(`CREATE DATABASE ${DATABASE}`).finally(() => admin.end());
  }
}
