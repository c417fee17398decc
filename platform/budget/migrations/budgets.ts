import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What accounts have spent in their last period, a row an account. Unlogged: a crash of the server forgets a minute of
 * counting, and no request waits for a disk.
 */
export class Budgets1761000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE budget (
        account text PRIMARY KEY CHECK (account ~ '^[0-9a-f]{64}$'),
        period bigint NOT NULL,
        spent bigint NOT NULL
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE budget');
  }
}
