import { rewind } from '../../../shared/database';
import type { Database, ReadModel } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import { holdSnapshots } from '../snapshot/build';
import { STAR_TABLES } from './tables';

const ACTOR = systemActor('insights replay');

/**
 * Empties the star schema and has it filled again from the first event on. It is emptied as one; a relay at work goes on from the
 * beginning, and one that is killed meanwhile goes on where it was. No snapshot is built of a part of it.
 * @param fill brings the read models up to date; its answer is given back
 */
export async function replayStar<T>(
  database: Database,
  models: readonly ReadModel[],
  fill: () => Promise<T>,
): Promise<T> {
  return database.bulk(ACTOR, async (holder) => {
    await holdSnapshots(holder);
    await database.bulk(ACTOR, async (client) => {
      await rewind(client, models);
      for (const table of STAR_TABLES) await client.query(`DELETE FROM ${table}`);
    });
    return fill();
  });
}
