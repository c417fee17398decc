import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail to offices: to centres of what waits for them, and to partners and the ministry before an agreement ends. */
export class Mailboxes1761000002640 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A mailbox of an office, read by whoever is on duty: of a centre by its id, or of the ministry's own desk for partners.
      CREATE TABLE office_mailbox (
        -- What a rotation of the keys goes by.
        id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
        office text PRIMARY KEY CHECK (office = 'MINISTRY' OR office ~ '^S-[0-9]+$'),
        email_sealed text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now()
      );

      ALTER TABLE mail
        ALTER partner_user_id DROP NOT NULL,
        ALTER transaction DROP NOT NULL,
        ALTER event_id DROP NOT NULL,
        ALTER waiting DROP NOT NULL,
        ADD office text REFERENCES office_mailbox,
        -- What it tells of: either that something waits, or that an agreement ends.
        ADD agreement_id uuid REFERENCES agreement,
        ADD CHECK (num_nonnulls(partner_user_id, office) = 1),
        ADD CHECK (num_nonnulls(transaction, event_id, waiting) = CASE WHEN agreement_id IS NULL THEN 3 ELSE 0 END);
      CREATE INDEX mail_office ON mail (office, transaction, event_id) WHERE office IS NOT NULL;
      CREATE INDEX board_look_centre ON board_look (centre_id) WHERE centre_id IS NOT NULL;

      ALTER TABLE partner_rule DROP CONSTRAINT partner_rule_rule_check, ADD CONSTRAINT partner_rule_rule_check
        CHECK (rule IN ('INVITATION_DAYS', 'WRONG_CODES_AN_HOUR', 'MOU_YEARS', 'AGREEMENT_NOTICE_DAYS'));
      INSERT INTO partner_rule (rule, value, valid_from, legal_reference, is_uncertain) VALUES
        ('AGREEMENT_NOTICE_DAYS', 30, '2026-01-01', 'Tata kelola kemitraan Berdaya: perpanjangan perjanjian', true)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM mail WHERE office IS NOT NULL OR agreement_id IS NOT NULL;
      DROP INDEX board_look_centre;
      ALTER TABLE mail DROP office, DROP agreement_id, ALTER partner_user_id SET NOT NULL, ALTER transaction SET NOT NULL,
        ALTER event_id SET NOT NULL, ALTER waiting SET NOT NULL;
      DROP TABLE office_mailbox;
      DELETE FROM partner_rule WHERE rule = 'AGREEMENT_NOTICE_DAYS';
      ALTER TABLE partner_rule DROP CONSTRAINT partner_rule_rule_check, ADD CONSTRAINT partner_rule_rule_check
        CHECK (rule IN ('INVITATION_DAYS', 'WRONG_CODES_AN_HOUR', 'MOU_YEARS'))
    `);
  }
}
