import { join } from 'node:path';
import type { Database } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { systemActor } from '../../../shared/viewer';
import type { CellSource } from '../engine/cells';
import { openDuckDb } from '../engine/duckdb';
import type { DuckDbOptions } from '../engine/duckdb';
import type { Engine } from '../engine/engine';
import { DUCKDB_FILE } from './build';
import { readContents, sourceFor } from './contents';
import type { SourceNeed } from './contents';

export type { SourceNeed } from './contents';

/** A snapshot as the tables made of it name it. */
export interface SnapshotVersion {
  /** 1, 2, ...: later ones are newer. */
  readonly version: number;
  /** The day it shows, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** ISO time. */
  readonly builtAt: string;
  /** How far the star schema lay behind what it is copied from, at most; null where a copy was not complete. */
  readonly lagSeconds: number | null;
}

/** A snapshot lent for one table: served unchanged until it is given back. */
export interface LentSnapshot extends SnapshotVersion {
  readonly engine: Engine;
  /** The smallest table of the snapshot that gives exact cells. */
  sourceFor(cube: string, need: SourceNeed): CellSource;
}

/** The snapshots of a folder. */
export interface SnapshotStore {
  /**
   * Lends the newest snapshot, or a kept one.
   * @throws CodedError NOT_FOUND where there is none of this version
   */
  use<T>(work: (snapshot: LentSnapshot) => Promise<T>, version?: number): Promise<T>;
  /** What is kept, newest first. */
  versions(): Promise<readonly SnapshotVersion[]>;
  /** Waits for queries under way. */
  close(): Promise<void>;
}

/** Opens the store of a folder; nothing is read before it is used. */
export function openSnapshotStore(
  database: Pick<Database, 'bulk'>,
  folder: string,
  options: Partial<DuckDbOptions> = {},
): SnapshotStore {
  const shelf = new Shelf(folder, options);
  return {
    async use(work, version) {
      const kept = await readKept(database);
      const row = version === undefined ? kept[0] : kept.find((each) => each.version === version);
      if (!row) throw new CodedError('NOT_FOUND', { what: 'snapshot' });
      return shelf.lend(row, kept[0]?.version, work);
    },
    versions: () => readKept(database),
    close: () => shelf.close(),
  };
}

interface KeptRow extends SnapshotVersion {
  readonly folder: string;
}

function readKept(database: Pick<Database, 'bulk'>): Promise<readonly KeptRow[]> {
  return database.bulk(systemActor('insights'), async (client) => {
    const { rows } = await client.query<KeptRow>(
      `SELECT version, as_of AS "asOf", folder, to_char(built_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "builtAt",
         (SELECT CASE WHEN count(*) = count(s."lagSeconds") THEN ceil(max(s."lagSeconds"))::int END
          FROM jsonb_to_recordset(sources) AS s("lagSeconds" float8)) AS "lagSeconds"
       FROM snapshot WHERE dropped_at IS NULL ORDER BY version DESC`,
    );
    return rows;
  });
}

/** A snapshot's file while it is open. */
interface OpenFile {
  readonly version: number;
  readonly snapshot: Promise<LentSnapshot>;
  users: number;
}

/** Keeps the newest file open, and older ones for as long as somebody reads them. */
class Shelf {
  private readonly files = new Map<number, OpenFile>();
  private readonly closing = new Set<Promise<void>>();
  private newest = 0;

  constructor(
    private readonly folder: string,
    private readonly options: Partial<DuckDbOptions>,
  ) {}

  async lend<T>(row: KeptRow, newest: number | undefined, work: (snapshot: LentSnapshot) => Promise<T>): Promise<T> {
    this.newest = Math.max(this.newest, newest ?? 0);
    const file = this.files.get(row.version) ?? this.open(row);
    file.users += 1;
    try {
      return await work(await file.snapshot);
    } finally {
      file.users -= 1;
      this.closeIdle();
    }
  }

  async close(): Promise<void> {
    for (const file of this.files.values()) this.end(file);
    await Promise.all(this.closing);
  }

  private open({ folder, ...row }: KeptRow): OpenFile {
    const open = async (): Promise<LentSnapshot> => {
      const engine = await openDuckDb(join(this.folder, folder, DUCKDB_FILE), this.options);
      const contents = await readContents(engine).catch(async (error: unknown) => {
        await engine.close();
        throw error;
      });
      return { ...row, engine, sourceFor: (cube, need) => sourceFor(contents, cube, need) };
    };
    const file: OpenFile = { version: row.version, snapshot: open(), users: 0 };
    this.files.set(row.version, file);
    // One that cannot be opened now may be opened by the next who asks.
    file.snapshot.catch(() => this.files.delete(row.version));
    return file;
  }

  private closeIdle(): void {
    for (const file of this.files.values()) if (file.users === 0 && file.version < this.newest) this.end(file);
  }

  private end(file: OpenFile): void {
    this.files.delete(file.version);
    const ended = file.snapshot.then(
      ({ engine }) => engine.close(),
      () => undefined,
    );
    this.closing.add(ended);
    void ended.finally(() => this.closing.delete(ended));
  }
}
