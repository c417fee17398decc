import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long a partner still sees somebody whose work has ended, and the card somebody had when they were referred. */
export class ReferralEnd1761000002630 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE referral_rule DROP CONSTRAINT referral_rule_rule_check, ADD CONSTRAINT referral_rule_rule_check
        CHECK (rule IN ('PARALLEL_REFERRALS', 'ANSWER_WORKING_DAYS', 'RETENTION_WINDOW_DAYS', 'SEEN_AFTER_WORK_DAYS'));
      INSERT INTO referral_rule (rule, value, is_uncertain, valid_from, legal_reference, note)
      VALUES ('SEEN_AFTER_WORK_DAYS', 30, true, '2020-01-01', 'UU 27/2022 pasal 16 ayat (2) huruf g dan pasal 43; kebijakan platform',
        'The law ends what is kept when its purpose has, and sets no number of days: a choice of ours.');

      -- A card is taken back when its person is no longer looking for work; whoever was referred is not known any less by that.
      ALTER TABLE referral ADD card jsonb
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE referral DROP card;
      DELETE FROM referral_rule WHERE rule = 'SEEN_AFTER_WORK_DAYS';
      ALTER TABLE referral_rule DROP CONSTRAINT referral_rule_rule_check, ADD CONSTRAINT referral_rule_rule_check
        CHECK (rule IN ('PARALLEL_REFERRALS', 'ANSWER_WORKING_DAYS', 'RETENTION_WINDOW_DAYS'))
    `);
  }
}
