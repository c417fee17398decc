import { createHash } from 'node:crypto';
import { escapeIdentifier } from 'pg';
import { asAdmin } from '../database';
import type { TestDatabase } from '../database';

/**
 * A text that is another one as soon as any row of any table is, but for the ledgers and what viewers have spent: whoever is
 * refused is written down there too.
 */
export function digest(database: TestDatabase): Promise<string> {
  return asAdmin(async (client) => {
    const { rows: tables } = await client.query<{ schema: string; name: string }>(
      `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
        AND table_name NOT IN ('read_ledger', 'ledger_head')
        AND (table_schema, table_name) <> ('gateway', 'budget') ORDER BY 1, 2`,
    );
    const hash = createHash('sha256');
    for (const { schema, name } of tables) {
      const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
      const { rows } = await client.query<{ all: string | null }>(
        `SELECT string_agg(t::text, E'\n' ORDER BY t::text) AS all FROM ${table} t`,
      );
      hash.update(`${table}: ${rows[0]?.all ?? ''}\n`);
    }
    return hash.digest('hex');
  }, database.adminUrl);
}
