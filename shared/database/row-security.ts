import type { Actor } from './viewer-settings';

/**
 * Writes row-level security: PostgreSQL itself decides, by what `viewerSettings` told it, which rows exist for
 * a statement. Conditions read `current_setting` plainly, without a sub-select around it, as Citus wants it. A setting that
 * is missing or empty answers to no role, so every table is empty.
 */

/** The roles a condition names; SYSTEM always sees and writes everything. */
export type ByRole = Readonly<Partial<Record<Exclude<Actor['role'], 'SYSTEM'>, string>>>;

/** Conditions by command; a command left out is SYSTEM's alone. `update` holds of the row before and after. */
export interface RowPolicies {
  readonly select?: string;
  readonly insert?: string;
  readonly update?: string;
}

const setting = (name: string) => `current_setting('berdaya.${name}', true)`;
const list = (name: string) => `string_to_array(${setting(name)}, ',')`;

/** What a condition may ask about the viewer. */
export const VIEWER = {
  role: setting('role'),
  subject: setting('subject'),
  person: `nullif(${setting('person')}, '')::uuid`,
  sentra: `nullif(${setting('sentra')}, '')`,
  employer: `nullif(${setting('employer')}, '')::uuid`,
  programs: list('programs'),
  regions: list('regions'),
  /** Whether the jurisdiction is the whole country. */
  isNational: `'ID' = ANY (${list('regions')})`,
  /** Whether the transaction writes: a right of a person may be about rows that nobody may read. */
  isWriting: `${setting('access')} = 'write'`,
} as const;

/** Whoever said who they are: for public reference data. */
export const ANYONE = `${VIEWER.role} <> ''`;

/**
 * Rows in the viewer's jurisdiction. Nearly everybody has one place, which is a prefix. With several, one of them is the row's
 * village or lies above it: asked of the few places above a row instead of by range, so that it costs the same for two places
 * and for a hundred. The index is used by the range in the statement's own scope.
 */
export function placedWithin(column: string): string {
  const above = ['2', '4', '6'].map((length) => `left(${column}, ${length})`).join(', ');
  const several = `${setting('regions')} LIKE '%,%' AND ${list('regions')} && ARRAY['ID', ${above}, ${column}]`;
  return `(${column} LIKE ${setting('place')} OR ${several})`;
}

/** Rows with a place, of several in an array, in the viewer's jurisdiction. */
export function somePlaceWithin(column: string): string {
  const codes = `',' || array_to_string(${column}, ',')`;
  const begins = `',(' || replace(nullif(${setting('regions')}, ''), ',', '|') || ')'`;
  return `(${VIEWER.isNational} OR ${codes} ~ (${begins}))`;
}

/**
 * The condition of each role. The role is looked up once a row, which costs more than all the rest: so it is turned into the
 * number of its condition. Each condition is written once for all its roles: one that asks another table brings that table's
 * policy along, and is planned as often as it is written.
 */
export function byRole(conditions: ByRole): string {
  const distinct = ['true', ...new Set(Object.values(conditions))];
  const numbers = Object.entries({ SYSTEM: 'true', ...conditions }).map(
    ([role, condition]) => `WHEN '${role}' THEN ${distinct.indexOf(condition)}`,
  );
  const cases = distinct.map((condition, number) => `WHEN ${number} THEN ${condition}`);
  return `CASE CASE ${VIEWER.role} ${numbers.join(' ')} END ${cases.join(' ')} ELSE false END`;
}

/** The same condition for several roles. */
export function forRoles(roles: readonly (keyof ByRole)[], condition: string): ByRole {
  return Object.fromEntries(roles.map((role) => [role, condition]));
}

/** The row policies of a schema. They are no history: every version says them whole, and `migrate` puts them in place. */
export interface RowSecurity {
  /** Functions that conditions call, each created or replaced. */
  readonly functions?: string;
  /** Every table of the schema; the ledger's own are secured where they are made. */
  readonly tables: Readonly<Record<string, RowPolicies>>;
}

/** The statements that put the row policies of a schema in place of what policies it had. */
export function rowSecuritySql({ functions = '', tables }: RowSecurity): string {
  return [functions, ...Object.entries(tables).map(([table, policies]) => secureTable(table, policies))].join('\n');
}

/** As CASE, which is planned as half of the rows; of a plain comparison one in 200 is expected, and joins of the platform loop. */
const SYSTEM_ONLY = `CASE ${VIEWER.role} WHEN 'SYSTEM' THEN true ELSE false END`;

/**
 * Puts a table under row-level security, also for its owner, in place of what policies it had. They are named after their command.
 * @param policies none: the table is the platform's own (imports, relay, jobs)
 */
export function secureTable(table: string, { select, insert, update }: RowPolicies = {}): string {
  const [read, add, change] = [select ?? SYSTEM_ONLY, insert ?? SYSTEM_ONLY, update ?? SYSTEM_ONLY];
  return `
    ${withoutPolicies(table)}
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY row_select ON ${table} FOR SELECT USING (${read});
    CREATE POLICY row_insert ON ${table} FOR INSERT WITH CHECK (${add});
    CREATE POLICY row_update ON ${table} FOR UPDATE USING (${change}) WITH CHECK (${change});
    CREATE POLICY row_delete ON ${table} FOR DELETE USING (${SYSTEM_ONLY});`;
}

function withoutPolicies(table: string): string {
  const commands = ['select', 'insert', 'update', 'delete'];
  return commands.map((command) => `DROP POLICY IF EXISTS row_${command} ON ${table};`).join(' ');
}
