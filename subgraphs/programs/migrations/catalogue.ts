import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The catalogue: programs, and as dated rows with their legal references whatever decides amounts and eligibility. Days of
 * validity include the last one. `confidence` says how sure a row is, `note` why it is not.
 */
export class Catalogue1761000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE DOMAIN confidence AS text CHECK (VALUE IN ('SOURCED', 'SECONDARY', 'UNCERTAIN', 'DISPUTED'));
      CREATE DOMAIN pkh_component AS text CHECK (VALUE IN ('IBU_HAMIL_NIFAS', 'ANAK_USIA_DINI', 'ANAK_SD', 'ANAK_SMP',
        'ANAK_SMA', 'LANJUT_USIA', 'DISABILITAS_BERAT', 'KORBAN_HAM_BERAT'));

      CREATE TABLE program (
        code text PRIMARY KEY,
        name text NOT NULL,
        english_name text NOT NULL,
        aliases text[] NOT NULL DEFAULT '{}',
        unit text NOT NULL CHECK (unit IN ('FAMILY', 'GROUP')),
        period_kind text CHECK (period_kind IN ('STAGE', 'MONTH')),
        legal_ref text,
        confidence confidence NOT NULL,
        note text
      );
      CREATE INDEX program_aliases ON program USING gin (aliases);

      CREATE TABLE program_rate (
        program_code text NOT NULL REFERENCES program,
        component pkh_component,
        amount bigint NOT NULL CHECK (amount >= 0),
        per text NOT NULL CHECK (per IN ('YEAR', 'MONTH', 'ONCE')),
        recipient text NOT NULL CHECK (recipient IN ('FAMILY', 'MEMBER')),
        is_ceiling boolean NOT NULL DEFAULT false,
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        legal_ref text,
        confidence confidence NOT NULL,
        note text,
        UNIQUE NULLS NOT DISTINCT (program_code, component, recipient, valid_from)
      );

      CREATE TABLE program_limit (
        program_code text NOT NULL REFERENCES program,
        component pkh_component,
        maximum smallint NOT NULL CHECK (maximum > 0),
        scope text NOT NULL CHECK (scope IN ('AT_ONCE', 'OVER_TIME')),
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        legal_ref text,
        confidence confidence NOT NULL,
        note text,
        UNIQUE NULLS NOT DISTINCT (program_code, component, scope, valid_from)
      );

      CREATE TABLE eligibility_rule (
        program_code text NOT NULL REFERENCES program,
        desil_min smallint NOT NULL CHECK (desil_min BETWEEN 1 AND 10),
        desil_max smallint NOT NULL CHECK (desil_max BETWEEN desil_min AND 10),
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        legal_ref text,
        confidence confidence NOT NULL,
        note text,
        PRIMARY KEY (program_code, valid_from)
      );

      CREATE TABLE program_combination (
        program_code text NOT NULL REFERENCES program,
        other_code text NOT NULL REFERENCES program CHECK (other_code <> program_code),
        allowed boolean NOT NULL,
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        legal_ref text,
        confidence confidence NOT NULL,
        note text,
        PRIMARY KEY (program_code, other_code, valid_from)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE program_combination, eligibility_rule, program_limit, program_rate, program;
      DROP DOMAIN pkh_component, confidence;
    `);
  }
}
