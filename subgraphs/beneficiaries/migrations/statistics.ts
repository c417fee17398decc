import type { MigrationInterface, QueryRunner } from 'typeorm';
import { publishFamilies, publishPersons } from '../intake/publish';

/** Statistics learn more of persons and families than was published before: all of them are published once more. */
export class Statistics1761000101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(publishFamilies('SELECT id FROM family'));
    await runner.query(publishPersons('SELECT id FROM person'));
  }

  async down(): Promise<void> {
    throw new Error('what was published stays in order, and is not taken back');
  }
}
