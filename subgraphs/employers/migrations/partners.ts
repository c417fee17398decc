import type { MigrationInterface, QueryRunner } from 'typeorm';
import { OUTBOX_TABLE, RELAY_TABLE } from '../../../shared/database';
import { INTAKE_TABLES } from '../../../shared/intake';

/**
 * Employer partners, the head counts they reported, the quota law as dated rows, and vacancies. Region codes have collation
 * "C", so that one B-tree answers every level of the region tree as a range.
 */
export class Partners1761000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE employer (
        id uuid PRIMARY KEY,
        source_id text NOT NULL UNIQUE,
        name text NOT NULL,
        type text NOT NULL CHECK (type IN
          ('BUMN', 'ANAK_BUMN', 'BUMD', 'SWASTA', 'KOPERASI', 'INSTANSI_PEMERINTAH', 'SKA_INTERNAL')),
        nib text,
        sector text,
        regency_codes text[] NOT NULL DEFAULT '{}',
        status text NOT NULL CHECK (status IN
          ('APPLIED', 'VERIFIED', 'MOU_SIGNED', 'DSA_SIGNED', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'TERMINATED')),
        snapshot text NOT NULL,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX employer_name ON employer (name, id);
      CREATE INDEX employer_type ON employer (type, id);
      CREATE INDEX employer_sector ON employer (sector, id);
      CREATE INDEX employer_status ON employer (status, id);
      CREATE INDEX employer_regencies ON employer USING gin (regency_codes);

      CREATE TABLE quota_report (
        employer_id uuid NOT NULL REFERENCES employer,
        period text NOT NULL,
        headcount integer NOT NULL CHECK (headcount >= 0),
        disabled_headcount integer NOT NULL CHECK (disabled_headcount BETWEEN 0 AND headcount),
        PRIMARY KEY (employer_id, period)
      );

      CREATE TABLE quota_rule (
        employer_type text NOT NULL,
        rate_basis_points integer NOT NULL CHECK (rate_basis_points BETWEEN 0 AND 10000),
        rounding text NOT NULL CHECK (rounding IN ('CEIL', 'FLOOR', 'HALF_UP')),
        minimum_headcount integer NOT NULL CHECK (minimum_headcount >= 0),
        is_uncertain boolean NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        legal_reference text NOT NULL,
        note text,
        PRIMARY KEY (employer_type, valid_from)
      );

      CREATE TABLE vacancy (
        id uuid PRIMARY KEY,
        source_id text NOT NULL UNIQUE,
        employer_id uuid NOT NULL REFERENCES employer,
        title text NOT NULL,
        kbji_code text NOT NULL,
        skill_codes text[] NOT NULL DEFAULT '{}',
        skill_levels smallint[] NOT NULL DEFAULT '{}',
        regency_code text COLLATE "C" NOT NULL CHECK (regency_code ~ '^[0-9]{4}$'),
        province_code text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(regency_code, 2)) STORED,
        work_mode text NOT NULL CHECK (work_mode IN ('ONSITE', 'HYBRID', 'REMOTE')),
        contract_type text NOT NULL CHECK (contract_type IN ('PKWT', 'PKWTT', 'MAGANG')),
        wage_min bigint NOT NULL CHECK (wage_min BETWEEN 0 AND 1000000000),
        shift boolean NOT NULL,
        physical_demands text[] NOT NULL DEFAULT '{}',
        accommodations_offered text[] NOT NULL DEFAULT '{}',
        reserved_for_disability boolean NOT NULL,
        seats integer NOT NULL CHECK (seats BETWEEN 1 AND 10000),
        open_until date NOT NULL,
        status text NOT NULL CHECK (status IN ('DRAFT', 'PUBLISHED', 'FILLED', 'CLOSED')),
        snapshot text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        version integer NOT NULL DEFAULT 1,
        CHECK (cardinality(skill_codes) = cardinality(skill_levels))
      );
      CREATE INDEX vacancy_employer ON vacancy (employer_id, open_until, id);
      CREATE INDEX vacancy_region ON vacancy (regency_code, id);
      CREATE INDEX vacancy_open_until ON vacancy (open_until, id);
      CREATE INDEX vacancy_wage ON vacancy (wage_min, id);
      CREATE INDEX vacancy_accommodations ON vacancy USING gin (accommodations_offered);
      CREATE INDEX vacancy_skills ON vacancy USING gin (skill_codes);
      CREATE INDEX vacancy_of_regency ON vacancy (regency_code, open_until, id) WHERE status = 'PUBLISHED';
      CREATE INDEX vacancy_of_province ON vacancy (province_code, open_until, id) WHERE status = 'PUBLISHED';
      ${INTAKE_TABLES}
      ${OUTBOX_TABLE}
      ${RELAY_TABLE}
    `);
    await runner.query(QUOTA_RULES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE import_run, quarantine, relay_position, outbox, vacancy, quota_rule, quota_report, employer',
    );
  }
}

/**
 * The law as it stands. It names shares, but neither a rounding nor a smallest size: every begun person counts from the
 * first worker on, until a rule says otherwise. Types it does not name are marked.
 */
const QUOTA_RULES = `
  INSERT INTO quota_rule
    (employer_type, rate_basis_points, rounding, minimum_headcount, is_uncertain, valid_from, legal_reference, note)
  VALUES
    ('BUMN', 200, 'CEIL', 1, false, '2016-04-15', 'UU 8/2016 pasal 53 ayat (1)', NULL),
    ('BUMD', 200, 'CEIL', 1, false, '2016-04-15', 'UU 8/2016 pasal 53 ayat (1)', NULL),
    ('INSTANSI_PEMERINTAH', 200, 'CEIL', 1, false, '2016-04-15', 'UU 8/2016 pasal 53 ayat (1)', NULL),
    ('SWASTA', 100, 'CEIL', 1, false, '2016-04-15', 'UU 8/2016 pasal 53 ayat (2)', NULL),
    ('ANAK_BUMN', 100, 'CEIL', 1, true, '2016-04-15', 'UU 8/2016 pasal 53 ayat (2)',
      'A subsidiary is a private company by law, yet counted with its state-owned parent by some: 1% or 2%.'),
    ('KOPERASI', 100, 'CEIL', 1, true, '2016-04-15', 'UU 8/2016 pasal 53 ayat (2)',
      'The law names private companies, not cooperatives.'),
    ('SKA_INTERNAL', 200, 'CEIL', 1, true, '2016-04-15', 'UU 8/2016 pasal 53 ayat (1)',
      'A workshop of the ministry, read as part of a public authority.');
`;
