import type { MigrationInterface, QueryRunner } from 'typeorm';
import { employerFact } from '../employer/employer';
import { referralFact } from '../referral/referral';

/**
 * Statistics. A referral keeps what the wage was held against, as the event of the offer has it; and what stood before statistics
 * read along is published once more. Referrals under a topic of their own: to boards and centres nothing has happened.
 */
export class Statistics1761000104000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE referral ADD minimum_wage bigint CHECK (minimum_wage > 0);
      UPDATE referral r SET minimum_wage = (t.evidence ->> 'minimumWage')::bigint FROM transition_event t
      WHERE t.machine = 'referral' AND t.entity_id = r.id AND t.event = 'OFFER';
      INSERT INTO outbox (topic, entity_id, payload)
      SELECT 'employer', e.id, ${employerFact('e')} FROM employer e ORDER BY e.id;
      INSERT INTO outbox (topic, entity_id, payload)
      SELECT 'referral_past', f.id, ${referralFact('f')} FROM referral f ORDER BY f.id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM outbox WHERE topic = 'referral_past'; ALTER TABLE referral DROP minimum_wage`);
  }
}
