import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { insert } from '../population';

/** A value of each type a table of the schema has; what it says is nobody's concern here. */
const VALUES: Readonly<Record<string, unknown>> = {
  bigint: 1,
  boolean: true,
  bytea: '\\x00',
  date: '2026-09-01',
  'double precision': 1,
  integer: 1,
  jsonb: {},
  numeric: 1,
  smallint: 1,
  text: 'x',
  'text[]': [],
  'timestamp with time zone': '2026-09-01T00:00:00Z',
  'uuid[]': [],
  xid8: '0',
};

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

/** A row for every table of insights: most are no viewer's, so one is enough to show it; and tables accounts made and shared. */
export async function fillInsights(admin: Client): Promise<void> {
  const { rows } = await admin.query<Column>(
    `SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, NULL) AS type
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'insights'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
       AND a.attidentity = '' AND a.attgenerated = '' AND c.relname NOT IN ('migration', 'read_ledger', 'ledger_head')`,
  );
  for (const table of new Set(rows.map((column) => column.table))) {
    const columns = rows.filter((column) => column.table === table);
    await insert(admin, `insights.${table}`, [
      Object.fromEntries(columns.map(({ name, type }) => [name, type === 'uuid' ? randomUUID() : VALUES[type]])),
    ]);
  }
  await fillTables(admin);
}

/** Accounts of tests, and one they know nothing of. */
const ACCOUNTS = [
  { account: 'test analyst', role: 'ANALYST', region_codes: [], program_codes: [] },
  { account: 'test dinsos', role: 'DINSOS', region_codes: ['3204', '3205'], program_codes: [] },
  { account: 'test frontend_developer', role: 'FRONTEND_DEVELOPER', region_codes: [], program_codes: [] },
  { account: 'of an office', role: 'SUPERVISOR', region_codes: ['3204'], program_codes: [] },
  { account: 'without a place', role: 'SUPERVISOR', region_codes: [], program_codes: [] },
  { account: 'of the nation', role: 'DPO', region_codes: ['ID'], program_codes: [] },
];

/** Of each account a table that was made, one that was refused, and one that only its question leads to. */
async function fillTables(admin: Client): Promise<void> {
  for (const { account, role, ...office } of ACCOUNTS) {
    const stored = (what: string) => ({ id: `${account} ${what}`, cube: 'x', request: { of: account, what } });
    const kept = [stored('made'), stored('refused'), stored('shared')];
    await insert(
      admin,
      'insights.stat_table',
      kept.map((table) => ({ ...table, snapshot: 1, rows: '\\x00' })),
    );
    const audit = { account, role, cube: 'x', request: {}, snapshot: 1, rows: 0, suppressed: 0 };
    await insert(admin, 'insights.table_audit', [
      { ...audit, table_id: `${account} made`, refusal: null },
      { ...audit, table_id: `${account} refused`, refusal: 'TABLE_TOO_SPARSE' },
    ]);
    const question = { name: 'x', cube: 'x', request: stored('shared').request };
    await insert(admin, 'insights.saved_question', [{ id: randomUUID(), account, role, ...office, ...question }]);
  }
}
