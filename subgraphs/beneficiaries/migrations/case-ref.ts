import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which persons the centres of the ministry serve, as they publish it. */
export class CaseRef1761000003500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE case_ref (
        case_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        sentra_id text NOT NULL,
        open boolean NOT NULL
      );
      CREATE INDEX case_ref_sentra ON case_ref (sentra_id, person_id) WHERE open;
      CREATE INDEX case_ref_person ON case_ref (person_id) WHERE open;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE case_ref');
  }
}
