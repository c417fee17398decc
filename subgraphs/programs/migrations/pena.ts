import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * PENA: cases, monthly incomes, ceilings of grants, and minimum wages (UMK) of every regency. No table of UMK stands in the
 * sources, so the wages are made up out of the code and say so; where people are real they decide nothing. A real one replaces
 * the row and names its decree.
 */
export class Pena1761000001210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE umk (
        regency_code text COLLATE "C" NOT NULL CHECK (regency_code ~ '^[0-9]{4}$'),
        year smallint NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        source text NOT NULL CHECK (source IN ('DECREE', 'SYNTHETIC')),
        legal_ref text,
        PRIMARY KEY (regency_code, year),
        CHECK ((source = 'DECREE') = (legal_ref IS NOT NULL))
      );

      CREATE TABLE pena_case (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        family_id uuid NOT NULL,
        person_id uuid NOT NULL,
        region_code text COLLATE "C" NOT NULL,
        variant text NOT NULL,
        cluster text NOT NULL,
        business_idea text NOT NULL,
        status text NOT NULL CHECK (status IN ('PROPOSED', 'RECOMMENDED', 'APPROVED', 'GRANTED', 'RUNNING', 'READY',
          'GRADUATED', 'REJECTED', 'WITHDRAWN')),
        proposed_on date NOT NULL,
        recommendation text,
        decree text,
        approved_on date,
        grant_tools bigint CHECK (grant_tools >= 0),
        grant_material bigint CHECK (grant_material >= 0),
        granted_on date,
        graduated_on date,
        version integer NOT NULL DEFAULT 1,
        FOREIGN KEY (region_code, family_id) REFERENCES family_ref (region_code, id) ON UPDATE CASCADE
      );
      CREATE INDEX pena_case_family ON pena_case (family_id);
      CREATE INDEX pena_case_region ON pena_case (region_code, id);
      CREATE INDEX pena_case_status ON pena_case (status, id);
      CREATE INDEX pena_case_proposed ON pena_case (proposed_on, id);
      CREATE UNIQUE INDEX pena_case_once ON pena_case (family_id)
        WHERE status IN ('APPROVED', 'GRANTED', 'RUNNING', 'READY', 'GRADUATED');

      CREATE TABLE pena_income (
        case_id uuid NOT NULL REFERENCES pena_case,
        month text COLLATE "C" NOT NULL,
        amount bigint NOT NULL CHECK (amount >= 0),
        PRIMARY KEY (case_id, month)
      );
    `);
    await runner.query(TERMS);
    await runner.query(WAGES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE pena_income, pena_case, umk;
      DELETE FROM program_requirement WHERE program_code = 'PENA';
    `);
  }
}

const TERMS = `
  INSERT INTO program_requirement
    (program_code, requirement, minimum, maximum, valid_from, legal_ref, confidence, note)
  VALUES
    ('PENA', 'AGE', 20, 40, '2022-12-01', 'Juknis 229/5/HK.01/10/2022', 'DISPUTED',
      'Other sources say 20 to 45 or 25 to 45.'),
    ('PENA', 'READY_MONTHS', 4, NULL, '2022-12-01', 'Juknis 229/5/HK.01/10/2022', 'SOURCED',
      'Another text asks for proof over 6 to 12 months.'),
    ('PENA', 'GRANT_TOOLS', NULL, 5500000, '2022-12-01', 'Juknis 229/5/HK.01/10/2022', 'SOURCED', NULL),
    ('PENA', 'GRANT_MATERIAL', NULL, 500000, '2022-12-01', 'Juknis 229/5/HK.01/10/2022', 'SOURCED', NULL)
`;

/** Regencies and cities as the code list of Kemendagri numbers them: province, first, last (514 of them, idn-area-data 4.0.1). */
const REGENCIES = `
    (11, 1, 18), (11, 71, 75), (12, 1, 25), (12, 71, 78), (13, 1, 12), (13, 71, 77), (14, 1, 10), (14, 71, 72),
    (15, 1, 9), (15, 71, 72), (16, 1, 13), (16, 71, 74), (17, 1, 9), (17, 71, 71), (18, 1, 13), (18, 71, 72),
    (19, 1, 6), (19, 71, 71), (21, 1, 5), (21, 71, 72), (31, 1, 1), (31, 71, 75), (32, 1, 18), (32, 71, 79),
    (33, 1, 29), (33, 71, 76), (34, 1, 4), (34, 71, 71), (35, 1, 29), (35, 71, 79), (36, 1, 4), (36, 71, 74),
    (51, 1, 8), (51, 71, 71), (52, 1, 8), (52, 71, 72), (53, 1, 21), (53, 71, 71), (61, 1, 12), (61, 71, 72),
    (62, 1, 13), (62, 71, 71), (63, 1, 11), (63, 71, 72), (64, 1, 3), (64, 7, 9), (64, 11, 11), (64, 71, 72),
    (64, 74, 74), (65, 1, 4), (65, 71, 71), (71, 1, 11), (71, 71, 74), (72, 1, 12), (72, 71, 71), (73, 1, 18),
    (73, 22, 22), (73, 24, 24), (73, 26, 26), (73, 71, 73), (74, 1, 15), (74, 71, 72), (75, 1, 5), (75, 71, 71),
    (76, 1, 6), (81, 1, 9), (81, 71, 72), (82, 1, 8), (82, 71, 72), (91, 3, 3), (91, 5, 6), (91, 10, 11),
    (91, 15, 15), (91, 19, 20), (91, 71, 71), (92, 2, 3), (92, 6, 8), (92, 11, 12), (93, 1, 4), (94, 1, 8),
    (95, 1, 8), (96, 1, 5), (96, 71, 71)
`;

/** Rp2.0M to Rp4.9M for 2025, 6.5% more each year, whole thousands. */
const WAGES = `
  INSERT INTO umk (regency_code, year, amount, source)
  SELECT code, year, round((2000 + ('x' || left(md5(code), 6))::bit(24)::int % 2900) * 1.065 ^ (year - 2025)) * 1000, 'SYNTHETIC'
  FROM (VALUES ${REGENCIES}) r (province, first, last), generate_series(first, last) number, generate_series(2022, 2030) year,
    LATERAL (SELECT province || lpad(number::text, 2, '0') AS code) named
`;
