import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rights of the person: restriction, erasure, export and what became of them; and how long each class of data is kept.
 * The periods are the platform's proposal; the ministry sets them by adding rows with a later `valid_from`.
 */
export class Right1761000000600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE person ADD restricted_at timestamptz, ADD erased_at timestamptz;
      ALTER TABLE family ADD erased_at timestamptz, ALTER kk_sealed DROP NOT NULL, ALTER kk_index DROP NOT NULL;

      CREATE TABLE right_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id uuid NOT NULL,
        event text NOT NULL CHECK (event IN
          ('EXPORTED', 'RESTRICTED', 'RESTRICTION_LIFTED', 'ERASURE_PROPOSED', 'ERASED', 'RETENTION_ENDED')),
        account text NOT NULL,
        role text NOT NULL,
        reason text,
        -- Class of data of an ended retention, digest of an export.
        detail text,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX right_event_person ON right_event (person_id, id);

      CREATE TABLE erasure_request (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id uuid NOT NULL,
        -- Where the person lived then: it says whose proposal it is.
        region_code text COLLATE "C" NOT NULL,
        reason text NOT NULL,
        proposed_by text NOT NULL,
        proposed_at timestamptz NOT NULL DEFAULT now(),
        carried_out_by text,
        carried_out_at timestamptz
      );
      CREATE INDEX erasure_request_person ON erasure_request (person_id);

      -- A class of data of a kind of record is erased when it has been idle for so many months.
      CREATE TABLE retention_rule (
        subject text NOT NULL CHECK (subject IN ('INACTIVE_PERSON', 'MERGED_RECORD', 'QUARANTINE')),
        class text NOT NULL CHECK (class IN ('IDENTIFIER', 'NAME', 'BIRTH_DATE', 'CONTACT', 'HEALTH', 'SOCIAL', 'ROW')),
        months integer NOT NULL CHECK (months > 0),
        legal_basis text NOT NULL,
        valid_from date NOT NULL,
        PRIMARY KEY (subject, class, valid_from)
      );
      INSERT INTO retention_rule VALUES
        ('INACTIVE_PERSON', 'HEALTH', 24, 'UU PDP 27/2022 art. 4 (2), 43', '2024-10-17'),
        ('INACTIVE_PERSON', 'CONTACT', 36, 'UU PDP 27/2022 art. 43', '2024-10-17'),
        ('INACTIVE_PERSON', 'SOCIAL', 60, 'UU PDP 27/2022 art. 43', '2024-10-17'),
        ('INACTIVE_PERSON', 'NAME', 60, 'UU PDP 27/2022 art. 43-44', '2024-10-17'),
        ('INACTIVE_PERSON', 'BIRTH_DATE', 60, 'UU PDP 27/2022 art. 43-44', '2024-10-17'),
        ('INACTIVE_PERSON', 'IDENTIFIER', 60, 'UU PDP 27/2022 art. 43-44', '2024-10-17'),
        ('MERGED_RECORD', 'HEALTH', 12, 'UU PDP 27/2022 art. 29, 43', '2024-10-17'),
        ('MERGED_RECORD', 'CONTACT', 12, 'UU PDP 27/2022 art. 29, 43', '2024-10-17'),
        ('MERGED_RECORD', 'NAME', 12, 'UU PDP 27/2022 art. 29, 43', '2024-10-17'),
        ('MERGED_RECORD', 'BIRTH_DATE', 12, 'UU PDP 27/2022 art. 29, 43', '2024-10-17'),
        ('QUARANTINE', 'ROW', 12, 'UU PDP 27/2022 art. 43', '2024-10-17');

      CREATE TABLE retention_run (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        mode text NOT NULL CHECK (mode IN ('DRY_RUN', 'APPLY')),
        started_at timestamptz NOT NULL,
        finished_at timestamptz NOT NULL DEFAULT now(),
        -- Counts by rule; nothing of a person.
        report jsonb NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE retention_run, retention_rule, erasure_request, right_event;
      ALTER TABLE family DROP erased_at;
      ALTER TABLE person DROP restricted_at, DROP erased_at;
    `);
  }
}
