import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody who is ready for work can do and looks for. Whoever was ready before it was asked has been so since today. */
export class JobProfile1761000003300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE service_case
        ADD skill_codes text[] NOT NULL DEFAULT '{}',
        ADD skill_levels smallint[] NOT NULL DEFAULT '{}',
        ADD willing_to_move boolean NOT NULL DEFAULT false,
        ADD wage_expected bigint CHECK (wage_expected BETWEEN 0 AND 1000000000),
        ADD experience_months integer NOT NULL DEFAULT 0 CHECK (experience_months BETWEEN 0 AND 720),
        ADD available_from date,
        ADD ready_since date,
        ADD CHECK (cardinality(skill_codes) = cardinality(skill_levels));
      UPDATE service_case SET ready_since = (now() AT TIME ZONE 'Asia/Jakarta')::date WHERE status = 'READY_FOR_WORK';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE service_case DROP skill_codes, DROP skill_levels, DROP willing_to_move, DROP wage_expected,
        DROP experience_months, DROP available_from, DROP ready_since
    `);
  }
}
