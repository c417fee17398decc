import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Statistics: a referral keeps what the wage was held against, as the event of the offer has it. */
export class Statistics1761000104000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE referral ADD minimum_wage bigint CHECK (minimum_wage > 0);
      UPDATE referral r SET minimum_wage = (t.evidence ->> 'minimumWage')::bigint FROM transition_event t
      WHERE t.machine = 'referral' AND t.entity_id = r.id AND t.event = 'OFFER';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE referral DROP minimum_wage');
  }
}
