import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables that were made: each with its request, so that its id reproduces it, and with its protected rows, so that an export is
 * the same to the last digit; who asked for which; and requests of one account that differ by little.
 */
export class Tables1761000100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stat_table (
        id text PRIMARY KEY,
        cube text NOT NULL,
        request jsonb NOT NULL,
        snapshot integer NOT NULL,
        -- Protected rows as gzipped JSON.
        rows bytea NOT NULL,
        made_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE table_audit (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        account text NOT NULL,
        role text NOT NULL,
        purpose text,
        cube text NOT NULL,
        request jsonb NOT NULL,
        snapshot integer NOT NULL,
        table_id text NOT NULL,
        rows integer NOT NULL,
        suppressed integer NOT NULL,
        refusal text
      );
      CREATE INDEX table_audit_at ON table_audit (at, id);
      CREATE INDEX table_audit_account ON table_audit (account, cube, at);
      CREATE TABLE table_alert (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        account text NOT NULL,
        dimension text NOT NULL,
        table_id text NOT NULL,
        other_id text NOT NULL,
        UNIQUE (account, table_id, other_id)
      );
      CREATE INDEX table_alert_at ON table_alert (at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE table_alert, table_audit, stat_table');
  }
}
