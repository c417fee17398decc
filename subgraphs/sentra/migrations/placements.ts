import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the people of the centres are on the way to work, as the partners' side tells. */
export class Placements1761000003400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE referral_ref (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        case_id uuid NOT NULL,
        status text NOT NULL,
        placed_on date,
        ended_on date
      );
      CREATE INDEX referral_ref_person ON referral_ref (person_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE referral_ref');
  }
}
