import { DataSource } from 'typeorm';
import type { EntityManager, EntitySchema, Logger, MigrationInterface } from 'typeorm';
import type { Pool, PoolClient } from 'pg';
import { CodedError, systemCodeOf } from '../errors';
import type { Viewer } from '../viewer';
import { ReadSession } from './session';
import type { StatementListener } from './session';
import { registerTypeParsers } from './types';
import { viewerSettings } from './viewer-settings';
import type { Actor } from './viewer-settings';

/** A class TypeORM maps to a table, or runs as a migration. */
export type TableClass = (new () => object) | EntitySchema;
export type MigrationClass = new () => MigrationInterface;

export interface DatabaseOptions {
  /** The subgraph's schema, which is also its name. */
  readonly schema: string;
  /** Connection of the application role. */
  readonly url: string;
  readonly tables: readonly TableClass[];
  readonly poolSize: number;
}

/** One subgraph's own schema, seen with the rights of its application role. */
export interface Database {
  readonly schema: string;
  /** Opens the reads of one fetch; close it when the fetch is answered. */
  read(viewer: Viewer): ReadSession;
  /** Runs one transaction of writes; everything or nothing. */
  write<T>(actor: Actor, work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** Runs one transaction on a bare connection, for COPY and set-wise SQL; everything or nothing. */
  bulk<T>(actor: Actor, work: (client: PoolClient) => Promise<T>): Promise<T>;
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
  const source = await connect({ ...options, logger: statementLogger(announce) });
  const pool = poolOf(source);

  return {
    schema: options.schema,
    read: (viewer) => new ReadSession(pool, viewer, announce),
    write: (actor, work) =>
      source.transaction(async (manager) => {
        await manager.query(viewerSettings(actor));
        return work(manager);
      }),
    bulk: (actor, work) => inTransaction(pool, actor, work),
    onStatement(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => source.destroy(),
  };
}

/** Brings a schema to its latest version, with the rights of its owner role. Safe when two processes do it at once. */
export async function migrate(options: {
  readonly schema: string;
  readonly url: string;
  readonly migrations: readonly MigrationClass[];
}): Promise<void> {
  const source = await connect({ ...options, tables: [], poolSize: 2 });
  try {
    const lock = await poolOf(source).connect();
    try {
      await lock.query(`SELECT pg_advisory_lock(hashtext('migrate:' || current_schema()))`);
      await source.runMigrations({ transaction: 'each' });
    } finally {
      // Ending the connection ends the lock.
      lock.release(true);
    }
  } finally {
    await source.destroy();
  }
}

async function connect(options: {
  readonly schema: string;
  readonly url: string;
  readonly tables: readonly TableClass[];
  readonly migrations?: readonly MigrationClass[];
  readonly poolSize: number;
  readonly logger?: Logger;
}): Promise<DataSource> {
  registerTypeParsers();
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    entities: [...options.tables],
    migrations: [...(options.migrations ?? [])],
    migrationsTableName: 'migration',
    poolSize: options.poolSize,
    installExtensions: false,
    synchronize: false,
    logging: options.logger ? ['query'] : false,
    logger: options.logger,
    applicationName: `berdaya ${options.schema}`,
    connectTimeoutMS: 10_000,
  });
  try {
    return await source.initialize();
  } catch (error) {
    const code = systemCodeOf(error) ?? 'no answer';
    throw new CodedError(
      'DATABASE_UNREACHABLE',
      { host: new URL(options.url).host, reason: code },
      { originalError: asError(error) },
    );
  }
}

/** TypeORM opens and closes the pool; hot reads go to it directly, past the query builder (5x a named statement). */
function poolOf(source: DataSource): Pool {
  return (source.driver as unknown as { master: Pool }).master;
}

async function inTransaction<T>(pool: Pool, actor: Actor, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; ${viewerSettings(actor)}`);
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

function statementLogger(announce: StatementListener): Logger {
  const silent = () => undefined;
  return {
    logQuery: (text) => {
      announce(text);
    },
    logQueryError: silent,
    logQuerySlow: silent,
    logSchemaBuild: silent,
    logMigration: silent,
    log: silent,
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
