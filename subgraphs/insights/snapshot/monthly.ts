import type { Database } from '../../../shared/database';
import { today } from '../../../shared/machine';
import { systemActor } from '../../../shared/viewer';
import { CUBES } from '../cube/catalogue';
import { buildSnapshot } from './build';

/** A year and the month before it, so that a month can be held against the same month a year ago. */
const KEPT = 13;

/**
 * Builds the snapshot of a month, unless it is there. One a month and no more: what two snapshots differ by is told by comparing
 * them, and the fewer people come and go between two, the more that is about somebody (STATISTICS: snapshots, never live data).
 * @param asOf the day it shows, `YYYY-MM-DD`
 * @returns how many were built
 */
export async function buildMonthly(database: Database, folder: string, asOf: string = today()): Promise<number> {
  if (await isBuilt(database, asOf)) return 0;
  await buildSnapshot({ database, folder, cubes: CUBES, asOf, keep: KEPT });
  return 1;
}

function isBuilt(database: Database, asOf: string): Promise<boolean> {
  return database.bulk(systemActor('insights snapshot'), async (client) => {
    const { rowCount } = await client.query(
      `SELECT FROM snapshot WHERE dropped_at IS NULL AND date_trunc('month', as_of) >= date_trunc('month', $1::date) LIMIT 1`,
      [asOf],
    );
    return rowCount !== 0;
  });
}
