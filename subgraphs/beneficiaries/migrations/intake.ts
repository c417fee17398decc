import type { MigrationInterface, QueryRunner } from 'typeorm';
import { INTAKE_TABLES } from '../../../shared/intake';

/** What imports leave behind: runs, quarantine, findings, matches with the civil registry, reviews, integrity. */
export class Intake1761000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${INTAKE_TABLES}

      -- One open finding of a rule about a person or a family; gone when the next import no longer finds it.
      CREATE TABLE finding (
        subject_id uuid NOT NULL,
        subject text NOT NULL CHECK (subject IN ('PERSON', 'FAMILY')),
        rule text NOT NULL,
        found_on date NOT NULL,
        PRIMARY KEY (subject_id, rule)
      );
      CREATE INDEX finding_rule ON finding (rule);

      -- What the last extract of the civil registry says of the holder of a NIK.
      CREATE TABLE civil_match (
        person_id uuid PRIMARY KEY REFERENCES person,
        status text NOT NULL CHECK (status IN ('ACTIVE', 'DECEASED', 'DUPLICATE')),
        event_on date,
        region_code text COLLATE "C",
        name_similarity real NOT NULL,
        same_birth_date boolean NOT NULL,
        extract text NOT NULL
      );

      -- How many members the civil registry has in a KK.
      CREATE TABLE civil_family (
        kk_index text PRIMARY KEY,
        members integer NOT NULL
      );

      CREATE TABLE review (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL CHECK (kind IN ('DECEASED', 'DUPLICATE_CIVIL', 'NIK_TWICE', 'UNDOCUMENTED')),
        person_id uuid NOT NULL REFERENCES person,
        status text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'CLOSED')),
        opened_at timestamptz NOT NULL DEFAULT now(),
        closed_at timestamptz,
        UNIQUE (kind, person_id)
      );
      CREATE INDEX review_open ON review (kind) WHERE status = 'OPEN';

      -- Integrity of the registry in a kecamatan at a snapshot: counts of records, median days since confirmation.
      CREATE TABLE district_integrity (
        district_code text COLLATE "C" NOT NULL,
        snapshot text NOT NULL,
        families integer NOT NULL,
        persons integer NOT NULL,
        matched integer NOT NULL,
        duplicates integer NOT NULL,
        deceased integer NOT NULL,
        complete integer NOT NULL,
        median_age_days integer NOT NULL,
        score numeric(5, 2) NOT NULL,
        PRIMARY KEY (district_code, snapshot)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE district_integrity, review, civil_family, civil_match, finding, quarantine, import_run',
    );
  }
}
