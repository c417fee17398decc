import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the fairness of referrals is told from: who was ready for work, when and with what, and who was referred and placed, as centres
 * and employers publish it. Disability and sex are the registry's own.
 */
export class Fairness1761000003510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE case_ref
        ADD ready_since date,
        -- The day on which the person was ready no longer; none while they are.
        ADD ready_until date,
        ADD best_skill smallint CHECK (best_skill BETWEEN 0 AND 5),
        ADD certificates smallint,
        ADD experience_months integer,
        ADD soft_readiness smallint CHECK (soft_readiness BETWEEN 0 AND 6);
      CREATE INDEX case_ref_ready ON case_ref (ready_since) WHERE ready_since IS NOT NULL;

      CREATE TABLE referral_ref (
        referral_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        score smallint CHECK (score BETWEEN 0 AND 100),
        -- The day the partner was told; none while it was not.
        referred_on date,
        placed_on date
      );
      CREATE INDEX referral_ref_referred ON referral_ref (referred_on);

      CREATE TABLE fairness_rule (
        valid_from date PRIMARY KEY,
        -- The last day; none: until another row begins.
        valid_to date CHECK (valid_to >= valid_from),
        -- How much each counts in how well somebody is prepared, of 100.
        skill smallint NOT NULL,
        certificate smallint NOT NULL,
        experience smallint NOT NULL,
        readiness smallint NOT NULL,
        full_experience_months smallint NOT NULL CHECK (full_experience_months > 0),
        -- Where the second and the third band begin, of points and of scores.
        middle_from smallint NOT NULL,
        high_from smallint NOT NULL,
        legal_reference text NOT NULL,
        note text,
        CHECK (skill + certificate + experience + readiness = 100),
        CHECK (0 < middle_from AND middle_from < high_from AND high_from < 100)
      );
      INSERT INTO fairness_rule VALUES ('2026-01-01', NULL, 50, 10, 20, 20, 24, 40, 70, 'UU 8/2016 pasal 11; kebijakan platform',
        'The law forbids discrimination in placement and names no measure: who counts as equally qualified is a choice of the platform.');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE fairness_rule, referral_ref;
      DROP INDEX case_ref_ready;
      ALTER TABLE case_ref DROP ready_since, DROP ready_until, DROP best_skill, DROP certificates, DROP experience_months,
        DROP soft_readiness
    `);
  }
}
