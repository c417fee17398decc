import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { TestDatabase } from '../database';

/** A connection that knows the tables, and the one statement over all of them: they stay as they are while a test runs. */
interface Watch {
  readonly client: Client;
  readonly statement: string;
}

const watches = new WeakMap<TestDatabase, Promise<Watch>>();

/**
 * A text that is another one as soon as any row of any table is, but for the ledgers, what viewers have spent and wrong codes of
 * invitations: whoever is refused is written down there too.
 */
export async function digest(database: TestDatabase): Promise<string> {
  const watch = watches.get(database) ?? open(database);
  watches.set(database, watch);
  const { client, statement } = await watch;
  const { rows } = await client.query<{ digest: string }>({ name: 'digest', text: statement });
  return String(rows[0]?.digest);
}

/** Most of the time of a first look goes into learning the tables; the connection ends when the database is dropped. */
async function open(database: TestDatabase): Promise<Watch> {
  const client = new Client({ connectionString: database.adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  return { client, statement: await overAllTables(client) };
}

async function overAllTables(client: Client): Promise<string> {
  const { rows: tables } = await client.query<{ schema: string; name: string }>(
    `SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND c.relname NOT IN ('read_ledger', 'ledger_head', 'invitation_attempt') AND (n.nspname, c.relname) <> ('gateway', 'budget')`,
  );
  const each = tables.map(({ schema, name }) => {
    const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
    return `SELECT ${escapeLiteral(table)} AS name,
      md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C")) AS content FROM ${table} t`;
  });
  return `SELECT md5(string_agg(concat_ws(': ', name, content), E'\\n' ORDER BY name)) AS digest
    FROM (${each.join(' UNION ALL ')}) tables`;
}
