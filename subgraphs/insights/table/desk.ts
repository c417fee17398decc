import { LRUCache } from 'lru-cache';
import type { Database } from '../../../shared/database';
import { findCodedError } from '../../../shared/errors';
import { systemActor } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import type { SubgraphTools } from '../../../shared/subgraph';
import { openSnapshotStore } from '../snapshot/store';
import type { LentSnapshot, SnapshotStore } from '../snapshot/store';
import { recordTables } from './audit';
import type { Outcome } from './audit';
import { lotsOf, readTogether } from './batch';
import type { CellReader } from './cell-space';
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
    const [table] = await this.askEach(viewer, [request], version);
    if (table && !(table instanceof Error)) return table;
    throw table ?? new Error('nothing was made of a request');
  }

  /**
   * Tables that are the same but for the category of one filter: read together, written down together, each as if it were alone.
   * @returns an error in the place of a table that is refused
   * @throws CodedError NOT_FOUND for a snapshot that is not kept
   */
  async askEach(
    viewer: Viewer,
    requests: readonly TableRequest[],
    version?: number,
  ): Promise<(ProtectedTable | Error)[]> {
    return this.store.use(async (snapshot) => {
      const made: (ProtectedTable | Error)[] = [];
      for (const lot of lotsOf(requests)) made.push(...(await this.makeLot(lot, snapshot)));
      const outcomes = made.flatMap((table, index): Outcome[] => {
        const request = requests[index];
        const refusal = table instanceof Error ? findCodedError(table)?.code : undefined;
        if (!request || (table instanceof Error && refusal === undefined)) return [];
        return [{ request, snapshot: snapshot.version, ...(table instanceof Error ? { refusal } : { table }) }];
      });
      if (outcomes.length > 0) await this.database.write(SYSTEM, (manager) => recordTables(manager, viewer, outcomes));
      return made;
    }, version);
  }

  private makeLot(lot: readonly TableRequest[], snapshot: LentSnapshot): Promise<(ProtectedTable | Error)[]> {
    const [first] = lot;
    if (!first) return Promise.resolve([]);
    const reader = new CubeReader(first, snapshot, DEADLINE_MS);
    const read = readTogether(lot, (extents) => reader.read(extents));
    return Promise.all(
      lot.map((request) =>
        this.make(request, snapshot, read).catch((error: unknown) =>
          error instanceof Error ? error : new Error('a table failed', { cause: error }),
        ),
      ),
    );
  }

  /** The same table is made once, however many ask for it at once. */
  private make(request: TableRequest, snapshot: LentSnapshot, read: CellReader): Promise<ProtectedTable> {
    const id = tableId(request, String(snapshot.version));
    const known = this.tables.get(id);
    if (known) return Promise.resolve(known);
    const making = this.making.get(id) ?? this.start(id, request, snapshot, read);
    this.making.set(id, making);
    return making;
  }

  private async start(
    id: string,
    request: TableRequest,
    snapshot: LentSnapshot,
    read: CellReader,
  ): Promise<ProtectedTable> {
    try {
      const table = await makeTable(request, snapshot, read);
      this.tables.set(id, table);
      return table;
    } finally {
      this.making.delete(id);
    }
  }
}

const desks = new WeakMap<Database, TableDesk>();

/** The desk of a process, for its snapshots and its database. */
export function deskOf({ database, folder }: Pick<SubgraphTools, 'database' | 'folder'>): TableDesk {
  const known = desks.get(database) ?? new TableDesk(openSnapshotStore(database, folder), database);
  desks.set(database, known);
  return known;
}

/** Ends the desk of a process, if it was ever asked; waits for what is under way. */
export async function closeDesk(database: Database): Promise<void> {
  await desks.get(database)?.store.close();
  desks.delete(database);
}
