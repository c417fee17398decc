import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Partners that apply, invite and report by themselves: who applied, invitations, corrections of head counts with what was said
 * before, and who attested that somebody counts toward the quota.
 */
export class PartnerAccounts1761000002200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The account that applied; null where a file brought the partner.
      ALTER TABLE employer ADD applied_by text;
      CREATE INDEX employer_applicant ON employer (applied_by) WHERE applied_by IS NOT NULL;
      CREATE INDEX employer_nib ON employer (nib) WHERE nib IS NOT NULL;

      ALTER TABLE partner_user ADD code_hash text,
        ADD CHECK (status <> 'INVITED' OR (code_hash IS NOT NULL AND invited_until IS NOT NULL));
      CREATE INDEX partner_user_email ON partner_user (employer_id, email_index);

      CREATE TABLE invitation_attempt (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        subject text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX invitation_attempt_subject ON invitation_attempt (subject, at);

      CREATE TABLE partner_rule (
        rule text NOT NULL CHECK (rule IN ('INVITATION_DAYS', 'WRONG_CODES_AN_HOUR', 'MOU_YEARS')),
        value integer NOT NULL CHECK (value > 0),
        valid_from date NOT NULL,
        valid_to date,
        legal_reference text NOT NULL,
        is_uncertain boolean NOT NULL,
        PRIMARY KEY (rule, valid_from)
      );

      ALTER TABLE quota_report ADD id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
        ADD version integer NOT NULL DEFAULT 1;
      CREATE INDEX quota_report_period ON quota_report (period, employer_id);
      CREATE TABLE quota_entry (
        employer_id uuid NOT NULL,
        period text NOT NULL,
        version integer NOT NULL,
        headcount integer NOT NULL,
        disabled_headcount integer NOT NULL,
        actor text NOT NULL,
        actor_role text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (employer_id, period, version),
        FOREIGN KEY (employer_id, period) REFERENCES quota_report
      );

      CREATE TABLE quota_attestation (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        referral_id uuid NOT NULL REFERENCES referral,
        counts boolean NOT NULL,
        reference text NOT NULL,
        actor text NOT NULL,
        actor_role text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX quota_attestation_referral ON quota_attestation (referral_id, at);
    `);
    await runner.query(PARTNER_RULES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE quota_attestation, quota_entry, partner_rule, invitation_attempt;
      ALTER TABLE quota_report DROP id, DROP version;
      ALTER TABLE partner_user DROP code_hash;
      ALTER TABLE employer DROP applied_by;
      DROP INDEX employer_nib;
    `);
  }
}

/** Set by the platform's own rules of operation until a regulation names other figures. */
const PARTNER_RULES = `
  INSERT INTO partner_rule (rule, value, valid_from, legal_reference, is_uncertain) VALUES
    ('INVITATION_DAYS', 7, '2026-01-01', 'Tata kelola kemitraan Berdaya: undangan akun', true),
    ('WRONG_CODES_AN_HOUR', 5, '2026-01-01', 'Tata kelola kemitraan Berdaya: undangan akun', true),
    ('MOU_YEARS', 3, '2026-01-01', 'Tata kelola kemitraan Berdaya: jangka waktu nota kesepahaman', true);
`;
