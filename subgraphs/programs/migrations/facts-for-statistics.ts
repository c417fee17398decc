import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Up to which age pupils carry a component: what families will lose hangs on it. */
export class FactsForStatistics1761000102100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO program_requirement
        (program_code, requirement, minimum, maximum, valid_from, legal_ref, confidence, note)
      VALUES ('PKH', 'PUPIL_AGE', 6, 18, '2018-01-01', 'Permensos 1/2018', 'UNCERTAIN',
        'The regulation goes up to 21 for whoever has not completed twelve years of school; these end at 18, which forecasts assume.')
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM program_requirement WHERE program_code = 'PKH' AND requirement = 'PUPIL_AGE'`);
  }
}
