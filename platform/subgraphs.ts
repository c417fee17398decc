import type { Config } from '../shared/config';
import { createCursorCodec, createFieldCipher, migrate, openDatabase } from '../shared/database';
import type { Database } from '../shared/database';
import { createSubgraph } from '../shared/subgraph';
import type { Subgraph } from '../shared/subgraph';
import type { SubgraphLink } from '../gateway';
import { CATALOGUE } from './catalogue';
import type { SubgraphParts } from './catalogue';
import { prepareDatabase, roleName, roleUrl } from './database/roles';
import { logFault } from './log';

/** A subgraph with its database, ready to answer. */
export interface RunningSubgraph {
  readonly parts: SubgraphParts;
  readonly subgraph: Subgraph;
  readonly database: Database;
}

/** Creates roles and schemas and brings every schema to its latest version. */
export async function migrateAll(adminUrl: string, config: Config): Promise<void> {
  await prepareDatabase(adminUrl, config);
  await Promise.all(
    CATALOGUE.map(({ name, migrations }) =>
      migrate({ schema: name, url: roleUrl(adminUrl, roleName(name, 'owner'), config), migrations }),
    ),
  );
}

/** Connects one subgraph with the rights of its application role. */
export async function openSubgraph(parts: SubgraphParts, adminUrl: string, config: Config): Promise<RunningSubgraph> {
  const database = await openDatabase({
    schema: parts.name,
    url: roleUrl(adminUrl, roleName(parts.name, 'app'), config),
    tables: parts.tables,
    poolSize: config.databasePoolSize,
  });
  const tools = {
    database,
    cursors: createCursorCodec(config.keys.cursor),
    cipher: createFieldCipher(config.keys),
    mode: config.mode,
    scopes: parts.scopes,
  };
  return { parts, database, subgraph: createSubgraph(parts.graph, tools, logFault) };
}

/** All subgraphs of the process. */
export function openSubgraphs(adminUrl: string, config: Config): Promise<RunningSubgraph[]> {
  return Promise.all(CATALOGUE.map((parts) => openSubgraph(parts, adminUrl, config)));
}

/** Reaches a subgraph of the same process: a function call. */
export function inProcessLink({ subgraph }: RunningSubgraph): SubgraphLink {
  return {
    name: subgraph.name,
    send: async (fetch, viewer) => subgraph.execute(fetch, viewer),
  };
}
