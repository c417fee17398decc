import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a vacancy or an offer of work is held against: the minimum wages of the regencies, as programs publishes them, and dated
 * rules. Days of validity include the last one.
 */
export class WageAndVacancyRules1761000002300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE minimum_wage (
        regency_code text COLLATE "C" NOT NULL,
        year smallint NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        source text NOT NULL CHECK (source IN ('DECREE', 'SYNTHETIC')),
        legal_ref text,
        PRIMARY KEY (regency_code, year)
      );

      CREATE TABLE vacancy_rule (
        rule text NOT NULL CHECK (rule IN ('WAGE_FLOOR_PERCENT', 'OPEN_MONTHS')),
        -- A rule of every kind of contract names none.
        contract_type text CHECK (contract_type IN ('PKWT', 'PKWTT', 'MAGANG')),
        -- None: the rule asks for nothing.
        value integer CHECK (value > 0),
        is_uncertain boolean NOT NULL,
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        legal_reference text NOT NULL,
        note text,
        UNIQUE NULLS NOT DISTINCT (rule, contract_type, valid_from),
        CHECK ((rule = 'WAGE_FLOOR_PERCENT') = (contract_type IS NOT NULL))
      );
    `);
    await runner.query(RULES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE vacancy_rule, minimum_wage');
  }
}

/** Work is paid the minimum wage; an apprentice has an allowance, for which no floor is set. */
const RULES = `
  INSERT INTO vacancy_rule (rule, contract_type, value, is_uncertain, valid_from, legal_reference, note)
  VALUES
    ('WAGE_FLOOR_PERCENT', 'PKWT', 100, false, '2021-02-02', 'UU 13/2003 pasal 88E ayat (2); PP 36/2021 pasal 23',
      'Micro and small businesses are exempt (PP 36/2021 pasal 36); whether a partner is one is not known here.'),
    ('WAGE_FLOOR_PERCENT', 'PKWTT', 100, false, '2021-02-02', 'UU 13/2003 pasal 88E ayat (2); PP 36/2021 pasal 23',
      'Micro and small businesses are exempt (PP 36/2021 pasal 36); whether a partner is one is not known here.'),
    ('WAGE_FLOOR_PERCENT', 'MAGANG', NULL, true, '2020-03-27', 'Permenaker 6/2020 pasal 13',
      'An allowance (uang saku) is due; how much is agreed. Programs of the ministry of manpower may pay the minimum wage.'),
    ('OPEN_MONTHS', NULL, 12, true, '2020-01-01', 'Kebijakan platform',
      'A choice of ours: no source sets how long a vacancy may stay open.');
`;
