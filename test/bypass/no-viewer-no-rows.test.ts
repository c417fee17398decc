import { Client } from 'pg';
import { roleName, roleUrl } from '../../platform/database/roles';
import { SUBGRAPHS } from '../../shared/config';
import type { SubgraphName } from '../../shared/config';
import { systemCodeOf } from '../../shared/errors';
import { asAdmin, openEmptyDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { fillPopulation } from '../support/population';

interface Table {
  readonly schema: SubgraphName;
  readonly name: string;
  readonly isSecured: boolean;
  /** One that may be updated. */
  readonly column: string;
  readonly rows: number;
}

let database: TestDatabase;
let tables: Table[];

beforeAll(async () => {
  database = await openEmptyDatabase();
  await asAdmin(async (admin) => {
    await fillPopulation(admin);
    const found = await admin.query<Omit<Table, 'rows'>>(
      `SELECT relnamespace::regnamespace::text AS schema, relname AS name, relrowsecurity AND relforcerowsecurity AS "isSecured",
         (SELECT attname FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND attgenerated = ''
            AND attidentity = '' AND NOT attisdropped ORDER BY attnum LIMIT 1) AS column
       FROM pg_class WHERE relnamespace::regnamespace::text = ANY($1) AND relkind IN ('r', 'p') ORDER BY 1, 2`,
      [SUBGRAPHS],
    );
    tables = [];
    for (const table of found.rows) {
      const { rows } = await admin.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${nameOf(table)}`);
      tables.push({ ...table, rows: rows[0]?.n ?? 0 });
    }
  }, database.adminUrl);
});
afterAll(async () => {
  await Promise.all([...connections.values()].map((client) => client.end()));
  await database.drop();
});

const nameOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>) => `${schema}.${name}`;

/** Open connections by role. */
const connections = new Map<string, Client>();

async function connectionOf(role: string): Promise<Client> {
  const known = connections.get(role);
  if (known) return known;
  const client = new Client({ connectionString: roleUrl(database.adminUrl, role, database.config) });
  connections.set(role, client);
  await client.connect();
  return client;
}

/** Runs statements as a role of the schema, in a transaction that is taken back. */
async function as<T>(
  { schema }: Table,
  kind: 'owner' | 'app',
  settings: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await connectionOf(roleName(schema, kind));
  await client.query(`BEGIN; ${settings}`);
  try {
    return await work(client);
  } finally {
    await client.query('ROLLBACK');
  }
}

const count = async (client: Client, table: Table) =>
  (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${nameOf(table)}`)).rows[0]?.n;

/** Rows a statement that writes reached; the SQLSTATE where it was refused. */
async function write(client: Client, statement: string): Promise<number | string | null | undefined> {
  await client.query('SAVEPOINT attempt');
  try {
    return (await client.query(statement)).rowCount;
  } catch (error) {
    await client.query('ROLLBACK TO attempt');
    return systemCodeOf(error);
  }
}

const SYSTEM = `SET LOCAL berdaya.role = 'SYSTEM'`;
/** Nobody: never told, told nothing, a word that is no role, a viewer without a role. */
const NOBODY = [
  '',
  `SET LOCAL berdaya.role = ''`,
  `SET LOCAL berdaya.role = 'NOBODY'`,
  `SET LOCAL berdaya.regions = 'ID'; SET LOCAL berdaya.place = '%'; SET LOCAL berdaya.access = 'write'`,
];
/** What any word in place of a role opens: reference data that is public. */
const PUBLIC_TABLES = new Set([
  'beneficiaries.region',
  'beneficiaries.district_integrity',
  'beneficiaries.consent_term',
  'programs.program',
  'programs.program_rate',
  'programs.program_limit',
  'programs.eligibility_rule',
  'programs.program_combination',
  'programs.grievance_deadline',
  'sentra.centre',
  'programs.compliance_rule',
  'programs.psks_count',
  'programs.lks',
  'programs.community_activity',
  'sentra.ska',
  'sentra.ska_month',
  'sentra.device_team',
  'sentra.device_count',
  'programs.program_requirement',
  'programs.umk',
  'programs.graduation_rule',
  'employers.quota_rule',
  'employers.partner_rule',
  'employers.card_rule',
  'employers.match_weight',
  'beneficiaries.fairness_rule',
  'employers.vacancy_rule',
  'employers.minimum_wage',
  'employers.skill',
  'employers.relay_position',
  'employers.referral_rule',
  'employers.public_holiday',
  'employers.match_weight',
]);

test('every table of every schema is under row-level security, for its owner too', () => {
  expect(tables.filter(({ isSecured }) => !isSecured).map(nameOf)).toEqual([]);
  expect(new Set(tables.map(({ schema }) => schema)).size).toBeGreaterThanOrEqual(3);
  // A table without rows would prove nothing below.
  expect(tables.filter(({ rows }) => rows === 0).map(nameOf)).toEqual([]);
});

test('control: a table without it is noticed', async () => {
  await asAdmin(async (admin) => {
    await admin.query('BEGIN; CREATE TABLE programs.forgotten (id int)');
    const { rows } = await admin.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'programs'::regnamespace AND relkind = 'r' AND NOT relforcerowsecurity`,
    );
    expect(rows).toEqual([{ relname: 'forgotten' }]);
    await admin.query('ROLLBACK');
  }, database.adminUrl);
});

test.each(['app', 'owner'] as const)('a connection of the %s that never said who asks has no row', async (kind) => {
  for (const table of tables) {
    for (const settings of NOBODY) {
      const expected = settings.includes('NOBODY') && PUBLIC_TABLES.has(nameOf(table)) ? table.rows : 0;
      const seen = await as(table, kind, settings, (client) => count(client, table));
      expect([nameOf(table), settings, seen]).toEqual([nameOf(table), settings, expected]);
    }
    // Control: the rows are there.
    expect([nameOf(table), await as(table, kind, SYSTEM, (client) => count(client, table))]).toEqual([
      nameOf(table),
      table.rows,
    ]);
  }
});

/**
 * What is read of a ledger goes through no transaction of a viewer, so anyone may add to one, and then lacks a value; nobody
 * may change it. What oversight has written down is never changed either: there the right itself is missing.
 */
function expectedWrites({ schema, name }: Table): (number | string)[] {
  if (['read_ledger', 'ledger_head'].includes(name)) return ['42501', '42501', '23502'];
  const isKept = schema === 'oversight' && ['ledger_entry', 'ledger_finding', 'breach_event'].includes(name);
  return isKept ? ['42501', '42501', '42501'] : [0, 0, '42501'];
}

test('nor can it write one', async () => {
  for (const table of tables) {
    const { column } = table;
    for (const settings of [...NOBODY, `SET LOCAL berdaya.role = 'PUBLIC'`]) {
      const reached = await as(table, 'app', settings, async (client) => [
        await write(client, `UPDATE ${nameOf(table)} SET ${column} = ${column}`),
        await write(client, `DELETE FROM ${nameOf(table)}`),
        // Refused by the policy before any constraint is looked at.
        await write(client, `INSERT INTO ${nameOf(table)} DEFAULT VALUES`),
      ]);
      expect([nameOf(table), settings, reached]).toEqual([nameOf(table), settings, expectedWrites(table)]);
    }
    // Control: the platform itself can.
    const changed = await as(table, 'app', SYSTEM, (client) =>
      write(client, `UPDATE ${nameOf(table)} SET ${column} = ${column}`),
    );
    const mayChange = expectedWrites(table)[0] === 0;
    expect([nameOf(table), changed]).toEqual([nameOf(table), mayChange ? table.rows : '42501']);
  }
});

test('a viewer is gone with the transaction it was set in', async () => {
  const [table] = tables.filter(({ name }) => name === 'family');
  if (!table) throw new Error('no table of families');
  const seen = await as(
    table,
    'app',
    `SET LOCAL berdaya.role = 'DINSOS'; SET LOCAL berdaya.place = '%'`,
    async (client) => {
      const inside = await count(client, table);
      await client.query('COMMIT');
      return [inside, await count(client, table)];
    },
  );
  expect(seen).toEqual([table.rows, 0]);
});

test('the application roles own nothing of their schema and cannot bypass its policies', async () => {
  const { rows } = await asAdmin(
    (admin) =>
      admin.query(
        `SELECT app.rolname FROM pg_roles app WHERE app.rolname LIKE 'berdaya\\_%\\_app' AND (app.rolsuper OR app.rolbypassrls
           OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = app.oid))`,
      ),
    database.adminUrl,
  );
  expect(rows).toEqual([]);
});
