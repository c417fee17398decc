import type { SealedColumn } from '../database';

/** What INTAKE_TABLES hold sealed. */
export const INTAKE_SEALED: readonly SealedColumn[] = [{ table: 'quarantine', column: 'row_sealed' }];

/**
 * The tables every schema with an importer has; they stand in its migration as OUTBOX_TABLE does. A quarantined row is
 * sealed as a whole (JSON of its cells under their column names); in plain text stand only what a list of rejects needs.
 */
export const INTAKE_TABLES = `
  CREATE TABLE import_run (
    id uuid PRIMARY KEY,
    layout text NOT NULL,
    snapshot text NOT NULL,
    file_name text NOT NULL,
    file_hash text NOT NULL,
    rows_read integer NOT NULL,
    rows_accepted integer NOT NULL,
    rows_changed integer NOT NULL,
    rows_quarantined integer NOT NULL,
    report jsonb NOT NULL,
    started_at timestamptz NOT NULL,
    duration_ms integer NOT NULL
  );
  CREATE INDEX import_run_layout ON import_run (layout, snapshot);

  CREATE TABLE quarantine (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    layout text NOT NULL,
    -- Keyed hash of the row: the same row rejected again is the same entry.
    fingerprint text NOT NULL,
    run_id uuid NOT NULL,
    snapshot text NOT NULL,
    row_number integer NOT NULL,
    -- The public id the row would have got.
    subject_id uuid,
    -- The public id of what the row belongs to.
    parent_id uuid,
    -- Masked, last four characters.
    identifier text NOT NULL,
    rule text NOT NULL,
    field text NOT NULL,
    reason text NOT NULL,
    -- Further broken rules of the row, as RULE:field.
    further text[] NOT NULL DEFAULT '{}',
    row_sealed text NOT NULL,
    rejected_at timestamptz NOT NULL DEFAULT now(),
    -- Set when a later file brought the same key in a row that was admitted, or replaced the row.
    resolved_at timestamptz,
    UNIQUE (layout, fingerprint)
  );
  CREATE INDEX quarantine_open ON quarantine (layout, rule) WHERE resolved_at IS NULL;
  CREATE INDEX quarantine_subject ON quarantine (subject_id) WHERE resolved_at IS NULL;
  CREATE INDEX quarantine_parent ON quarantine (parent_id) WHERE resolved_at IS NULL;
`;
