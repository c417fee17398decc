import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Prokus: cases and their months; and for the years after 2020, of which the sources tell no amount, the one of 2020 as a ceiling. */
export class Prokus1761000001220 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE prokus_case (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        family_id uuid NOT NULL,
        person_id uuid NOT NULL,
        region_code text COLLATE "C" NOT NULL,
        line_of_business text NOT NULL,
        status text NOT NULL CHECK (status IN ('SELECTION', 'SEEDING', 'MENTORING', 'INCUBATION', 'MARKET_ACCESS', 'COMPLETED',
          'DROPPED_OUT')),
        proposed_on date NOT NULL,
        recommendation text,
        recommended_on date,
        decree text,
        approved_on date,
        grant_amount bigint CHECK (grant_amount > 0),
        granted_on date,
        mentor text,
        incubator text,
        market text,
        nib_sealed text,
        credit_amount bigint CHECK (credit_amount > 0),
        credit_since date,
        ended_on date,
        version integer NOT NULL DEFAULT 1,
        FOREIGN KEY (region_code, family_id) REFERENCES family_ref (region_code, id) ON UPDATE CASCADE
      );
      CREATE INDEX prokus_case_family ON prokus_case (family_id);
      CREATE INDEX prokus_case_region ON prokus_case (region_code, id);
      CREATE INDEX prokus_case_status ON prokus_case (status, id);
      CREATE INDEX prokus_case_proposed ON prokus_case (proposed_on, id);
      CREATE UNIQUE INDEX prokus_case_once ON prokus_case (family_id) WHERE status NOT IN ('SELECTION', 'DROPPED_OUT');

      CREATE TABLE prokus_month (
        case_id uuid NOT NULL REFERENCES prokus_case,
        month text COLLATE "C" NOT NULL,
        turnover bigint NOT NULL CHECK (turnover >= 0),
        employees smallint NOT NULL CHECK (employees >= 0),
        PRIMARY KEY (case_id, month)
      );

      INSERT INTO program_rate
        (program_code, component, amount, per, recipient, is_ceiling, valid_from, valid_to, legal_ref, confidence, note)
      VALUES ('PROKUS', NULL, 3500000, 'ONCE', 'FAMILY', true, '2021-01-01', NULL, NULL, 'UNCERTAIN',
        'No source tells an amount after 2020; the one of 2020 as a ceiling.');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE prokus_month, prokus_case;
      DELETE FROM program_rate WHERE program_code = 'PROKUS' AND valid_from = '2021-01-01';
    `);
  }
}
