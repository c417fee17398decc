import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLIENT_KEY_TABLE } from '../../../shared/database';

/**
 * The review queue of possible duplicates, what was decided about them, merges with the images that undo them, and the
 * keys that make a repeated request harmless.
 *
 * The search index of names gets the regency and the province as columns of the same GIN index: an officer's search then
 * intersects "in my regency" with "has these letters" inside the index. Equality on a prefix, because a range in GIN reads
 * every key of the column.
 */
export class Duplicate1761000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE duplicate_candidate (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        left_id uuid NOT NULL,
        right_id uuid NOT NULL CHECK (left_id < right_id),
        kind text NOT NULL CHECK (kind IN ('EXACT_NIK', 'NEAR')),
        score smallint NOT NULL CHECK (score BETWEEN 0 AND 100),
        reasons jsonb NOT NULL,
        evidence text NOT NULL,
        status text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'SAME', 'DIFFERENT', 'MERGED', 'LAPSED')),
        version integer NOT NULL DEFAULT 1,
        found_at timestamptz NOT NULL DEFAULT now(),
        decided_at timestamptz,
        decided_by text,
        decided_by_role text,
        decision_reason text,
        UNIQUE (left_id, right_id)
      );
      CREATE INDEX duplicate_candidate_right ON duplicate_candidate (right_id);
      CREATE INDEX duplicate_candidate_score ON duplicate_candidate (score, id);
      CREATE INDEX duplicate_candidate_status ON duplicate_candidate (status, score, id);
      CREATE INDEX duplicate_candidate_found ON duplicate_candidate (found_at, id);

      CREATE TABLE duplicate_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        candidate_id uuid NOT NULL,
        event text NOT NULL,
        from_status text,
        to_status text NOT NULL,
        subject text NOT NULL,
        role text NOT NULL,
        reason text,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX duplicate_event_candidate ON duplicate_event (candidate_id, id);

      CREATE TABLE merge_log (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        candidate_id uuid NOT NULL,
        kept_id uuid NOT NULL,
        merged_id uuid NOT NULL,
        before_image jsonb NOT NULL,
        after_image jsonb NOT NULL,
        merged_by text NOT NULL,
        merged_by_role text NOT NULL,
        merged_at timestamptz NOT NULL DEFAULT now(),
        undone_by text,
        undone_by_role text,
        undone_at timestamptz
      );
      CREATE INDEX merge_log_candidate ON merge_log (candidate_id, merged_at);

      ${CLIENT_KEY_TABLE}

      DROP INDEX person_search;
      CREATE INDEX person_search ON person USING gin (
        left(region_code, 2), left(region_code, 4), search_name extensions.gin_trgm_ops
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX person_search;
      CREATE INDEX person_search ON person USING gin (search_name extensions.gin_trgm_ops);
      DROP TABLE client_key, merge_log, duplicate_event, duplicate_candidate;
    `);
  }
}
