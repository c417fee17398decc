import { LRUCache } from 'lru-cache';
import type { Database } from '../../../shared/database';
import { findCodedError } from '../../../shared/errors';
import { systemActor } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import type { SubgraphTools } from '../../../shared/subgraph';
import { openSnapshotStore } from '../snapshot/store';
import type { LentSnapshot, SnapshotStore } from '../snapshot/store';
import { recordTable } from './audit';
import { CubeReader } from './cube-reader';
import { tableId } from './request';
import type { TableRequest } from './request';
import { makeTable } from './table';
import type { ProtectedTable } from './table';

/** Milliseconds a table may take: the operation's own deadline ends it earlier, this one ends its work in the engine too. */
const DEADLINE_MS = 9_000;
/** Rows of protected tables kept in memory. */
const MOST_ROWS = 400_000;
const SYSTEM = systemActor('statistics');

/**
 * Where tables are asked for: made once for a snapshot, written down each time. A table nobody has written down does not leave.
 */
export class TableDesk {
  private readonly tables = new LRUCache<string, ProtectedTable>({
    maxSize: MOST_ROWS,
    sizeCalculation: ({ rows }) => rows.length + 1,
  });
  private readonly making = new Map<string, Promise<ProtectedTable>>();

  constructor(
    readonly store: SnapshotStore,
    private readonly database: Database,
  ) {}

  /**
   * A table for a viewer.
   * @param version a kept snapshot; the newest if none is named
   * @throws CodedError TABLE_TOO_LARGE, TABLE_TOO_SPARSE, DEADLINE_EXCEEDED, NOT_FOUND for a snapshot that is not kept
   */
  async ask(viewer: Viewer, request: TableRequest, version?: number): Promise<ProtectedTable> {
    return this.store.use(async (snapshot) => {
      try {
        const table = await this.make(request, snapshot);
        await this.record(viewer, { request, snapshot: snapshot.version, table });
        return table;
      } catch (error) {
        const refusal = findCodedError(error)?.code;
        if (refusal !== undefined) await this.record(viewer, { request, snapshot: snapshot.version, refusal });
        throw error;
      }
    }, version);
  }

  /** The same table is made once, however many ask for it at once. */
  private make(request: TableRequest, snapshot: LentSnapshot): Promise<ProtectedTable> {
    const id = tableId(request, String(snapshot.version));
    const known = this.tables.get(id);
    if (known) return Promise.resolve(known);
    const making = this.making.get(id) ?? this.start(id, request, snapshot);
    this.making.set(id, making);
    return making;
  }

  private async start(id: string, request: TableRequest, snapshot: LentSnapshot): Promise<ProtectedTable> {
    try {
      const reader = new CubeReader(request, snapshot, DEADLINE_MS);
      const table = await makeTable(request, snapshot, (extents) => reader.read(extents));
      this.tables.set(id, table);
      return table;
    } finally {
      this.making.delete(id);
    }
  }

  private async record(viewer: Viewer, outcome: Parameters<typeof recordTable>[2]): Promise<void> {
    await this.database.write(SYSTEM, (manager) => recordTable(manager, viewer, outcome));
  }
}

const desks = new WeakMap<Database, TableDesk>();

/** The desk of a process, for its snapshots and its database. */
export function deskOf({ database, folder }: Pick<SubgraphTools, 'database' | 'folder'>): TableDesk {
  const known = desks.get(database) ?? new TableDesk(openSnapshotStore(database, folder), database);
  desks.set(database, known);
  return known;
}
