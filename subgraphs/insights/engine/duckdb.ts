import type {
  DuckDBConnection,
  DuckDBMaterializedResult,
  DuckDBPreparedStatement,
  DuckDBTypeId,
  DuckDBValue,
  DuckDBVector,
} from '@duckdb/node-api';
import { LRUCache } from 'lru-cache';
import { CodedError } from '../../../shared/errors';
import type { ColumnSet, Dialect, Engine, Value } from './engine';

export interface DuckDbOptions {
  readonly memoryMb: number;
  readonly threads: number;
  /** Queries at once; each holds one of the four threads Node also reads files with. */
  readonly connections: number;
}

const DEFAULTS: DuckDbOptions = { memoryMb: 1_024, threads: 2, connections: 3 };

export const DUCKDB_DIALECT: Dialect = {
  topTwo(value, condition) {
    const top = `max(${value}, 2) FILTER (WHERE ${condition})`;
    return [`(${top})[1]`, `(${top})[2]`];
  },
  // A bigint would become an object first, each.
  handedOut: (value) => `(${value})::double`,
};

/** An interrupt that comes before its query has begun is lost, so it is said again. */
const INTERRUPT_AGAIN_MS = 20;

/**
 * Opens a snapshot's file to be read: no statement can write, reach another file or the network, or change a setting, since the
 * SQL of a table is made of what a viewer asked.
 */
export async function openDuckDb(path: string, options: Partial<DuckDbOptions> = {}): Promise<Engine> {
  const { memoryMb, threads, connections } = { ...DEFAULTS, ...options };
  // Loading the engine takes a tenth of a second; a process that makes no tables need not.
  const { DuckDBInstance, DuckDBTypeId } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.fromCache(path, {
    access_mode: 'READ_ONLY',
    // What does not fit fails rather than fill the disk.
    temp_directory: '',
    enable_external_access: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: `${memoryMb}MB`,
    threads: String(threads),
    // Last: nothing can be set after it.
    lock_configuration: 'true',
  });
  const opened = await Promise.all(
    Array.from({ length: connections }, async () => new KeptConnection(await instance.connect())),
  );
  const desk = new Desk(opened);
  return {
    name: 'duckdb',
    dialect: DUCKDB_DIALECT,
    async query(sql, { deadlineMs }) {
      const deadline = new Deadline(deadlineMs);
      const connection = await desk.take(deadline);
      try {
        return columnsOf(await run(connection, sql, deadline), DuckDBTypeId.DOUBLE);
      } finally {
        deadline.end();
        desk.give(connection);
      }
    },
    async close() {
      await desk.close();
      for (const connection of opened) connection.close();
      instance.closeSync();
    },
  };
}

/** Statements a connection keeps ready. */
const MOST_STATEMENTS = 64;

/**
 * A connection with the statements it ran last: planning one takes longer than running it over a small rollup, and tables of one cube
 * have readings of their guards in common.
 */
class KeptConnection {
  private readonly statements = new LRUCache<string, DuckDBPreparedStatement>({
    max: MOST_STATEMENTS,
    dispose: (statement) => statement.destroySync(),
  });

  constructor(private readonly connection: DuckDBConnection) {}

  /** One statement at a time. */
  async run(sql: string): Promise<DuckDBMaterializedResult> {
    const statement = this.statements.get(sql) ?? (await this.connection.prepare(sql));
    this.statements.set(sql, statement);
    try {
      return await statement.run();
    } catch (error) {
      this.statements.delete(sql);
      throw error;
    }
  }

  interrupt(): void {
    this.connection.interrupt();
  }

  close(): void {
    this.statements.clear();
    this.connection.closeSync();
  }
}

/** When a query has to be answered. */
class Deadline {
  private readonly abort = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly ms: number) {
    this.timer = setTimeout(() => this.abort.abort(), ms);
  }

  get error(): CodedError | undefined {
    return this.abort.signal.aborted ? new CodedError('DEADLINE_EXCEEDED', { seconds: this.ms / 1_000 }) : undefined;
  }

  onPassed(listener: () => void): void {
    this.abort.signal.addEventListener('abort', listener, { once: true });
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

/** Lends connections in the order they are asked for. */
class Desk {
  private readonly free: KeptConnection[];
  private readonly waiting = new Set<(connection: KeptConnection) => void>();
  private onAllBack: (() => void) | undefined;

  constructor(private readonly all: readonly KeptConnection[]) {
    this.free = [...all];
  }

  take(deadline: Deadline): Promise<KeptConnection> {
    const connection = this.free.pop();
    if (connection) return Promise.resolve(connection);
    return new Promise((resolve, reject) => {
      this.waiting.add(resolve);
      deadline.onPassed(() => {
        if (this.waiting.delete(resolve)) reject(deadline.error);
      });
    });
  }

  give(connection: KeptConnection): void {
    const [next] = this.waiting;
    if (next) {
      this.waiting.delete(next);
      next(connection);
      return;
    }
    this.free.push(connection);
    if (this.free.length === this.all.length) this.onAllBack?.();
  }

  /** Waits until every connection is back. */
  async close(): Promise<void> {
    if (this.free.length === this.all.length) return;
    await new Promise<void>((resolve) => {
      this.onAllBack = resolve;
    });
  }
}

async function run(connection: KeptConnection, sql: string, deadline: Deadline): Promise<DuckDBMaterializedResult> {
  let again: NodeJS.Timeout | undefined;
  deadline.onPassed(() => {
    connection.interrupt();
    again = setInterval(() => connection.interrupt(), INTERRUPT_AGAIN_MS);
  });
  try {
    if (deadline.error) throw deadline.error;
    return await connection.run(sql);
  } catch (error) {
    throw deadline.error ?? error;
  } finally {
    clearInterval(again);
  }
}

/**
 * A result as plain columns.
 * @param packed type of the columns that are packed
 */
function columnsOf(result: DuckDBMaterializedResult, packed: DuckDBTypeId): ColumnSet {
  const names = result.columnNames();
  const columns = names.map((_, place): Value[] | Float64Array =>
    result.columnTypeId(place) === packed ? new Float64Array(result.rowCount) : new Array<Value>(result.rowCount),
  );
  let rows = 0;
  for (let index = 0; index < result.chunkCount; index += 1) {
    const chunk = result.getChunk(index);
    const { rowCount } = chunk;
    for (const [place, column] of columns.entries()) fill(column, rows, chunk.getColumnVector(place));
    rows += rowCount;
  }
  return { names, columns, rows };
}

function fill(column: Value[] | Float64Array, from: number, vector: DuckDBVector): void {
  const { itemCount } = vector;
  if (column instanceof Float64Array) {
    for (let row = 0; row < itemCount; row += 1) column[from + row] = Number(vector.getItem(row));
  } else {
    for (let row = 0; row < itemCount; row += 1) column[from + row] = plain(vector.getItem(row));
  }
}

function plain(value: DuckDBValue): Value {
  switch (typeof value) {
    case 'bigint':
      return Number(value);
    case 'object':
      return value === null ? null : value.toString();
    default:
      return value;
  }
}
