import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What statistics keep of the registry beside persons and families. */
export class StarRegistry1761000101100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE desil_quarter (
        family uuid NOT NULL,
        -- Of the snapshot: 20263.
        quarter integer NOT NULL,
        desil smallint NOT NULL,
        PRIMARY KEY (family, quarter)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('the star schema is made anew from the outboxes, never taken back');
  }
}
