import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { createFieldCipher, resealColumn } from '../../shared/database';
import type { Database } from '../../shared/database';
import type { Config } from '../../shared/config';
import { asAdmin, testConfig } from '../../test/support/database';
import type { TestDatabase } from '../../test/support/database';
import { openNation } from '../../test/support/nation';
import { CATALOGUE } from '../catalogue';
import { demoKeys } from '../../shared/config';
import type { SchemaMember } from '../database/session';
import { openDatabaseOf } from '../subgraphs';
import { resealAll } from './reseal';

/** The demo nation, sealed under the key `demo`; the ring has got a newer key. */
let nation: TestDatabase;
let members: SchemaMember[];
let config: Config;
const demoSecret = demoKeys().field.current.secret.toString('base64');

beforeAll(async () => {
  nation = await openNation();
  config = testConfig({ FIELD_KEYS: `k2:${randomBytes(32).toString('base64')},demo:${demoSecret}` });
  members = await Promise.all(
    CATALOGUE.map(async (parts) => ({ ...parts, database: await openDatabaseOf(parts, nation.adminUrl, config) })),
  );
}, 120_000);
afterAll(async () => {
  await Promise.all(members.map(({ database }) => database.close()));
  await nation.drop();
});

const sql = <Row>(text: string, values: unknown[] = []) =>
  asAdmin(async (client) => (await client.query(text, values)).rows as Row[], nation.adminUrl);
const registry = () => {
  const [member] = members;
  if (!member) throw new Error('no registry');
  return member.database;
};
const cipher = () => createFieldCipher(config.keys);

const COLUMNS = CATALOGUE.flatMap(({ name, sealedColumns }) =>
  sealedColumns.map(({ table, column }) => ({ schema: name as string, table, column })),
);
const nameOf = ({ schema, table, column }: (typeof COLUMNS)[number]) => `${schema}.${table}.${column}`;
const LISTED = COLUMNS.map(nameOf).sort();
const columnsWhere = async (condition: string) => {
  const rows = await sql<(typeof COLUMNS)[number]>(
    `SELECT table_schema AS schema, table_name AS "table", column_name AS "column" FROM information_schema.columns
     WHERE table_schema = ANY($1) AND ${condition}`,
    [CATALOGUE.map(({ name }) => name)],
  );
  return rows;
};

/** Every sealed value, opened, by column and id. */
async function openAll(): Promise<Map<string, string>> {
  const opened = new Map<string, string>();
  for (const each of COLUMNS) {
    const { schema, table, column } = each;
    const rows = await sql<{ id: string; sealed: string }>(
      `SELECT id, ${column} AS sealed FROM ${schema}.${table} WHERE ${column} IS NOT NULL`,
    );
    for (const { id, sealed } of rows) opened.set(`${nameOf(each)} ${id}`, cipher().open(sealed));
  }
  return opened;
}

/** The database, with something done after each transaction. */
const after = (database: Database, happen: (transactions: number) => Promise<void>): Database => {
  let transactions = 0;
  return {
    ...database,
    async bulk(actor, work) {
      const result = await database.bulk(actor, work);
      transactions += 1;
      await happen(transactions);
      return result;
    },
  };
};

const person = { table: 'person', column: 'nik_sealed' };
const aPerson = async () => {
  const [row] = await sql<{ id: string; sealed: string }>(
    `SELECT id, nik_sealed AS sealed FROM beneficiaries.person WHERE nik_sealed LIKE 'demo.%' ORDER BY id LIMIT 1`,
  );
  if (!row) throw new Error('no person left under the old key');
  return row;
};
const sealedOf = async (id: string) =>
  (await sql<{ sealed: string }>(`SELECT nik_sealed AS sealed FROM beneficiaries.person WHERE id = $1`, [id]))[0]
    ?.sealed;
const WRITTEN = '3204050101809999';
const WRITE = `UPDATE beneficiaries.person SET nik_sealed = $2 WHERE id = $1`;

test('every column named *_sealed is listed by its subgraph, and has a uuid for a key', async () => {
  expect((await columnsWhere(`column_name LIKE '%\\_sealed'`)).map(nameOf).sort()).toEqual(LISTED);
  const keyed = await columnsWhere(`column_name = 'id' AND data_type = 'uuid'`);
  const tables = keyed.map(({ schema, table }) => `${schema}.${table}`);
  expect(COLUMNS.filter(({ schema, table }) => !tables.includes(`${schema}.${table}`))).toEqual([]);
});

test('no other column of the nation holds a sealed text, JSON included', async () => {
  const texts = await columnsWhere(`data_type IN ('text', 'jsonb', 'json', 'ARRAY')`);
  expect(texts.length).toBeGreaterThan(100);
  const holds = ({ schema, table, column }: (typeof texts)[number]) => `SELECT '${schema}.${table}.${column}' AS name
    WHERE EXISTS (SELECT FROM ${schema}.${table} WHERE ${column}::text ~ '\\mdemo\\.[A-Za-z0-9_-]{38}')`;
  const found = (await sql<{ name: string }>(texts.map(holds).join(' UNION ALL '))).map(({ name }) => name);
  // Quarantine of the other schemas is empty in this nation.
  expect(LISTED).toEqual(expect.arrayContaining(found));
  expect(found).toEqual(expect.arrayContaining(['beneficiaries.person.nik_sealed', 'programs.enrolment.card_sealed']));
});

