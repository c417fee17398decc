import type { BulkConnection, Database, ReadModel } from '../../../shared/database';
import { LAG_SECONDS } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { today } from '../../../shared/machine';
import { CUBES } from '../cube/catalogue';
import { buildWanted } from './build';

export interface MonthlyOptions {
  /** Must be complete: what a snapshot lacks is missing for a month. */
  readonly models: readonly ReadModel[];
  /** The day it shows, `YYYY-MM-DD`; today if none is given. */
  readonly asOf?: string | undefined;
}

/**
 * Builds the snapshot of a month, unless it is there. One a month and no more: what two snapshots differ by is told by comparing
 * them, and the fewer people come and go between two, the more that is about somebody (STATISTICS: snapshots, never live data).
 * @returns how many were built
 * @throws CodedError READ_MODEL_STALE, NOT_WRITABLE, DISK_FULL
 */
export async function buildMonthly(
  database: Database,
  folder: string,
  { models, asOf = today() }: MonthlyOptions,
): Promise<number> {
  const built = await buildWanted({ database, folder, cubes: CUBES, asOf }, async (client) => {
    if (await isBuilt(client, asOf)) return false;
    await requireComplete(client, models);
    return true;
  });
  return built ? 1 : 0;
}

async function isBuilt(client: BulkConnection, asOf: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM snapshot WHERE dropped_at IS NULL AND date_trunc('month', as_of) >= date_trunc('month', $1::date) LIMIT 1`,
    [asOf],
  );
  return rowCount !== 0;
}

async function requireComplete(client: BulkConnection, models: readonly ReadModel[]): Promise<void> {
  const { rows } = await client.query<{ model: string; lag: number | null }>(
    `SELECT model, ${LAG_SECONDS} AS lag FROM relay_position WHERE model = ANY($1)`,
    [models.map(({ name }) => name)],
  );
  for (const { name, owner, toleratedLagSeconds: max } of models) {
    const lag = rows.find(({ model }) => model === name)?.lag ?? -1;
    if (lag < 0 || lag > max) throw new CodedError('READ_MODEL_STALE', { owner, lag: Math.round(lag), max });
  }
}
