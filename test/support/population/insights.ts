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

/** A row for every table of insights: no viewer has any of them, so one is enough to show it. */
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
}
