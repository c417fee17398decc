import type { BulkConnection, FieldCipher } from '../database';
import type { Layout } from './layout';
import { maskIdentifier } from './mask';
import type { Reject, RejectsFile } from './rejects-file';
import { CELL_RULES } from './rule';
import type { RuleTable } from './rule';

const BATCH = 2_000;

/** A rejected row as it stands in `intake_stage`. */
interface RejectedRow {
  readonly row_number: number;
  readonly id: string | null;
  readonly parent_id: string | null;
  readonly rejected: string;
  /** The row of text, when the stream rejected it. */
  readonly row_sealed: string | null;
  /** The staged record, when a gate did. */
  readonly record: Readonly<Record<string, unknown>>;
}

/**
 * Moves the rejected rows of `intake_stage` into `quarantine` and into the rejects file, a batch at a time. A row that is
 * there already stays as it is; an older entry of the same key is resolved when this file brought another row for it.
 */
export async function quarantineRejected(
  connection: BulkConnection,
  layout: Layout,
  run: { readonly id: string; readonly snapshot: string },
  options: { readonly cipher: FieldCipher; readonly file?: RejectsFile },
): Promise<void> {
  const rules: RuleTable = { ...CELL_RULES, ...layout.rules };
  await connection.query(`
    CREATE TEMP TABLE intake_rejected (fingerprint text PRIMARY KEY) ON COMMIT DROP;
    DECLARE rejected CURSOR FOR SELECT row_number, id, parent_id, rejected, row_sealed, to_jsonb(s) AS record
      FROM intake_stage s WHERE rejected IS NOT NULL ORDER BY row_number`);
  for (;;) {
    const { rows } = await connection.query<RejectedRow>(`FETCH ${BATCH} FROM rejected`);
    const entries = rows.map((row) => entryOf(row, layout, options.cipher));
    if (entries.length > 0) await insert(connection, layout, run, entries, rules);
    await options.file?.add(entries.flatMap((entry) => rejectsOf(entry, rules)));
    if (rows.length < BATCH) break;
  }
  await connection.query('CLOSE rejected');
  await resolveSuperseded(connection, layout);
}

interface Entry {
  readonly row: RejectedRow;
  /** `RULE:field`, the first one first. */
  readonly defects: readonly string[];
  readonly identifier: string;
  readonly fingerprint: string;
  readonly sealed: string;
}

function entryOf(row: RejectedRow, layout: Layout, cipher: FieldCipher): Entry {
  const text = row.row_sealed === null ? stagedText(row.record, layout, cipher) : cipher.open(row.row_sealed);
  const cells = JSON.parse(text) as Record<string, unknown>;
  return {
    row,
    defects: row.rejected.split(','),
    identifier: maskIdentifier(String(cells[layout.identifier] ?? '').trim()),
    fingerprint: cipher.index(`rejected row ${layout.name}`, text),
    sealed: row.row_sealed ?? cipher.seal(text),
  };
}

/** The staged record under the names of the file's columns, sealed cells opened. */
function stagedText(record: RejectedRow['record'], layout: Layout, cipher: FieldCipher): string {
  const cells = layout.staging.map(({ name, from, sealed }) => {
    const value = record[name];
    return [from ?? name, sealed && typeof value === 'string' ? cipher.open(value) : value];
  });
  return JSON.stringify(Object.fromEntries(cells));
}

function rejectsOf({ row, defects, identifier }: Entry, rules: RuleTable): Reject[] {
  return defects.map((defect) => {
    const { rule, field } = split(defect);
    return { row: row.row_number, identifier, field, rule, reason: reasonOf(rule, rules) };
  });
}

async function insert(
  connection: BulkConnection,
  layout: Layout,
  run: { readonly id: string; readonly snapshot: string },
  entries: readonly Entry[],
  rules: RuleTable,
): Promise<void> {
  const rows = entries.map(({ row, defects, identifier, fingerprint, sealed }) => {
    const { rule, field } = split(defects[0] ?? '');
    return {
      ...{ fingerprint, identifier, rule, field, reason: reasonOf(rule, rules), row_sealed: sealed },
      ...{ row_number: row.row_number, subject_id: row.id, parent_id: row.parent_id, further: defects.slice(1) },
    };
  });
  const columns =
    'fingerprint, identifier, rule, field, reason, row_sealed, row_number, subject_id, parent_id, further';
  await connection.query(
    `WITH given AS (
       SELECT DISTINCT ON (fingerprint) ${columns} FROM jsonb_to_recordset($1::jsonb) AS r (fingerprint text,
         identifier text, rule text, field text, reason text, row_sealed text, row_number integer, subject_id uuid,
         parent_id uuid, further text[]) ORDER BY fingerprint, row_number
     ), noted AS (
       INSERT INTO intake_rejected SELECT fingerprint FROM given ON CONFLICT DO NOTHING
     )
     INSERT INTO quarantine AS q (${columns}, layout, run_id, snapshot)
     SELECT ${columns}, $2, $3, $4 FROM given
     ON CONFLICT (layout, fingerprint) DO UPDATE
       SET rule = excluded.rule, field = excluded.field, reason = excluded.reason, further = excluded.further,
           run_id = excluded.run_id, resolved_at = NULL
       WHERE q.resolved_at IS NOT NULL OR (q.rule, q.further) IS DISTINCT FROM (excluded.rule, excluded.further)`,
    [JSON.stringify(rows), layout.name, run.id, run.snapshot],
  );
}

async function resolveSuperseded(connection: BulkConnection, layout: Layout): Promise<void> {
  await connection.query(
    `UPDATE quarantine q SET resolved_at = now()
     WHERE q.layout = $1 AND q.resolved_at IS NULL AND q.subject_id IN (SELECT id FROM intake_stage)
       AND NOT EXISTS (SELECT 1 FROM intake_rejected r WHERE r.fingerprint = q.fingerprint)`,
    [layout.name],
  );
}

function split(defect: string): { rule: string; field: string } {
  const [rule = '', field = ''] = defect.split(':');
  return { rule, field };
}

function reasonOf(rule: string, rules: RuleTable): string {
  return rules[rule]?.words ?? rule;
}
