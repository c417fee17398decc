import { systemActor } from '../../shared/viewer';
import { STAR_TABLES } from '../../subgraphs/insights/star/tables';
import type { TestPlatform } from './platform';

/** How many rows a table has, and what stands in them. */
export interface TableState {
  readonly table: string;
  readonly rows: number;
  readonly content: string;
}

/** What stands in the star schema: two that are equal hold the same rows. */
export function starState(platform: TestPlatform): Promise<TableState[]> {
  const each = STAR_TABLES.map(
    (table) => `SELECT '${table}' AS table, count(*)::int AS rows,
      coalesce(md5(string_agg(to_jsonb(t)::text, ',' ORDER BY to_jsonb(t)::text)), '') AS content FROM ${table} t`,
  );
  return platform
    .subgraph('insights')
    .database.bulk(
      systemActor('a test'),
      async (client) => (await client.query<TableState>(each.join(' UNION ALL '))).rows,
    );
}
