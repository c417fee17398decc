import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Matching: how much each thing counts, as dated rows, and indexes over the people who are ready. They hold
 * only those in the pool.
 */
export class Match1761000002500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE vacancy ADD COLUMN IF NOT EXISTS certificate_required text[] NOT NULL DEFAULT '{}';
      ALTER TABLE job_seeker ADD consent_id uuid;
      CREATE INDEX job_seeker_here ON job_seeker (regency_code, case_id) WHERE is_ready AND has_consented;
      CREATE INDEX job_seeker_moves ON job_seeker (case_id) WHERE is_ready AND has_consented AND willing_to_move;
      CREATE INDEX job_seeker_certificates ON job_seeker USING gin (certificate_units) WHERE is_ready AND has_consented;

      CREATE TABLE match_weight (
        valid_from date PRIMARY KEY,
        -- The last day; none: until another row begins.
        valid_to date CHECK (valid_to >= valid_from),
        skills smallint NOT NULL CHECK (skills >= 0),
        distance smallint NOT NULL CHECK (distance >= 0),
        experience smallint NOT NULL CHECK (experience >= 0),
        wage smallint NOT NULL CHECK (wage >= 0),
        readiness smallint NOT NULL CHECK (readiness >= 0),
        waiting smallint NOT NULL CHECK (waiting >= 0),
        -- What counts of the distance within the province, and beyond it, in percent.
        same_province_percent smallint NOT NULL CHECK (same_province_percent BETWEEN 0 AND 100),
        elsewhere_percent smallint NOT NULL CHECK (elsewhere_percent BETWEEN 0 AND 100),
        -- As much as this, and more, counts in full.
        full_experience_months smallint NOT NULL CHECK (full_experience_months > 0),
        full_waiting_days smallint NOT NULL CHECK (full_waiting_days > 0),
        -- Expecting as much above the offer, or more, counts nothing; in percent of the offer.
        excess_wage_percent smallint NOT NULL CHECK (excess_wage_percent > 0),
        legal_reference text NOT NULL,
        note text,
        CHECK (skills + distance + experience + wage + readiness + waiting = 100)
      );
      INSERT INTO match_weight VALUES ('2026-01-01', NULL, 45, 15, 10, 10, 10, 10, 60, 20, 24, 180, 50,
        'UU 8/2016 pasal 45 dan 46; kebijakan platform',
        'The law asks for fair and open placement and sets no weights: a choice of the platform, to be confirmed by the ministry.');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Required certificates belong to the vacancy and stay.
    await runner.query(`
      DROP TABLE match_weight;
      DROP INDEX job_seeker_here, job_seeker_moves, job_seeker_certificates;
      ALTER TABLE job_seeker DROP consent_id;
    `);
  }
}
