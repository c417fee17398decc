import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { randomBytes } from 'node:crypto';
import { LAG_SECONDS, copyOutOf } from '../../../shared/database';
import type { BulkConnection, Database } from '../../../shared/database';
import { fileError } from '../../../shared/errors';
import { systemActor } from '../../../shared/viewer';
import { columnsOf } from '../cube/cube';
import type { Cube } from '../cube/cube';
import { quoted } from '../engine/cell-columns';
import { BUILDER, SnapshotBuilder } from './builder';
import type { BuilderOptions } from './builder';

/** Name of the DuckDB file in a snapshot's folder; one Parquet file a cube lies beside it. */
export const DUCKDB_FILE = 'snapshot.duckdb';

/** Ends the name of a folder that is being filled; the number of the process that fills it stands before. */
const UNFINISHED = '.part';

export interface BuildOptions {
  /** The insights schema. */
  readonly database: Database;
  /** Where snapshots lie. */
  readonly folder: string;
  readonly cubes: readonly Cube[];
  /** The day it shows, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** How many snapshots stay, this one included. */
  readonly keep?: number;
  readonly builder?: BuilderOptions;
}

export interface BuiltSnapshot {
  readonly version: number;
  readonly asOf: string;
  /** Rows of each cube. */
  readonly cubes: Readonly<Record<string, number>>;
}

/** A year and the month before it, so that a month can be held against the same month a year ago. */
const KEEP = 13;

/**
 * Builds a snapshot of the star schema as it is at one moment. It is there once its files are whole and on the disk: readers see the
 * one before until then, and for ever if this fails. Of two builders one waits for the other.
 * @throws CodedError NOT_WRITABLE, DISK_FULL
 */
export async function buildSnapshot(options: BuildOptions): Promise<BuiltSnapshot> {
  const built = await buildWanted(options, async () => true);
  if (!built) throw new Error('a snapshot was not built');
  return built;
}

/**
 * The same, if it is wanted still when nobody else builds one.
 * @param isWanted is asked while others wait
 * @throws CodedError NOT_WRITABLE, DISK_FULL, and what `isWanted` throws
 */
export async function buildWanted(
  options: BuildOptions,
  isWanted: (client: BulkConnection) => Promise<boolean>,
): Promise<BuiltSnapshot | undefined> {
  const { database, folder, asOf, keep = KEEP } = options;
  const built = await database.bulk(systemActor('insights snapshot'), async (client) => {
    await holdSnapshots(client);
    if (!(await isWanted(client))) return undefined;
    await removeUnfinished(folder);
    await removeDropped(client, folder);
    const version = await nextVersion(client);
    const name = `snapshot-${version}-${randomBytes(4).toString('hex')}`;
    const part = join(folder, `${name}.${process.pid}${UNFINISHED}`);
    try {
      await mkdir(part, { recursive: true, mode: 0o700 });
      const { cubes, sources } = await fill(part, options);
      await sync(part);
      await rename(part, join(folder, name));
      await syncFile(folder);
      await client.query(`INSERT INTO snapshot (version, as_of, folder, sources, cubes) VALUES ($1, $2, $3, $4, $5)`, [
        ...[version, asOf, name],
        ...[JSON.stringify(sources), JSON.stringify(cubes)],
      ]);
      return { version, asOf, cubes };
    } catch (error) {
      await rm(part, { recursive: true, force: true });
      await rm(join(folder, name), { recursive: true, force: true });
      throw fileError(error, folder);
    }
  });
  if (built) await dropOld(database, folder, built.version - keep);
  return built;
}

/** Waits for whoever builds a snapshot, and makes others wait until the transaction has ended. */
export async function holdSnapshots(client: BulkConnection): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('insights snapshot'))`);
}

async function nextVersion(client: BulkConnection): Promise<number> {
  const { rows } = await client.query<{ next: number }>('SELECT coalesce(max(version), 0) + 1 AS next FROM snapshot');
  return rows[0]?.next ?? 1;
}

/** How far a read model was when it was copied. */
interface SourcePosition {
  readonly model: string;
  readonly position: string;
  /** Null of one that has not been complete yet. */
  readonly lagSeconds: number | null;
}

/** Copies first, so that the transaction is no longer open than that takes; then loads. */
async function fill(
  part: string,
  { database, cubes, asOf, builder: how = BUILDER }: BuildOptions,
): Promise<{ cubes: Record<string, number>; sources: SourcePosition[] }> {
  const csvOf = (cube: Cube) => join(part, `${cube.name}.csv`);
  const sources = await database.bulk(systemActor('insights snapshot'), async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    for (const cube of cubes) {
      const columns = columnsOf(cube).map(({ name }) => quoted(name));
      const query = `SELECT ${columns.join(', ')} FROM (${cube.source(`DATE '${asOf}'`)}) AS source`;
      await pipeline(copyOutOf(client, query), createWriteStream(csvOf(cube), { mode: 0o600 }));
    }
    const { rows } = await client.query<SourcePosition>(
      `SELECT model, transaction || '/' || id AS position, ${LAG_SECONDS} AS "lagSeconds"
       FROM relay_position ORDER BY model`,
    );
    return rows;
  });
  const builder = await SnapshotBuilder.open(join(part, DUCKDB_FILE), how);
  const counts: Record<string, number> = {};
  try {
    for (const cube of cubes) {
      counts[cube.name] = await builder.add(cube, csvOf(cube), join(part, `${cube.name}.parquet`));
      await rm(csvOf(cube));
    }
    await builder.finish();
  } catch (error) {
    builder.close();
    throw error;
  }
  return { cubes: counts, sources };
}

/** What builders that were killed left; a process that lives is at work for another database. */
async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = Number(/\.(\d+)\.part$/.exec(name)?.[1]);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** What was dropped by a process that was killed before it had removed the files. */
async function removeDropped(client: BulkConnection, folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const { rows } = await client.query<{ folder: string }>(
    'SELECT folder FROM snapshot WHERE dropped_at IS NOT NULL AND folder = ANY($1)',
    [names],
  );
  for (const { folder: name } of rows) await rm(join(folder, name), { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  // One of our own number was killed: this process holds the lock, and fills nothing yet.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Readers that still have a file open keep it until they close it. */
async function dropOld(database: Database, folder: string, upTo: number): Promise<void> {
  const dropped = await database.bulk(systemActor('insights snapshot'), async (client) => {
    const { rows } = await client.query<{ folder: string }>(
      'UPDATE snapshot SET dropped_at = now() WHERE version <= $1 AND dropped_at IS NULL RETURNING folder',
      [upTo],
    );
    return rows;
  });
  for (const { folder: name } of dropped) await rm(join(folder, name), { recursive: true, force: true });
}

/** Puts a folder with all its files on the disk. */
async function sync(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await syncFile(join(folder, name));
  await syncFile(folder);
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
