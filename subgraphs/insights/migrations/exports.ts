import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of tables, each made once; who took which; and questions that are kept. */
export class Exports1761000106000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stat_file (
        table_id text NOT NULL,
        format text NOT NULL,
        name text NOT NULL,
        content bytea NOT NULL,
        sha256 text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (table_id, format)
      );
      CREATE TABLE stat_export (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        account text NOT NULL,
        role text NOT NULL,
        purpose text,
        table_id text NOT NULL,
        format text NOT NULL
      );
      CREATE INDEX stat_export_table ON stat_export (table_id, at);
      CREATE TABLE saved_question (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        account text NOT NULL,
        role text NOT NULL,
        region_codes text[] NOT NULL,
        program_codes text[] NOT NULL,
        name text NOT NULL,
        cube text NOT NULL,
        request jsonb NOT NULL,
        saved_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX saved_question_account ON saved_question (account, saved_at, id);
      CREATE INDEX saved_question_cube ON saved_question (cube, role);
      CREATE INDEX table_audit_table ON table_audit (table_id, account);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX table_audit_table; DROP TABLE saved_question, stat_export, stat_file');
  }
}
