import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail to partners tells, beside what waits, of how many people less is shown to them than before. */
export class MailNews1761000002650 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE mail ADD changed integer NOT NULL DEFAULT 0 CHECK (changed >= 0), DROP CONSTRAINT mail_waiting_check,
        ADD CONSTRAINT mail_waiting_check CHECK (waiting >= 0 AND waiting + changed > 0);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM mail WHERE waiting = 0;
      ALTER TABLE mail DROP CONSTRAINT mail_waiting_check, DROP changed,
        ADD CONSTRAINT mail_waiting_check CHECK (waiting > 0);
    `);
  }
}
