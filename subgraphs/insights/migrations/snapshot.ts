import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Snapshots that were completed. A row is written last, when the files of its folder are whole; `dropped_at` says when they
 * went, so that a table that was made of them can still say of when it was.
 */
export class Snapshot1761000105000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE snapshot (
        version integer PRIMARY KEY,
        as_of date NOT NULL,
        built_at timestamptz NOT NULL DEFAULT now(),
        folder text NOT NULL,
        sources jsonb NOT NULL,
        cubes jsonb NOT NULL,
        dropped_at timestamptz
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('snapshots are built anew, never taken back');
  }
}
