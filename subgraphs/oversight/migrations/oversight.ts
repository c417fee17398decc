import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLIENT_KEY_TABLE, LEDGER_TABLES, RELAY_TABLE } from '../../../shared/database';

/**
 * The ledgers of all schemas gathered in one place, grants of emergency access with their review, and breach cases.
 *
 * A gathered entry keeps every column its hash is made of, and beside them what is asked for: the coordinates given in full,
 * the subjects, whether something was refused. The application role may add entries, findings and events, never change them.
 */
export class Oversight1761000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${LEDGER_TABLES}
      ${RELAY_TABLE}
      ${CLIENT_KEY_TABLE}
      CREATE TABLE ledger_entry (
        id uuid PRIMARY KEY,
        source text NOT NULL,
        LIKE read_ledger,
        coordinates text[] NOT NULL,
        subjects text[] NOT NULL,
        is_refused boolean NOT NULL,
        gathered_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (writer, seq)
      );
      CREATE INDEX ledger_entry_at ON ledger_entry (at, id);
      CREATE INDEX ledger_entry_account ON ledger_entry (account, at, id);
      CREATE INDEX ledger_entry_role ON ledger_entry (role, at, id);
      CREATE INDEX ledger_entry_refused ON ledger_entry (at, id) WHERE is_refused;
      CREATE INDEX ledger_entry_subjects ON ledger_entry USING gin (subjects);
      CREATE INDEX ledger_entry_coordinates ON ledger_entry USING gin (coordinates);

      CREATE TABLE ledger_position (
        writer text PRIMARY KEY,
        source text NOT NULL,
        seq bigint NOT NULL,
        hash text NOT NULL
      );
      CREATE TABLE ledger_source (
        source text PRIMARY KEY,
        caught_up_at timestamptz NOT NULL
      );
      CREATE TABLE ledger_finding (
        writer text NOT NULL,
        seq bigint NOT NULL,
        kind text NOT NULL,
        source text NOT NULL,
        found_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (writer, seq, kind)
      );

      CREATE TABLE break_glass (
        id uuid PRIMARY KEY,
        account text NOT NULL,
        role text NOT NULL,
        subject_hash text NOT NULL,
        reason text NOT NULL,
        opened_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        review_due_at timestamptz NOT NULL,
        status text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'JUSTIFIED', 'UNJUSTIFIED')),
        note text,
        reviewed_by text,
        reviewed_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        CHECK (reviewed_by IS DISTINCT FROM account)
      );
      CREATE INDEX break_glass_due ON break_glass (review_due_at, id);
      CREATE INDEX break_glass_status ON break_glass (status, review_due_at, id);

      CREATE TABLE notice (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        entity_id uuid NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (kind, entity_id)
      );
      CREATE INDEX notice_at ON notice (at, id);

      CREATE TABLE breach_case (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        summary text NOT NULL,
        discovered_at timestamptz NOT NULL,
        opened_at timestamptz NOT NULL DEFAULT now(),
        status text NOT NULL CHECK (status IN ('OPENED', 'ASSESSED', 'NOTIFIED', 'NOT_NOTIFIABLE', 'CLOSED')),
        notified_at timestamptz,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX breach_case_discovered ON breach_case (discovered_at, id);
      CREATE INDEX breach_case_status ON breach_case (status, discovered_at, id);
      CREATE TABLE breach_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES breach_case,
        event text NOT NULL,
        from_status text,
        to_status text NOT NULL,
        account text NOT NULL,
        role text NOT NULL,
        note text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX breach_event_case ON breach_event (case_id, id);

      DO $$ BEGIN
        EXECUTE format('REVOKE UPDATE, DELETE ON ledger_entry, ledger_finding, breach_event FROM %I',
          replace(current_user, '_owner', '_app'));
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE breach_event, breach_case, notice, break_glass, ledger_finding, ledger_source, ledger_position, ledger_entry,
        client_key, relay_position, ledger_head, read_ledger
    `);
  }
}
