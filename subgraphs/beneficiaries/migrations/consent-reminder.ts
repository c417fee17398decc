import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How long before its end a consent is asked for again, beside how long it may last. The days are the platform's proposal, like the
 * terms.
 */
export class ConsentReminder1761000003520 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE consent_term ADD remind_days integer CHECK (remind_days > 0);
      UPDATE consent_term SET remind_days = 30;
      ALTER TABLE consent_term ALTER remind_days SET NOT NULL;
      -- Few are given by somebody else; each day those are looked for whose person has come of age.
      CREATE INDEX consent_by_others ON consent (person_id) WHERE status = 'GIVEN' AND given_by <> 'SELF';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX consent_by_others; ALTER TABLE consent_term DROP remind_days');
  }
}
