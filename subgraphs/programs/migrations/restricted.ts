import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the registry restricts the processing of a person's record. */
export class Restricted1761000001010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE person_ref ADD restricted boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE person_ref DROP restricted');
  }
}
