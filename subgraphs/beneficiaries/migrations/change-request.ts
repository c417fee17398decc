import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TRANSITION_TABLE } from '../../../shared/machine';

/** Requests to change a record, with the history of the registry's machines. */
export class ChangeRequest1761000000800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${TRANSITION_TABLE}
      CREATE TABLE change_request (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id uuid REFERENCES person,
        family_id uuid REFERENCES family CHECK ((family_id IS NULL) <> (person_id IS NULL)),
        fields text[] NOT NULL CHECK (fields <> '{}'),
        -- By field the value before and after, as JSON; gone with an erasure.
        changes_sealed text,
        status text NOT NULL CHECK (status IN ('PROPOSED', 'VERIFIED', 'APPLIED', 'REJECTED', 'WITHDRAWN')),
        version integer NOT NULL DEFAULT 1,
        proposed_by text NOT NULL,
        proposed_by_role text NOT NULL,
        proposed_at timestamptz NOT NULL DEFAULT now(),
        decision_reason text,
        -- The latest snapshot that cannot know of it: files of this one or an older do not write over what was applied.
        applied_after text COLLATE "C"
      );
      CREATE INDEX change_request_person ON change_request (person_id, id);
      CREATE INDEX change_request_family ON change_request (family_id, id);
      CREATE INDEX change_request_maker ON change_request (proposed_by, id);
      CREATE INDEX change_request_status ON change_request (status, id);
      CREATE INDEX change_request_proposed ON change_request (proposed_at, id);
      CREATE INDEX change_request_applied ON change_request (applied_after) WHERE status = 'APPLIED';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE change_request, transition_event');
  }
}
