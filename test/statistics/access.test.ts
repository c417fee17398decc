import { buildSchema } from 'graphql';
import { insightsScopes } from '../../subgraphs/insights/subgraph';
import { readSupergraph } from '../../platform/front';
import { openSubgraph } from '../../platform/subgraphs';
import { statement } from '../../shared/database';
import { ROLES, systemActor } from '../../shared/viewer';
import type { Role, Viewer } from '../../shared/viewer';
import { readMarks } from '../support/access/specification';
import { asAdmin } from '../support/database';
import { entriesOf } from '../support/ledger';
import { viewerOf } from '../support/platform';
import { StatDesk, analyst } from '../support/stat-desk';
import { isTableField, withoutTables } from '../support/statistics/coordinates';
import { coordinatesOf } from '../support/parity/coverage';

/** Who may compose tables, what is written down of it, and what leaves. */
const COMPOSERS: readonly Role[] = ['ANALYST', 'DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER', 'DPO', 'FRONTEND_DEVELOPER'];

let desk: StatDesk;
beforeAll(async () => {
  desk = await StatDesk.open();
}, 300_000);
afterAll(() => desk[Symbol.asyncDispose]());

const schema = buildSchema(readSupergraph(), { assumeValid: true });
const marks = readMarks(readSupergraph());
const roots = Object.keys(schema.getQueryType()?.getFields() ?? {}).filter(
  (name) => name.endsWith('Stats') && isTableField(`Query.${name}`),
);
const [tables, plans] = [
  roots.filter((name) => !name.startsWith('explain')),
  roots.filter((name) => name.startsWith('explain')),
];
const ofReveals = (name: string) => /reveals/i.test(name);
const EVERY_TABLE = `{ ${tables.map((name) => `${name}(first: 1) { id totalRows }`).join(' ')}
  ${plans.map((name) => `${name} { isAllowed }`).join(' ')} }`;

interface AuditRow {
  readonly account: string;
  readonly role: string;
  readonly purpose: string | null;
  readonly cube: string;
  readonly request: { readonly by: string[]; readonly measures: string[] };
  readonly rows: number;
  readonly refusal: string | null;
  readonly table_id: string;
}
const sql = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(text, [...values])).rows, desk.platform.database.adminUrl);
const auditsOf = (account: string) =>
  sql<AuditRow>('SELECT * FROM insights.table_audit WHERE account = $1 ORDER BY id', [account]);
const codes = (errors: readonly { readonly extensions: Record<string, unknown> }[]) =>
  errors.map(({ extensions }) => extensions['code']);

describe('who composes tables', () => {
  test('control: a table and a plan of each cube', () => {
    expect([tables.length, plans.length]).toEqual([22, 22]);
  });

  test.each(ROLES.filter((role) => COMPOSERS.includes(role)))(
    '%s does, of every cube that is for the role',
    async (role) => {
      const viewer = analyst(role, `composer ${role}`);
      const { data, errors } = await desk.platform.ask(viewer, EVERY_TABLE);
      const given = Object.entries(data ?? {}).filter(([, value]) => value !== null);
      const mine = role === 'DPO' ? roots : roots.filter((name) => !ofReveals(name));
      expect(given.map(([name]) => name).sort()).toEqual([...mine].sort());
      const theirs = role === 'DPO' ? [] : roots.filter(ofReveals);
      expect(errors.map(({ path, extensions }) => [path?.[0], extensions['code']]).sort()).toEqual(
        theirs.map((name) => [name, 'FORBIDDEN']).sort(),
      );
      const written = await auditsOf(viewer.subject);
      expect(written).toHaveLength(mine.length);
      expect(new Set(written.map((row) => [row.role, row.purpose].join()))).toEqual(
        new Set([[role, viewer.purpose].join()]),
      );
    },
  );

  test.each(ROLES.filter((role) => !COMPOSERS.includes(role)))('%s does not, and it is on record', async (role) => {
    const viewer = { ...viewerOf(role, { regionCodes: ['ID'] }), subject: `refused ${role}` };
    const entries = await entriesOf(desk.platform, 'gateway', async () => {
      const { data, errors } = await desk.platform.ask(viewer, EVERY_TABLE);
      expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
      expect(new Set(codes(errors)).size).toBeGreaterThan(0);
      expect(errors.map(({ path }) => path?.[0]).sort()).toEqual([...roots].sort());
    });
    expect(await auditsOf(viewer.subject)).toEqual([]);
    const coordinates = entries.flatMap(({ decisions }) => decisions.flatMap((decision) => decision.coordinates));
    expect(coordinates.sort()).toEqual(roots.map((name) => `Query.${name}`).sort());
    expect(new Set(entries.map(({ account }) => account))).toEqual(new Set([viewer.subject]));
  });

  test('the frontend developer only where all data is synthetic', () => {
    const viewer = analyst('FRONTEND_DEVELOPER');
    for (const type of ['Query', 'Region', 'Program', 'StatTable', 'SavedQuestion', 'TableAudit']) {
      expect([type, insightsScopes[type]?.(viewer, 'production')]).toEqual([type, { kind: 'NOWHERE' }]);
      expect([type, insightsScopes[type]?.(viewer, 'demo').kind]).not.toEqual([type, 'NOWHERE']);
    }
  });

  test('what is in a table is the same for everybody who gets one', () => {
    const smaller = new Set(coordinatesOf(withoutTables(schema)));
    const inTables = coordinatesOf(schema).filter(
      (coordinate) => !smaller.has(coordinate) && !isTableField(coordinate),
    );
    expect(inTables.length).toBeGreaterThan(300);
    expect(new Set(inTables.map((coordinate) => marks.get(coordinate)?.group))).toEqual(new Set(['STATISTICS']));
  });
});

