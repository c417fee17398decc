import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FACTS, publish } from '../fact';

/** The topics statistics read, with their tables. */
const TABLES: Readonly<Record<keyof typeof FACTS, string>> = {
  enrolment: 'enrolment',
  component: 'enrolment_component',
  payment: 'payment',
  pena: 'pena_case',
  prokus: 'prokus_case',
  kube: 'kube_group',
  graduation: 'graduation',
  grievance: 'grievance',
};

/**
 * Everything once more, with what statistics need of it; and up to which age pupils carry a component, on which it hangs what
 * families will lose.
 */
export class FactsForStatistics1761000102100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO program_requirement
        (program_code, requirement, minimum, maximum, valid_from, legal_ref, confidence, note)
      VALUES ('PKH', 'PUPIL_AGE', 6, 18, '2018-01-01', 'Permensos 1/2018', 'UNCERTAIN',
        'The regulation goes up to 21 for whoever has not completed twelve years of school; these end at 18, which forecasts assume.')
    `);
    for (const [topic, table] of Object.entries(TABLES) as [keyof typeof FACTS, string][]) {
      await runner.query(publish(topic, table));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM program_requirement WHERE program_code = 'PKH' AND requirement = 'PUPIL_AGE'`);
  }
}
