import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CodedError, fileError } from '../../shared/errors';
import { canEnter, findServerAccount, identityOf } from './account';
import type { Account } from './account';
import { openBinaries } from './binaries';
import { openDataDirectory, openSecret, systemFolder } from './data-directory';
import { isAlive } from './postmaster';

/** The superuser of the embedded database; only prepareDatabase and migrations of a demo use it. */
export const SUPERUSER = 'postgres';
/** Longest path a socket may have on every Unix (macOS: 104 bytes with the final zero). */
const SOCKET_PATH_LIMIT = 103;

const run = promisify(execFile);

/** PostgreSQL's files in a data directory, and whom and what it takes to run it. */
export interface Cluster {
  readonly dataDir: string;
  /** PGDATA. */
  readonly folder: string;
  readonly socketFolder: string;
  readonly logFile: string;
  readonly password: string;
  readonly binaries: string;
  readonly account: Account | undefined;
}

/**
 * Opens the cluster of a data directory; `initdb` makes it on first use (1-2 s).
 * @throws CodedError NOT_WRITABLE, DISK_FULL, DATABASE_FAILED
 */
export async function openCluster(
  dataDirectory: string,
  options: { readonly durable: boolean; readonly onProgress?: (message: string) => void },
): Promise<Cluster> {
  const dataDir = await openDataDirectory(dataDirectory);
  const folder = join(dataDir, 'postgres');
  const account = await findServerAccount(folder);
  if (!(await canEnter(dataDir, account))) {
    throw new CodedError('NOT_WRITABLE', {
      path: dataDir,
      reason: `account ${account?.name ?? ''} cannot enter it; set BERDAYA_DATA_DIR to a folder outside of /root`,
    });
  }
  const password = await openSecret(join(dataDir, 'postgres.password'), () => randomBytes(24).toString('hex'));
  const binaries = await openBinaries(account, dataDir);
  const cluster: Cluster = {
    dataDir,
    folder,
    socketFolder: await openSocketFolder(dataDir, account),
    logFile: join(dataDir, 'postgres.log'),
    password,
    binaries,
    account,
  };
  if (!(await stat(join(folder, 'PG_VERSION')).catch(() => undefined))) {
    options.onProgress?.('Creating the database files');
    await createCluster(cluster, options.durable);
  }
  return cluster;
}

async function openSocketFolder(dataDir: string, account: Account | undefined): Promise<string> {
  const inside = join(dataDir, 'run');
  const fits = Buffer.byteLength(join(inside, '.s.PGSQL.65535.lock')) <= SOCKET_PATH_LIMIT;
  if (fits) return makeFolder(inside, account);
  const name = `berdaya-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  return makeFolder(join(account ? systemFolder() : tmpdir(), name), account);
}

async function makeFolder(folder: string, account: Account | undefined): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (account) await chown(folder, account.uid, account.gid);
    return folder;
  } catch (error) {
    throw fileError(error, folder);
  }
}

/** initdb works beside the final place, so that a run killed half-way leaves no half of a cluster there. */
async function createCluster(cluster: Cluster, durable: boolean): Promise<void> {
  await removeDrafts(cluster.dataDir);
  const draft = await makeFolder(join(cluster.dataDir, `postgres.draft-${process.pid}`), cluster.account);
  const passwordFile = join(cluster.dataDir, `.initdb-${process.pid}`);
  try {
    await writeFile(passwordFile, cluster.password, { mode: 0o600 });
    if (cluster.account) await chown(passwordFile, cluster.account.uid, cluster.account.gid);
    await run(join(cluster.binaries, 'bin', 'initdb'), initdbArguments(draft, passwordFile, durable), {
      ...identityOf(cluster.account),
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC' },
    });
    await rename(draft, cluster.folder).catch(async (error: unknown) => {
      if (!(await stat(join(cluster.folder, 'PG_VERSION')).catch(() => undefined))) throw error;
    });
  } catch (error) {
    throw initdbError(error, cluster.dataDir);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** The `builtin` locale provider orders by code point and folds case by Unicode, the same on every machine. */
function initdbArguments(folder: string, passwordFile: string, durable: boolean): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync', '--no-data-checksums']),
  ];
}

async function removeDrafts(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const [, pid] = /^(?:postgres\.draft|\.initdb)-(\d+)$/.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

function initdbError(error: unknown, path: string): unknown {
  const output = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : undefined;
  if (output === undefined) return fileError(error, path);
  if (output.includes('No space left on device')) return new CodedError('DISK_FULL', { path });
  const line = output.split('\n').find((candidate) => /error|fatal/i.test(candidate)) ?? output.trim();
  const reason = line || (error instanceof Error ? error.message : 'initdb failed');
  return new CodedError('DATABASE_FAILED', { reason: reason.slice(0, 300) });
}
