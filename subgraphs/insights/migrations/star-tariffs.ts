import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What programs pay by time, as the catalogue says: public, and what simulations compare with. */
export class StarTariffs1761000102050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tariff_rate (
        program text NOT NULL,
        -- NONE: a flat rate.
        component text NOT NULL,
        yearly_amount bigint NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        PRIMARY KEY (program, component, valid_from)
      );
      CREATE TABLE tariff_limit (
        program text NOT NULL,
        -- NONE: of all components together.
        component text NOT NULL,
        maximum smallint NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        PRIMARY KEY (program, component, valid_from)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('the star schema is made anew from the outboxes, never taken back');
  }
}
