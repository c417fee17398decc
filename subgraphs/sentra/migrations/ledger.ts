import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LEDGER_TABLES } from '../../../shared/database';

/** The read ledger of this schema. */
export class Ledger1761000003900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEDGER_TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ledger_head, read_ledger');
  }
}
