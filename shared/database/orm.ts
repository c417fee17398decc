import type { DataSource, EntitySchema, Logger, MigrationInterface } from 'typeorm';
import { unreachable } from './pool';
import { republish } from './republish';
import type { Republished } from './republish';
import { rowSecuritySql } from './row-security';
import type { RowSecurity } from './row-security';
import type { StatementListener } from './session';
import { registerTypeParsers } from './types';

/** A class TypeORM maps to a table, or runs as a migration. */
export type TableClass = (new () => object) | EntitySchema;
export type MigrationClass = new () => MigrationInterface;

export interface OrmOptions {
  readonly schema: string;
  readonly url: string;
  readonly tables: readonly TableClass[];
  readonly migrations?: readonly MigrationClass[];
  readonly poolSize: number;
  readonly onStatement?: StatementListener;
  /** Settings every connection starts with, as `name=value`. */
  readonly settings?: readonly string[];
}

/**
 * Opens TypeORM on a schema. It is loaded here and not before: three hundred files that a process which only reads never
 * needs.
 * @throws CodedError DATABASE_UNREACHABLE
 */
export async function openOrm(options: OrmOptions): Promise<DataSource> {
  const { DataSource: Source } = await import('typeorm');
  registerTypeParsers();
  const source = new Source({
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    entities: [...options.tables],
    migrations: [...(options.migrations ?? [])],
    migrationsTableName: 'migration',
    poolSize: options.poolSize,
    installExtensions: false,
    synchronize: false,
    logging: options.onStatement ? ['query'] : false,
    logger: options.onStatement && statementLogger(options.onStatement),
    applicationName: `berdaya ${options.schema}`,
    connectTimeoutMS: 10_000,
    extra: options.settings && { options: options.settings.map((each) => `-c ${each}`).join(' ') },
  });
  try {
    return await source.initialize();
  } catch (error) {
    throw unreachable(error, options.url);
  }
}

/**
 * Brings a schema to its latest version, with the rights of its owner role. Safe when two processes do it at once. Row-level
 * security holds for the owner too; a migration says that it is the platform itself, so that it can change rows. The row
 * policies are put in place after the last migration, and what is told once more is told then.
 */
export async function migrate(options: {
  readonly schema: string;
  readonly url: string;
  readonly migrations: readonly MigrationClass[];
  readonly rowSecurity?: RowSecurity | undefined;
  readonly republished?: Republished | undefined;
}): Promise<void> {
  const source = await openOrm({ ...options, tables: [], poolSize: 2, settings: ['berdaya.role=SYSTEM'] });
  const lock = source.createQueryRunner();
  try {
    await lock.query(`SELECT pg_advisory_lock(hashtext('migrate:' || current_schema()))`);
    await source.runMigrations({ transaction: 'each' });
    // In one transaction: no moment without a policy can be seen.
    const { rowSecurity, republished } = options;
    if (rowSecurity) await source.transaction((manager) => manager.query(rowSecuritySql(rowSecurity)));
    if (republished) await source.transaction((manager) => republish(manager, republished));
  } finally {
    await lock.query(`SELECT pg_advisory_unlock_all()`).catch(() => undefined);
    await lock.release();
    await source.destroy();
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
