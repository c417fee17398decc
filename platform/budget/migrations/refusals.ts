import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LEDGER_TABLES } from '../../../shared/database';

/** The ledger of what the gateways refused before any subgraph was asked. */
export class Refusals1761000005100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEDGER_TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ledger_head, read_ledger');
  }
}
