import type { MigrationInterface, QueryRunner } from 'typeorm';
import { INTAKE_TABLES } from '../../../shared/intake';

/**
 * What imports leave behind beside the registry: runs, quarantine, findings, what the civil registry says, reviews, and the
 * integrity of each district. Limits of the checks are dated rows, so that a change of policy is not a change of code.
 */
export class Intake1761000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${INTAKE_TABLES}
      CREATE TABLE finding (
        code text NOT NULL,
        -- The person, or the family when no person is meant.
        subject_id uuid NOT NULL,
        family_id uuid NOT NULL,
        person_id uuid,
        -- Numbers and codes only, never a name or an identifier.
        detail jsonb NOT NULL DEFAULT '{}',
        found_on date NOT NULL,
        PRIMARY KEY (code, subject_id)
      );
      CREATE INDEX finding_family ON finding (family_id);

      CREATE TABLE civil_match (
        person_id uuid PRIMARY KEY,
        status text NOT NULL CHECK (status IN ('ACTIVE', 'NOT_FOUND', 'DECEASED', 'DUPLICATE')),
        event_on date,
        name_similarity real,
        same_birth_date boolean,
        region_code text COLLATE "C",
        checked_on date NOT NULL
      );
      CREATE TABLE civil_family (
        family_id uuid PRIMARY KEY,
        members integer NOT NULL
      );

      CREATE TABLE review (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL CHECK (kind IN ('DECEASED', 'DUPLICATE_CIVIL', 'GANDA', 'UNDOCUMENTED', 'CIVIL_MISMATCH')),
        person_id uuid NOT NULL,
        -- What it was opened on: the same fact never opens a second review, not even after a decision.
        evidence text NOT NULL,
        reason text NOT NULL,
        status text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'CLOSED')),
        opened_at timestamptz NOT NULL DEFAULT now(),
        closed_at timestamptz,
        closed_reason text,
        UNIQUE (kind, person_id, evidence)
      );
      CREATE INDEX review_person ON review (person_id);
      CREATE INDEX review_open ON review (kind, opened_at, id) WHERE status = 'OPEN';

      CREATE TABLE district_integrity (
        district_code text COLLATE "C" NOT NULL,
        snapshot text NOT NULL,
        families integer NOT NULL,
        persons integer NOT NULL,
        score numeric(5, 2),
        match_rate numeric(6, 4),
        duplicate_rate numeric(6, 4),
        deceased_rate numeric(6, 4),
        completeness numeric(6, 4),
        freshness_p50_days integer,
        inclusion_rate numeric(6, 4),
        exclusion_rate numeric(6, 4),
        PRIMARY KEY (district_code, snapshot)
      );

      CREATE TABLE quality_limit (
        code text NOT NULL,
        variable text NOT NULL,
        bound numeric NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        source text NOT NULL,
        PRIMARY KEY (code, variable, valid_from)
      );
      INSERT INTO quality_limit (code, variable, bound, valid_from, source) VALUES
        ('STALE', 'days', 365, '2025-02-05', 'design: no update for 12 months'),
        ('STALE', 'worthless_days', 1095, '2025-02-05', 'design: freshness counts nothing after three years'),
        ('EXCLUSION', 'desil', 2, '2025-02-05', 'Inpres 4/2025: the poorest first'),
        ('INCLUSION', 'desil', 6, '2025-02-05', 'aid is for desil 1-5 at most (Sembako 2025)'),
        ('INCLUSION', 'asset_car', 1, '2025-02-05', 'ground check criteria, design'),
        ('INCLUSION', 'asset_air_conditioner', 1, '2025-02-05', 'ground check criteria, design'),
        ('INCLUSION', 'asset_other_house', 1, '2025-02-05', 'ground check criteria, design'),
        ('INCLUSION', 'asset_gold_gram', 10, '2025-02-05', 'ground check criteria, design'),
        ('INCLUSION', 'asset_land_hectare', 1, '2025-02-05', 'ground check criteria, design'),
        ('INCLUSION', 'electric_power', 2200, '2025-02-05', 'ground check criteria, design'),
        ('CIVIL_MISMATCH', 'similarity', 0.25, '2025-02-05', 'design: below it, and another birth date, it is somebody else');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE quality_limit, district_integrity, review, civil_family, civil_match, finding,
      quarantine, import_run`);
  }
}
