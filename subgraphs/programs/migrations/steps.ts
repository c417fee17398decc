import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLIENT_KEY_TABLE } from '../../../shared/database';

/** What steps of records need beside what rules of the platform wrote: records that begin, words, evidence, client keys. */
export class Steps1761000001025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE transition_event ALTER from_status DROP NOT NULL, ADD note text,
        ADD evidence jsonb NOT NULL DEFAULT '{}';
      ${CLIENT_KEY_TABLE}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE client_key;
      DELETE FROM transition_event WHERE from_status IS NULL;
      ALTER TABLE transition_event ALTER from_status SET NOT NULL, DROP note, DROP evidence;
    `);
  }
}
