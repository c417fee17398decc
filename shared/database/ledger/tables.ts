import { secureTable } from '../row-security';
import type { LedgerEntry } from './entry';

/**
 * The read ledger of a schema: who read what of whom, in the schema of whoever answered. The application role may add to it
 * for whomever it answers; only the platform itself reads it; what goes past that rule is found by the chain.
 */
export const LEDGER_TABLES = `
  CREATE TABLE read_ledger (
    writer text NOT NULL,
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    request_id text,
    account text NOT NULL,
    role text NOT NULL,
    organisation text,
    purpose text,
    operation_name text,
    operation_hash text NOT NULL,
    decisions jsonb NOT NULL,
    refusals text[] NOT NULL,
    row_count integer NOT NULL,
    data_class text NOT NULL,
    consent_id text,
    break_glass_id text,
    prev text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (writer, seq)
  );
  CREATE TABLE ledger_head (
    writer text NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    at timestamptz NOT NULL,
    key_id text NOT NULL,
    signature text NOT NULL,
    PRIMARY KEY (writer, seq)
  );
  DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON read_ledger, ledger_head FROM %I', replace(current_user, '_owner', '_app'));
  END $$;
  ${['read_ledger', 'ledger_head'].map((table) => secureTable(table, { insert: 'true' })).join('\n')}
`;

/** Column of each property of an entry, with its type. */
export const LEDGER_COLUMNS = {
  writer: ['writer', 'text'],
  seq: ['seq', 'bigint'],
  at: ['at', 'timestamptz'],
  requestId: ['request_id', 'text'],
  account: ['account', 'text'],
  role: ['role', 'text'],
  organisation: ['organisation', 'text'],
  purpose: ['purpose', 'text'],
  operationName: ['operation_name', 'text'],
  operationHash: ['operation_hash', 'text'],
  decisions: ['decisions', 'jsonb'],
  refusals: ['refusals', 'text[]'],
  rowCount: ['row_count', 'integer'],
  dataClass: ['data_class', 'text'],
  consentId: ['consent_id', 'text'],
  breakGlassId: ['break_glass_id', 'text'],
  prev: ['prev', 'text'],
  hash: ['hash', 'text'],
} as const satisfies Record<keyof LedgerEntry, readonly [string, string]>;

const columns = Object.entries(LEDGER_COLUMNS);

/** Columns of an entry for an INSERT, in one order with `ENTRY_VALUES`. */
export const ENTRY_COLUMNS = columns.map(([, [column]]) => column).join(', ');

/** Entries given as one JSON parameter `$1`, as rows; for `FROM`, with the properties as columns. */
export const ENTRIES_GIVEN = `jsonb_to_recordset($1::jsonb) AS x (${columns
  .map(([property, [, type]]) => `"${property}" ${type}`)
  .join(', ')})`;

/** The select list that turns `ENTRIES_GIVEN` into `ENTRY_COLUMNS`. */
export const ENTRY_VALUES = columns.map(([property]) => `x."${property}"`).join(', ');

/** The select list of whole entries over alias `l`; times as text with milliseconds, so that the hash can be made again. */
export const ENTRY_SELECTED = columns
  .map(([property, [column]]) =>
    property === 'at'
      ? `to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at`
      : `l.${column} AS "${property}"`,
  )
  .join(', ');
