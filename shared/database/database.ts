import type { DataSource, EntityManager } from 'typeorm';
import type { Pool, PoolClient } from 'pg';
import type { Viewer } from '../viewer';
import { openOrm } from './orm';
import type { TableClass } from './orm';
import { openPool } from './pool';
import { createRecordKeys } from './record-key';
import type { RecordKeys } from './record-key';
import { ReadSession } from './session';
import type { StatementListener } from './session';
import { statement } from './statement';
import type { Statement } from './statement';
import { viewerSettings } from './viewer-settings';
import type { Actor, Mode } from './viewer-settings';

/** Connections for writes row by row; they are few beside the reads. */
const WRITERS = 5;

export interface DatabaseOptions {
  /** The subgraph's schema, which is also its name. */
  readonly schema: string;
  /** Connection of the application role. */
  readonly url: string;
  readonly tables: readonly TableClass[];
  readonly poolSize: number;
  readonly mode: Mode;
  /** What record keys of statistics are made with. */
  readonly recordKey: Buffer;
}

/** One subgraph's own schema, seen with the rights of its application role. */
export interface Database {
  readonly schema: string;
  readonly recordKeys: RecordKeys;
  /** Opens the reads of one fetch; close it when the fetch is answered. */
  read(viewer: Viewer): ReadSession;
  /** Runs one transaction of writes; everything or nothing. */
  write<T>(actor: Actor, work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** Runs one transaction on a bare connection, for COPY and set-wise SQL; everything or nothing. */
  bulk<T>(actor: Actor, work: (client: PoolClient) => Promise<T>): Promise<T>;
  /** Runs one INSERT of the platform's own, for nobody; durable when it resolves. Listeners do not hear of it. */
  append(insert: Pick<Statement, 'text' | 'values'>): Promise<void>;
  /** Hears of every statement; returns how to stop. */
  onStatement(listener: StatementListener): () => void;
  close(): Promise<void>;
}

/**
 * Connects a subgraph to its schema.
 * @throws CodedError DATABASE_UNREACHABLE
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const listeners = new Set<StatementListener>();
  const announce: StatementListener = (text) => {
    for (const listener of listeners) listener(text);
  };
  const pool = await openPool(options);
  let orm: Promise<DataSource> | undefined;
  const openWriter = () => {
    const poolSize = Math.min(WRITERS, options.poolSize);
    // A database that does not answer now may answer the next write.
    orm ??= openOrm({ ...options, poolSize, onStatement: announce }).catch((error: unknown) => {
      orm = undefined;
      throw error;
    });
    return orm;
  };

  return {
    schema: options.schema,
    recordKeys: createRecordKeys(options.recordKey),
    read: (viewer) => new ReadSession(pool, viewer, options.mode, announce),
    async write(actor, work) {
      const source = await openWriter();
      return source.transaction(async (manager) => {
        await manager.query(viewerSettings(actor, options.mode, 'write'));
        return work(manager);
      });
    },
    bulk: (actor, work) => inTransaction(pool, viewerSettings(actor, options.mode), work),
    async append({ text, values }) {
      const { name } = statement(text, values);
      await pool.query({ name, text, values: [...values] });
    },
    onStatement(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await pool.end();
      await orm?.then((source) => source.destroy());
    },
  };
}

async function inTransaction<T>(pool: Pool, settings: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; ${settings}`);
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    client.release(true);
    throw error;
  }
}
