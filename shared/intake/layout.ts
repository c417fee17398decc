import type { BulkConnection, CopyCell } from '../database';
import type { Row } from './row';
import type { RuleTable } from './rule';

/**
 * One kind of registry file, described as data; `importFile` does the rest.
 *
 * An import is one transaction on one connection:
 *
 * 1. `read` turns each row of text into a staging record, or names the rules it breaks (`row.reject`). Identifiers are
 *    sealed here, before anything reaches the database.
 * 2. COPY fills the TEMP table `intake_stage`: the engine's columns `id uuid` (the public id of `key`), `parent_id uuid`,
 *    `row_number`,
 *    `rejected` (`N2:nik,C1:nama`, NULL for an admitted row) and `warned` (same form), then the layout's `staging` columns.
 * 3. The engine rejects a repeated key (C3), then each of `gates` rejects further rows, set-wise.
 * 4. `land` writes the admitted rows into the registry, `after` derives what depends on them (outbox, findings, scores).
 *    Both are SQL; they see `intake_stage`, `intake_run` (one row: `run_id uuid, snapshot text, on_day date`) and
 *    `intake_changed (id uuid)`, which they fill with the ids that really changed. `upsert` writes the usual pair of steps.
 * 5. Rejected rows go to the schema's `quarantine` table, the run to `import_run` (`INTAKE_TABLES` in the migration).
 *
 * Running a file again must change nothing, so compare before writing and never compare sealed columns (each seal differs):
 * compare their blind index.
 *
 * @example
 *   export const employersLayout: Layout<(typeof COLUMNS)[number]> = {
 *     name: 'employers', subgraph: 'employers', columns: COLUMNS, snapshot: REGISTRY_SNAPSHOT,
 *     key: { kind: 'employer', columns: ['idPemberiKerja'] }, identifier: 'nib', rules: {},
 *     staging: [{ name: 'name', type: 'text', from: 'nama' }, { name: 'workers', type: 'integer' }],
 *     read: (row) => [row.required('nama'), row.integer('jumlahPekerja', 0, 1_000_000)],
 *     gates: [],
 *     land: upsert({ table: 'employer', columns: ['name', 'workers'] }),
 *     after: [{ name: 'outbox', sql: `INSERT INTO outbox (topic, entity_id, payload)
 *       SELECT 'employer', id, jsonb_build_object('name', name) FROM employer JOIN intake_changed USING (id)` }],
 *   };
 */
export interface Layout<Column extends string = string> {
  /** Name in reports and messages; unique over all layouts. */
  readonly name: string;
  /** The subgraph whose database role runs the import. */
  readonly subgraph: string;
  /** Exactly the columns of the file, in any order. */
  readonly columns: readonly Column[];
  /** Columns a sender may leave out; they read as empty. */
  readonly optional?: readonly Column[];
  readonly snapshot: SnapshotForm;
  /** The sender's key. `id` is `cipher.publicId(kind, values joined by '|')`; a row without it is rejected (C1). */
  readonly key: { readonly kind: string; readonly columns: readonly Column[] };
  /**
   * The sender's key of what the row belongs to; its public id is the engine's column `parent_id`, also of rejected rows, so
   * that a family knows how many of its members wait in quarantine.
   */
  readonly parent?: { readonly kind: string; readonly column: Column };
  /** The column whose last four characters stand in quarantine, so that a sender recognises the row. */
  readonly identifier: Column;
  /** The layout's own rules; CELL_RULES are known already. */
  readonly rules: RuleTable;
  readonly staging: readonly StagingColumn<Column>[];
  /**
   * The staging cells of a row, in the order of `staging`. Ignored when the row was rejected meanwhile, so it need not stop
   * at the first broken rule. Runs once a row: no promises, no allocation that can be avoided.
   */
  readonly read: (row: Row<Column>) => readonly CopyCell[];
  readonly gates: readonly Gate[];
  readonly land: readonly Step[];
  readonly after?: readonly Step[];
  /** Tables of the report beyond the counts, read after landing in the same transaction. */
  readonly summarize?: (connection: BulkConnection) => Promise<ReportTable[]>;
}

