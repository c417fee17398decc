import type { Config } from '../shared/config';
import {
  createCursorCodec,
  createFieldCipher,
  createLedgerWriter,
  createPseudonyms,
  createSubjectHasher,
  migrate,
  openDatabase,
} from '../shared/database';
import type { Database, LedgerWriter } from '../shared/database';
import { CodedError } from '../shared/errors';
import { createSubgraph } from '../shared/subgraph';
import type { CompilationOptions, FaultListener, Subgraph } from '../shared/subgraph';
import { CATALOGUE } from './catalogue';
import type { SubgraphParts } from './catalogue';
import { BUDGET_SCHEMA } from './budget/schema';
import { isPrepared, markOf, setPrepared } from './database/prepared';
import { prepareDatabase, roleName, roleUrl } from './database/roles';
import { defaultDataDirectory } from './demo/data-directory';
import { logFault } from './log';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

/** A subgraph with its database, ready to answer. */
export interface RunningSubgraph {
  readonly parts: SubgraphParts;
  readonly subgraph: Subgraph;
  readonly database: Database;
  readonly ledger: LedgerWriter;
  /** Signs the end of the ledger's chain and closes the database. */
  close(): Promise<void>;
}

/**
 * The database address of a process that brings none of its own.
 * @throws CodedError CONFIG_INVALID
 */
export function getDatabaseUrl({ databaseUrl }: Config): string {
  if (databaseUrl === undefined)
    throw new CodedError('CONFIG_INVALID', { name: 'DATABASE_URL', reason: 'must be set' });
  return databaseUrl;
}

/** Creates roles and schemas and brings every schema to its latest version. */
export async function migrateAll(adminUrl: string, config: Config): Promise<void> {
  const schemas = [...CATALOGUE, BUDGET_SCHEMA];
  const mark = markOf(schemas, config);
  if (await isPrepared(adminUrl, schemas, mark)) return;
  await prepareDatabase(adminUrl, config);
  await Promise.all(
    schemas.map(({ name, migrations, rowSecurity, republished }) => {
      const url = roleUrl(adminUrl, roleName(name, 'owner'), config);
      return migrate({ schema: name, url, migrations, rowSecurity, republished });
    }),
  );
  await setPrepared(adminUrl, schemas, mark);
}

/** Connects to a subgraph's schema with the rights of its application role. */
export function openDatabaseOf(parts: SubgraphParts, adminUrl: string, config: Config): Promise<Database> {
  return openDatabase({
    schema: parts.name,
    url: config.subgraphDatabaseUrl ?? roleUrl(adminUrl, roleName(parts.name, 'app'), config),
    tables: parts.tables,
    poolSize: config.databasePoolSize,
    mode: config.mode,
    recordKey: config.keys.record,
  });
}

/** Where a subgraph keeps files of its own; made when there are any. */
export function folderOf(name: string, { dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir ?? defaultDataDirectory(), name);
}

/** A subgraph on its schema, ready to answer. */
export async function openSubgraph(
  parts: SubgraphParts,
  adminUrl: string,
  config: Config,
  { onFault = logFault, ...compilation }: CompilationOptions & { readonly onFault?: FaultListener } = {},
): Promise<RunningSubgraph> {
  const database = await openDatabaseOf(parts, adminUrl, config);
  const ledger = createLedgerWriter({
    database,
    keys: config.keys.ledger,
    onFault: (error) => onFault({ correlationId: randomUUID(), error }),
  });
  const tools = {
    database,
    ledger,
    hashSubject: createSubjectHasher(config.keys.ledgerSubject),
    subjects: parts.subjects,
    cursors: createCursorCodec(config.keys.cursor),
    cipher: createFieldCipher(config.keys),
    pseudonyms: createPseudonyms(config.keys.identity),
    mode: config.mode,
    folder: folderOf(parts.name, config),
    scopes: parts.scopes,
    ...(parts.findBreakGlass && { findBreakGlass: parts.findBreakGlass }),
  };
  return {
    parts,
    database,
    ledger,
    subgraph: createSubgraph(parts.graph, tools, onFault, compilation),
    async close() {
      await parts.close?.(database);
      await ledger.close();
      await database.close();
    },
  };
}

/** All subgraphs of the process. */
export function openSubgraphs(adminUrl: string, config: Config): Promise<RunningSubgraph[]> {
  return Promise.all(CATALOGUE.map((parts) => openSubgraph(parts, adminUrl, config)));
}
