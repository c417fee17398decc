import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A vacancy carries the status of its employer, on which it hangs whether it is shown to everyone: asked in every list and in
 * every row policy, where a look into the other table costs more than the rest. The foreign key keeps the two the same.
 */
export class StatusOfEmployer1761000002050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE employer ADD UNIQUE (id, status);
      ALTER TABLE vacancy ADD employer_status text;
      UPDATE vacancy v SET employer_status = e.status FROM employer e WHERE e.id = v.employer_id;
      ALTER TABLE vacancy ALTER employer_status SET NOT NULL, DROP CONSTRAINT vacancy_employer_id_fkey,
        ADD FOREIGN KEY (employer_id, employer_status) REFERENCES employer (id, status) ON UPDATE CASCADE;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE vacancy ADD FOREIGN KEY (employer_id) REFERENCES employer, DROP employer_status;
      ALTER TABLE employer DROP CONSTRAINT employer_id_status_key;
    `);
  }
}