export interface StagingColumn<Column extends string = string> {
  readonly name: string;
  /** SQL type; always nullable, since rejected rows pass through the same table. */
  readonly type: string;
  /** The file's column it comes from, under which a steward finds it in quarantine; default `name`. */
  readonly from?: Column;
  /** Whether the cell is sealed by `row.seal`; quarantine opens it and seals the row as a whole. */
  readonly sealed?: boolean;
}

/** Rows to reject after COPY: `where` is a condition over `intake_stage s`; rows rejected earlier are left alone. */
export interface Gate {
  readonly rule: string;
  /** The file's column to blame. */
  readonly field: string;
  readonly where: string;
}

/** A statement without parameters, named for progress and for messages. */
export interface Step {
  readonly name: string;
  readonly sql: string;
}

/** How a layout's snapshots are written. Later snapshots must sort after earlier ones as text. */
export interface SnapshotForm {
  readonly pattern: RegExp;
  readonly example: string;
  /** The day (`YYYY-MM-DD`) the snapshot was frozen at. Ages and freshness count from it, not from the day of the import. */
  readonly dayOf: (snapshot: string) => string;
}

/** A table at the end of a report. */
export interface ReportTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** `DTSEN-2026-TW3`: the quarter the registry was frozen at. */
export const REGISTRY_SNAPSHOT: SnapshotForm = {
  pattern: /^DTSEN-20\d\d-TW[1-4]$/,
  example: 'DTSEN-2026-TW3',
  dayOf: (snapshot) => lastDayOfMonth(Number(snapshot.slice(6, 10)), Number(snapshot.slice(-1)) * 3),
};

/** `DUKCAPIL-2026-09`: the month of an extract of the civil registry. */
export const CIVIL_SNAPSHOT: SnapshotForm = {
  pattern: /^DUKCAPIL-20\d\d-(0[1-9]|1[0-2])$/,
  example: 'DUKCAPIL-2026-09',
  dayOf: (snapshot) => lastDayOfMonth(Number(snapshot.slice(9, 13)), Number(snapshot.slice(-2))),
};

function lastDayOfMonth(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/**
 * The two usual landing steps: note in `intake_changed` which admitted rows are new or differ, then write those. `version`
 * counts up on a change where the table has that column.
 */
export function upsert(target: {
  readonly table: string;
  /** Columns that have the same name in `intake_stage` and in the table, beside `id`. */
  readonly columns: readonly string[];
  /** Columns written from an expression over `intake_stage s` instead. */
  readonly computed?: Readonly<Record<string, string>>;
  /** Columns not compared: sealed ones. */
  readonly uncompared?: readonly string[];
  readonly versioned?: boolean;
  /** Further joins of the SELECT, e.g. `JOIN family f ON f.id = s.family_id`. */
  readonly join?: string;
}): readonly Step[] {
  const { table, columns, computed = {}, uncompared = [], versioned = false, join = '' } = target;
  const names = [...columns, ...Object.keys(computed)];
  const values = [...columns.map((column) => `s.${column}`), ...Object.values(computed)];
  const compared = names
    .map((name, at) => [`t.${name}`, values[at]])
    .filter((_, at) => !uncompared.includes(names[at] ?? ''));
  const side = (at: 0 | 1) => compared.map((pair) => pair[at]).join(', ');
  const updates = names.map((name) => `${name} = excluded.${name}`);
  if (versioned) updates.push('version = t.version + 1');
  return [
    {
      name: `compare with ${table}`,
      sql: `INSERT INTO intake_changed SELECT s.id FROM intake_stage s ${join} LEFT JOIN ${table} t ON t.id = s.id
        WHERE s.rejected IS NULL AND (t.id IS NULL OR (${side(0)}) IS DISTINCT FROM (${side(1)}))
        ON CONFLICT DO NOTHING`,
    },
    {
      name: `write ${table}`,
      sql: `INSERT INTO ${table} AS t (id, ${names.join(', ')})
        SELECT s.id, ${values.join(', ')} FROM intake_stage s ${join} JOIN intake_changed c ON c.id = s.id
        WHERE s.rejected IS NULL ORDER BY s.row_number
        ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}`,
    },
  ];
}