describe('what is written down', () => {
  test('account, purpose, request, rows and refusal of every table, whether it was made or not', async () => {
    const viewer = analyst('DINSOS', 'who is watched');
    const asked = await desk.platform.ask<Record<string, { totalRows: number; id: string } | null>>(
      viewer,
      `{ made: personsStats(by: [SEX]) { id totalRows }
         sparse: personsStats(by: [REGENCY, DESIL, AGE_BAND]) { id totalRows }
         large: personsStats(by: [DISTRICT, DESIL, SEX, AGE_BAND]) { id totalRows } }`,
    );
    expect(codes(asked.errors).sort()).toEqual(['TABLE_TOO_LARGE', 'TABLE_TOO_SPARSE']);
    const written = await auditsOf(viewer.subject);
    const found = written.map(({ role, purpose, cube, request, rows, refusal }) => ({
      ...{ role, purpose, cube, by: request.by.length, measures: request.measures, rows, refusal },
    }));
    const base = { role: 'DINSOS', purpose: viewer.purpose, cube: 'persons', measures: ['PERSONS'] };
    expect(found.sort((a, b) => a.by - b.by)).toEqual([
      { ...base, by: 1, rows: asked.data?.['made']?.totalRows, refusal: null },
      { ...base, by: 3, rows: 0, refusal: 'TABLE_TOO_SPARSE' },
      { ...base, by: 4, rows: 0, refusal: 'TABLE_TOO_LARGE' },
    ]);
    expect(written.find(({ refusal }) => refusal === null)?.table_id).toBe(asked.data?.['made']?.id);
  });

  test('a repeated table is written down again, and made once', async () => {
    const viewer = analyst('ANALYST', 'who repeats');
    const ask = () => desk.platform.ask(viewer, '{ familiesStats(by: [HEAD_SEX]) { id } }');
    const [first, second] = [await ask(), await ask()];
    expect(second.data).toEqual(first.data);
    expect(await auditsOf(viewer.subject)).toHaveLength(2);
  });

  test('a table that cannot be written down does not leave', async () => {
    const viewer = analyst('ANALYST', 'whom nobody can write down');
    const query = '{ personsStats(by: [AGE_BAND]) { id rows { level persons { value } } } }';
    await sql('ALTER TABLE insights.table_audit ADD CONSTRAINT shut CHECK (account <> $$whom nobody can write down$$)');
    const shut = await desk.platform.ask(viewer, query);
    await sql('ALTER TABLE insights.table_audit DROP CONSTRAINT shut');
    expect([shut.data?.['personsStats'] ?? null, codes(shut.errors)]).toEqual([null, ['INTERNAL_SERVER_ERROR']]);
    // Control: once it can, it does.
    const open = await desk.platform.ask<{ personsStats: { rows: object[] } }>(viewer, query);
    expect(open.data?.personsStats.rows.length).toBeGreaterThan(3);
    expect(await auditsOf(viewer.subject)).toHaveLength(1);
  });

  test('nested requests of one account raise an alert, those of two accounts do not', async () => {
    const ask = (viewer: Viewer, bands: readonly string[]) =>
      desk.platform.ask(viewer, `{ personsStats(by: [PROVINCE], where: { ageBand: [${bands.join(' ')}] }) { id } }`);
    const alerts = async (account: string) =>
      (
        await sql<{ dimension: string }>('SELECT dimension FROM insights.table_alert WHERE account = $1', [account])
      ).map(({ dimension }) => dimension);
    const [one, left, right] = ['one', 'left', 'right'].map((name) => analyst('ANALYST', `nests ${name}`)) as [
      Viewer,
      Viewer,
      Viewer,
    ];
    await ask(one, ['AGE_25_34', 'AGE_35_44', 'AGE_45_59']);
    await ask(one, ['AGE_25_34', 'AGE_35_44']);
    await ask(left, ['AGE_25_34', 'AGE_35_44', 'AGE_45_59']);
    await ask(right, ['AGE_25_34', 'AGE_35_44']);
    expect([await alerts(one.subject), await alerts(left.subject), await alerts(right.subject)]).toEqual([
      ['AGE_BAND'],
      [],
      [],
    ]);
    const seen = await desk.ask<{ tableAlerts: { nodes: object[] } }>(
      'DPO',
      `{ tableAlerts(filter: { account: { eq: "${one.subject}" } }) { nodes { account dimension } } }`,
    );
    expect(seen.data?.tableAlerts.nodes).toEqual([{ account: one.subject, dimension: 'AGE_BAND' }]);
  });
});

