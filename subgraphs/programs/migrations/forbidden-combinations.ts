import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Programs that start a business of the same family. That they exclude each other is practice; the sources do not settle it,
 * nor for how long, so the rows say UNCERTAIN.
 */
export class ForbiddenCombinations1761000001310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO program_combination
        (program_code, other_code, allowed, valid_from, valid_to, legal_ref, confidence, note)
      SELECT one, other, false, '2022-12-01', NULL, 'Juknis 229/5/HK.01/10/2022', 'UNCERTAIN',
        'Each starts a business of the same family; whether and for how long they exclude each other is open.'
      FROM (VALUES ('PENA', 'PROKUS'), ('PROKUS', 'PENA'), ('PENA', 'KUBE'), ('KUBE', 'PENA')) pair (one, other)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM program_combination WHERE NOT allowed');
  }
}
