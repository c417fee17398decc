import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CHANGE_REQUEST_RECORDS } from '../change-request/change-request-steps.graph';
import { consentFact } from '../consent/publish';
import { publishReveals } from '../emergency/publish';
import { publishFamilies, publishPersons } from '../intake/publish';

/** Statistics learn more than was published before: everything they count is published once more. */
export class Statistics1761000101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(publishFamilies('SELECT id FROM family'));
    await runner.query(publishPersons('SELECT id FROM person'));
    await runner.query(`
      INSERT INTO outbox (topic, entity_id, payload) SELECT 'consent', c.id, ${consentFact('c')} FROM consent c ORDER BY c.id;
      INSERT INTO outbox (topic, entity_id, payload)
      SELECT 'change_request', c.id, ${CHANGE_REQUEST_RECORDS.fact('c')} FROM change_request c ORDER BY c.id;
      ${publishReveals('SELECT id FROM reveal')}`);
  }

  async down(): Promise<void> {
    throw new Error('what was published stays in order, and is not taken back');
  }
}
