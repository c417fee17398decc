import { systemActor } from '../../shared/viewer';
import { columnsOf } from '../../subgraphs/insights/cube/cube';
import type { Cube } from '../../subgraphs/insights/cube/cube';
import type { TestPlatform } from './platform';

export type Cell = Readonly<Record<string, unknown>>;

/** Names and SQL types of what the source of a cube gives, against those the cube promises. */
export async function columnsGiven(platform: TestPlatform, cube: Cube, asOf: string) {
  const [row] = await readCube(
    platform,
    `SELECT jsonb_object_agg(name, type) AS given FROM (SELECT key AS name, null AS type FROM
       (SELECT to_jsonb(cube) AS row FROM (${cube.source(`date '${asOf}'`)}) cube LIMIT 1) one, jsonb_object_keys(one.row) key) k`,
  );
  const given = Object.keys((row?.['given'] ?? {}) as object).sort();
  return {
    given,
    promised: columnsOf(cube)
      .map(({ name }) => name)
      .sort(),
  };
}

/** Rows of a statement over the star schema. */
export function readCube(platform: TestPlatform, text: string): Promise<Cell[]> {
  const { database } = platform.subgraph('insights');
  return database.bulk(systemActor('a test'), async (client) => (await client.query<Cell>(text)).rows);
}
