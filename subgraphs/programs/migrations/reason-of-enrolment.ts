import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists are asked for why an enrolment ended: registries elsewhere look for those that ended by death. */
export class ReasonOfEnrolment1761000001330 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX enrolment_reason ON enrolment (reason, id) WHERE reason IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX enrolment_reason');
  }
}
