import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What persons agreed to on the way to work, and for how long they can at most. The terms are the platform's proposal; the ministry
 * sets them by adding rows with a later `valid_from`.
 */
export class Consent1761000000700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consent (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id uuid NOT NULL REFERENCES person,
        kind text NOT NULL CHECK (kind IN ('ANONYMOUS_PROFILE', 'REFERRAL', 'EMPLOYMENT', 'DISABILITY')),
        employer_id uuid,
        vacancy_id uuid,
        status text NOT NULL CHECK (status IN ('GIVEN', 'WITHDRAWN', 'ENDED')),
        version integer NOT NULL DEFAULT 1,
        given_by text NOT NULL CHECK (given_by IN ('SELF', 'ORTU', 'WALI')),
        form text NOT NULL CHECK (form IN ('TERTULIS', 'BRAILLE', 'JBI', 'LISAN', 'MUDAH_BACA')),
        text_version text NOT NULL,
        given_on date NOT NULL,
        expires_on date NOT NULL,
        ended_at timestamptz,
        -- The record may not be used: restricted, merged, erased, or of somebody who has died. Whoever may not see the record
        -- can see that, and nothing else of it.
        held boolean NOT NULL DEFAULT false,
        -- What payroll needs, given with consent C4: bank account and number of BPJS Ketenagakerjaan.
        account_sealed text,
        bpjs_sealed text,
        CHECK ((kind = 'ANONYMOUS_PROFILE') = (employer_id IS NULL)),
        CHECK ((kind = 'REFERRAL') <= (vacancy_id IS NOT NULL)),
        CHECK (kind = 'EMPLOYMENT' OR (account_sealed IS NULL AND bpjs_sealed IS NULL)),
        CHECK (expires_on > given_on)
      );
      CREATE INDEX consent_person ON consent (person_id, kind);
      CREATE INDEX consent_employer ON consent (employer_id, person_id) WHERE employer_id IS NOT NULL;
      CREATE INDEX consent_expiry ON consent (expires_on) WHERE status = 'GIVEN';
      CREATE UNIQUE INDEX consent_once ON consent (person_id, kind, coalesce(employer_id, person_id), coalesce(vacancy_id, person_id))
        WHERE status = 'GIVEN';
      CREATE INDEX consent_expires ON consent (expires_on, id);
      CREATE INDEX consent_given ON consent (given_on, id);
      CREATE INDEX consent_status ON consent (status, kind, id);

      CREATE TABLE consent_term (
        kind text NOT NULL,
        months integer NOT NULL CHECK (months > 0),
        legal_basis text NOT NULL,
        valid_from date NOT NULL,
        PRIMARY KEY (kind, valid_from)
      );
      INSERT INTO consent_term VALUES
        ('ANONYMOUS_PROFILE', 24, 'UU PDP 27/2022 art. 16 (2) g, 20 (2) a', '2024-10-17'),
        ('REFERRAL', 24, 'UU PDP 27/2022 art. 16 (2) g, 20 (2) a', '2024-10-17'),
        ('EMPLOYMENT', 24, 'UU PDP 27/2022 art. 16 (2) g, 20 (2) a', '2024-10-17'),
        ('DISABILITY', 24, 'UU PDP 27/2022 art. 16 (2) g, 20 (2) a, 26', '2024-10-17');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE consent_term, consent');
  }
}
