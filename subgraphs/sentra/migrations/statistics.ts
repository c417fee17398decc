import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trade of the plan is kept on the case: whoever takes a step of it need not see the plan. */
export class Statistics1761000103000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE service_case ADD major text;
      UPDATE service_case c SET major = p.major FROM (
        SELECT DISTINCT ON (case_id) case_id, major FROM plan WHERE approved_at IS NOT NULL ORDER BY case_id, approved_at DESC, id
      ) p WHERE p.case_id = c.id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE service_case DROP major');
  }
}