test('a value written between reading and writing stays as its writer left it', async () => {
  const { id } = await aPerson();
  const written = cipher().seal(WRITTEN);
  const meddled = after(registry(), async (transactions) => {
    if (transactions === 1) await sql(WRITE, [id, written]);
    if (transactions === 2) throw new Error('enough');
  });
  await expect(resealColumn(meddled, person, cipher(), { keyId: 'k2' })).rejects.toThrow('enough');
  expect(await sealedOf(id)).toBe(written);
  // Control: the rest of the same batch was sealed anew.
  const [count] = await sql(`SELECT count(*)::int AS count FROM beneficiaries.person WHERE nik_sealed LIKE 'k2.%'`);
  expect(count).toEqual({ count: 500 });
});

test('a row that a writer holds is neither waited for nor overwritten, and counts as busy', async () => {
  const { id } = await aPerson();
  const writer = new Client({ connectionString: nation.adminUrl });
  await writer.connect();
  await writer.query('BEGIN');
  const written = createFieldCipher(nation.config.keys).seal(WRITTEN);
  await writer.query(WRITE, [id, written]);
  const stopped = after(registry(), async (transactions) => {
    if (transactions === 2) throw new Error('enough');
  });
  await expect(resealColumn(stopped, person, cipher(), { keyId: 'k2' })).rejects.toThrow('enough');
  await writer.query('COMMIT');
  await writer.end();
  expect(await sealedOf(id)).toBe(written);
});

test('interrupted and run again it ends complete; what is read is the same, and a third run changes nothing', async () => {
  const before = await openAll();
  const stale = async () => {
    const counts = await Promise.all(
      COLUMNS.map(({ schema, table, column }) =>
        sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${schema}.${table} WHERE ${column} NOT LIKE 'k2.%'`),
      ),
    );
    return counts.flat().reduce((sum, { count }) => sum + count, 0);
  };
  const all = await stale();
  expect(all).toBeGreaterThan(10_000);
  const killed = members.map((member) => ({
    ...member,
    database: after(member.database, async (transactions) => {
      if (transactions === 7) throw new Error('killed');
    }),
  }));
  await expect(resealAll(killed, config)).rejects.toThrow('killed');
  const left = await stale();
  expect(left).toBeLessThan(all);
  expect(left).toBeGreaterThan(0);

  const reports = await resealAll(members, config);
  expect(reports.map(({ name }) => name).sort()).toEqual(LISTED);
  expect(reports.reduce((sum, { resealed }) => sum + resealed, 0)).toBe(left);
  expect(reports.filter(({ busy, unreadable }) => busy + unreadable > 0)).toEqual([]);
  expect(await stale()).toBe(0);
  expect(await openAll()).toEqual(before);

  const again = await resealAll(members, config);
  expect(again.map(({ resealed }) => resealed)).toEqual(COLUMNS.map(() => 0));
}, 120_000);

test('a damaged value is counted and holds nothing up; nothing in plain text is sent or printed', async () => {
  const [family] = await sql<{ id: string }>(`SELECT id FROM beneficiaries.family ORDER BY id LIMIT 1`);
  await sql(`UPDATE beneficiaries.family SET kk_sealed = 'gone.AAAA' WHERE id = $1`, [family?.id]);
  const { id } = await aFamilyUnderDemo();
  const sent: string[] = [];
  const listened: Database = {
    ...registry(),
    bulk: (actor, work) =>
      registry().bulk(actor, (client) => {
        const query = jest.spyOn(client, 'query');
        return work(client).finally(() => {
          sent.push(JSON.stringify(query.mock.calls));
          query.mockRestore();
        });
      }),
  };
  const printed = [jest.spyOn(process.stderr, 'write'), jest.spyOn(process.stdout, 'write')];
  const counts = await resealColumn(listened, { table: 'family', column: 'kk_sealed' }, cipher(), { keyId: 'k2' });
  sent.push(...printed.flatMap(({ mock }) => mock.calls.map(([text]) => String(text))));
  for (const spy of printed) spy.mockRestore();
  expect(counts).toEqual({ resealed: 1, busy: 0, unreadable: 1 });
  expect(sent.join('')).toContain(id);
  expect(sent.join('')).not.toContain(WRITTEN);
});

async function aFamilyUnderDemo(): Promise<{ id: string }> {
  const [row] = await sql<{ id: string }>(
    `UPDATE beneficiaries.family SET kk_sealed = $1
     WHERE id = (SELECT id FROM beneficiaries.family ORDER BY id DESC LIMIT 1) RETURNING id`,
    [createFieldCipher(nation.config.keys).seal(WRITTEN)],
  );
  if (!row) throw new Error('no family');
  return row;
}
