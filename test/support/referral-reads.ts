import type { Client } from 'pg';
import type { Answer } from './platform';

/** What tests of referrals read back, as administrator. */
export function referralReads(admin: <Result>(work: (client: Client) => Promise<Result>) => Promise<Result>) {
  const sql = <Row extends object>(text: string, values: readonly unknown[] = []) =>
    admin(async (client) => (await client.query<Row>(text, [...values])).rows);
  return {
    sql,
    /** Steps with their reason and who took them, oldest first. */
    historyOf: async (id: string) =>
      (
        await sql<{ line: string }>(
          `SELECT concat_ws(' ', event, reason, actor_role) AS line FROM employers.transition_event
           WHERE machine = 'referral' AND entity_id = $1 ORDER BY id`,
          [id],
        )
      ).map(({ line }) => line),
    noticesOf: (id: string) =>
      sql<{ payload: Record<string, unknown> }>(
        `SELECT payload FROM employers.outbox WHERE topic = 'referral' AND entity_id = $1 ORDER BY id`,
        [id],
      ),
    statusOf: async (id: string) =>
      (await sql<{ status: string }>('SELECT status FROM employers.referral WHERE id = $1', [id]))[0]?.status,
  };
}

export const codesOf = ({ errors }: Pick<Answer, 'errors'>) => errors.map(({ extensions }) => extensions['code']);

/** The rules an answer names, without the words. */
export const rulesOf = ({ errors }: Pick<Answer, 'errors'>) =>
  errors.flatMap(({ extensions }) => (extensions['rules'] as string[]).map((rule) => rule.split(' ')[0]));
