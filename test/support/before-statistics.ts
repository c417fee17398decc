import type { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { Statistics1761000104000 } from '../../subgraphs/employers/migrations/statistics';

/**
 * Makes of the partners' schema what it was before statistics read along, and migrates it.
 * @param meanwhile done before the migration, with nothing published that statistics need
 * @returns how many of the rows it has published are on the board of anybody
 */
export async function publishForStatistics(client: Client, meanwhile: () => Promise<void>): Promise<number> {
  await client.query('SET search_path TO employers');
  // A migration asks no more of it.
  const runner = { query: async (sql: string) => (await client.query(sql)).rows } as unknown as QueryRunner;
  await new Statistics1761000104000().down(runner);
  await client.query(`UPDATE outbox SET payload = payload - 'statistics'`);
  await meanwhile();
  await new Statistics1761000104000().up(runner);
  const { rowCount } = await client.query(
    `SELECT FROM outbox WHERE topic = 'referral_past' AND num_nonnulls(employer_id, centre_id, person_id) > 0`,
  );
  return rowCount ?? 0;
}