test('a subgraph that compiles what it is asked gives the tables of one that never does, statement for statement', async () => {
  const { database: own, subgraph } = desk.platform;
  const { parts } = subgraph('insights');
  const answers: string[][] = [];
  // The first keeps the tables, which is a statement more.
  for (const compileAt of [Infinity, 1, Infinity]) {
    const running = await openSubgraph(parts, own.adminUrl, own.config, { compileAt });
    const asked: string[] = [];
    for (const name of tables) {
      const query = `{ ${name}(totals: GRAND, first: 5) { id rows { level } columns { name categories values } totalRows
        hasNextPage snapshot { version asOf builtAt } protection { policy suppressedCells isAdditive } } }`;
      const statements: string[] = [];
      const stop = running.database.onStatement((text) => statements.push(text));
      asked.push(JSON.stringify([await running.subgraph.execute({ query }, analyst('DPO')), statements]));
      stop();
    }
    answers.push(asked);
    await running.close();
  }
  expect(answers[1]).toEqual(answers[2]);
  expect(answers[1]?.filter((text) => text.includes('"values":[')).length).toBeGreaterThan(15);
});

test('no role has a row of the star schema, by the graph or in the database', async () => {
  const named = await sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'insights'::regnamespace AND relkind = 'r'`,
  );
  const kept = ['stat_table', 'table_audit', 'table_alert', 'saved_question'];
  const own = ['migration', 'client_key', 'relay_position', 'read_ledger', 'ledger_head'];
  const star = named.map(({ name }) => name).filter((name) => ![...kept, ...own].includes(name));
  const { database } = desk.platform.subgraph('insights');
  const filled: string[] = [];
  for (const table of star) {
    const [{ count = 0 } = {}] = await sql<{ count: number }>(`SELECT count(*)::int AS count FROM insights.${table}`);
    if (count > 0) filled.push(table);
    for (const role of ROLES) {
      const session = database.read(analyst(role));
      const rows = await session.rows(statement(`SELECT FROM ${table} LIMIT 1`, []));
      await session.close();
      expect([table, role, rows.length]).toEqual([table, role, 0]);
    }
  }
  // Control: they are not empty, and the projector has their rows.
  expect(filled).toEqual(
    expect.arrayContaining(['person', 'family', 'enrolment', 'payment', 'service_case', 'reveal']),
  );
  const rows = await database.bulk(
    systemActor('a test'),
    async (client) => (await client.query('SELECT FROM person')).rows,
  );
  expect(rows.length).toBeGreaterThan(10_000);
  const types = Object.keys(schema.getTypeMap()).filter((name) => /^Star|Fact$/.test(name));
  expect(types).toEqual([]);
});

describe('what a request gets', () => {
  interface Page {
    readonly rows: { readonly key: Record<string, unknown>; readonly persons: { readonly value: number | null } }[];
    readonly totalRows: number;
    readonly hasNextPage: boolean;
    readonly endCursor: string | null;
  }
  const page = async (args: string, viewer = analyst()) => {
    const { data, errors, ...cost } = await desk.platform.ask<{ personsStats: Page | null }>(
      viewer,
      `{ personsStats(${args}) { rows { key { province { code } desil sex } persons { value } } totalRows hasNextPage endCursor } }`,
    );
    return { page: data?.personsStats, codes: codes(errors), errors, ...cost };
  };
  const BY = 'by: [PROVINCE, SEX]';

  test('explain says what the table would', async () => {
    const explain = async (args: string) => {
      const { data } = await desk.ask<{ explainPersonsStats: Record<string, unknown> }>(
        'ANALYST',
        `{ explainPersonsStats(${args}) { isAllowed refusal reason dimension estimatedCells } }`,
      );
      return data?.explainPersonsStats ?? {};
    };
    const requests = ['by: [PROVINCE]', 'by: [REGENCY, DESIL, AGE_BAND]', 'by: [DISTRICT, DESIL, SEX, AGE_BAND]'];
    for (const args of requests) {
      const [plan, table] = [await explain(args), await page(args)];
      const [refusal] = table.errors;
      expect([args, plan['isAllowed']]).toEqual([args, !refusal]);
      expect([plan['refusal'], plan['reason'], plan['dimension']]).toEqual([
        refusal?.extensions['code'] ?? null,
        refusal?.message ?? null,
        refusal?.extensions['dimension'] ?? null,
      ]);
      expect(plan['estimatedCells']).toBeGreaterThan(0);
    }
  });

  test('the load of a facilitator is told of regencies, not of districts: many have one', async () => {
    const ask = async (args: string) => {
      const { data, errors } = await desk.ask<{ enrolmentsStats: { totalRows: number } | null }>(
        'ANALYST',
        `{ enrolmentsStats(${args} measures: [KPM]) { totalRows } }`,
      );
      return { rows: data?.enrolmentsStats?.totalRows ?? 0, errors: errors.map(({ message }) => message) };
    };
    const together = [
      'by: [DISTRICT, FACILITATOR_LOAD]',
      'by: [FACILITATOR_LOAD] where: { district: ["110101"] }',
      'by: [DISTRICT] where: { facilitatorLoad: [FAMILIES_1_99] }',
    ];
    for (const args of together) {
      const { rows, errors } = await ask(args);
      expect([rows, errors]).toEqual([0, [expect.stringContaining('it would be of a single officer')]]);
    }
    // Of regencies it is told, as far as enough families are in each.
    expect((await ask('by: [REGENCY, FACILITATOR_LOAD]')).errors.join()).toMatch(/^$|would be suppressed/);
    expect(await ask('by: [FACILITATOR_LOAD]')).toMatchObject({ errors: [] });
  });

  test('pages hold every row once, in the order asked for', async () => {
    const whole = await page(`${BY}, orderBy: [{ field: PERSONS, direction: DESC }]`);
    const order = 'orderBy: [{ field: PERSONS, direction: DESC }], first: 7';
    const seen: Page['rows'] = [];
    let after = '';
    do {
      const next = await page(`${BY}, ${order}${after && `, after: "${after}"`}`);
      seen.push(...(next.page?.rows ?? []));
      expect(next.page?.totalRows).toBe(whole.page?.totalRows);
      after = next.page?.hasNextPage ? (next.page.endCursor ?? '') : '';
    } while (after !== '');
    expect(seen).toEqual(whole.page?.rows);
    const values = seen.map(({ persons }) => persons.value ?? -1);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(seen.length).toBeGreaterThan(20);
  });

  test('conditions on protected values', async () => {
    const whole = await page(BY);
    const kept = await page(`${BY}, having: [{ measure: PERSONS, gte: 300, lte: 900 }]`);
    const expected = whole.page?.rows.filter(({ persons: { value } }) => (value ?? 0) >= 300 && (value ?? 0) <= 900);
    expect(kept.page?.rows).toEqual(expected);
    expect(expected?.length).toBeGreaterThan(2);
    expect(expected?.length).toBeLessThan(whole.page?.rows.length ?? 0);
  });

  test.each([
    ['table', 'by: [PROVINCE], first: 3'],
    ['order', `${BY}, orderBy: [{ field: PERSONS }], first: 3`],
    ['condition', `${BY}, having: [{ measure: PERSONS, gte: 20 }], first: 3`],
  ])('a cursor of another %s is refused', async (_, other) => {
    const after = (await page(other)).page?.endCursor ?? '';
    expect(after).not.toBe('');
    expect((await page(`${BY}, first: 3, after: "${after}"`)).codes).toEqual(['CURSOR_INVALID']);
    // Control: where it belongs it goes on.
    expect((await page(`${other}, after: "${after}"`)).codes).toEqual([]);
  });

  test.each([
    ['by: [PROVINCE], first: 0', 'PAGE_SIZE_INVALID'],
    ['by: [PROVINCE], first: -1', 'PAGE_SIZE_INVALID'],
    ['by: [PROVINCE], first: 5001', 'COST_EXCEEDED'],
    ['by: [PROVINCE], where: { province: null }', 'FILTER_INVALID'],
    ['by: [PROVINCE], where: { province: ["3204"] }', 'FILTER_INVALID'],
    ['by: [PROVINCE], snapshot: 99', 'NOT_FOUND'],
  ])('%s: %s', async (args, code) => {
    expect((await page(args)).codes).toEqual([code]);
  });

  test('names of all places come in one more fetch', async () => {
    const named = await desk.ask(
      'ANALYST',
      '{ personsStats(by: [PROVINCE]) { rows { key { province { code name } } persons { value } } } }',
    );
    const { rows } = (named.data as { personsStats: { rows: { key: { province: { name: string } } }[] } }).personsStats;
    expect(rows.length).toBeGreaterThan(20);
    expect(new Set(rows.map(({ key }) => key.province.name)).size).toBe(rows.length);
    expect(named.fetches).toEqual(['insights', 'beneficiaries']);
  });
});
