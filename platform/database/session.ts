import type { Config } from '../../shared/config';
import type { Database } from '../../shared/database';
import { CATALOGUE } from '../catalogue';
import type { SubgraphParts } from '../catalogue';
import { startEmbeddedPostgres, findEmbeddedPostgres } from '../demo/postgres';
import type { RelayMember } from '../relay';
import { followKeys } from '../key-watch';
import { migrateAll, openDatabaseOf } from '../subgraphs';

/** A subgraph's parts with its schema opened. */
export type SchemaMember = SubgraphParts & { readonly database: Database };

/**
 * Opens every schema for a command: on the database that is set, on the one a running `npm start` has, or on the embedded
 * one, started for the length of the command.
 */
export async function withSchemas<T>(
  config: Config,
  work: (members: readonly SchemaMember[], adminUrl: string) => Promise<T>,
): Promise<T> {
  const known = config.databaseUrl ?? (await findEmbeddedPostgres(config.dataDir));
  const server = known === undefined ? await startEmbeddedPostgres({ dataDir: config.dataDir }) : undefined;
  const adminUrl = known ?? server?.url ?? '';
  try {
    await migrateAll(adminUrl, config);
    const members = await Promise.all(
      CATALOGUE.map(async (parts) => ({ ...parts, database: await openDatabaseOf(parts, adminUrl, config) })),
    );
    // An import of an hour must not go on sealing with a key that was replaced meanwhile.
    const unfollow = followKeys(config);
    try {
      return await work(members, adminUrl);
    } finally {
      unfollow();
      await Promise.all(members.map(({ database }) => database.close()));
    }
  } finally {
    await server?.stop();
  }
}

/** The schema of one subgraph. */
export function getMember(members: readonly RelayMember[], name: string): RelayMember {
  const member = members.find((candidate) => candidate.name === name);
  if (!member) throw new Error(`no subgraph ${name}`);
  return member;
}
