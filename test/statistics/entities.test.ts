import { asAdmin } from '../support/database';
import type { Answer } from '../support/platform';
import { StatDesk, analyst } from '../support/stat-desk';
import { CubeReader } from '../../subgraphs/insights/table/cube-reader';

/** Places and programs carry the tables of the cubes: those of a list are read together, and each is what it would be alone. */
let desk: StatDesk;
let provinces: readonly string[];
let readings = 0;
beforeAll(async () => {
  desk = await StatDesk.open();
  const { data } = await desk.ask<{ regions: { nodes: { code: string }[] } }>('DINSOS', REGIONS('code', 100));
  provinces = (data?.regions.nodes ?? []).map(({ code }) => code);
  // Connections are open, and the relay asks nothing meanwhile.
  await desk.platform.relay.stop();
  await desk.ask('DINSOS', REGIONS('personsStats { id }', 2));
  const { read } = CubeReader.prototype;
  jest.spyOn(CubeReader.prototype, 'read').mockImplementation(function (this: CubeReader, extents) {
    readings += 1;
    return read.call(this, extents);
  });
}, 300_000);
afterAll(() => desk[Symbol.asyncDispose]());

const REGIONS = (selection: string, first: number) =>
  `{ regions(first: ${first}, filter: { level: { eq: PROVINCE } }) { nodes { ${selection} } } }`;

interface Asked {
  readonly cube: string;
  readonly args: string;
  readonly rows: string;
  /** Arguments of a filter besides the place. */
  readonly where?: string;
  /** How many lots 38 of them are read in: in none are there more cells than a table may have. */
  readonly lots?: number;
}

const WHOLE: readonly Asked[] = [
  { cube: 'persons', args: 'by: [SEX]', rows: 'key { sex } persons { value status }' },
  {
    cube: 'persons',
    args: 'by: [REGENCY, SEX], totals: MARGINS',
    rows: 'key { regency { code } sex } persons { value status }',
  },
  {
    cube: 'families',
    args: 'by: [DESIL], totals: GRAND, orderBy: [{ field: FAMILIES, direction: DESC }], having: [{ measure: FAMILIES, gte: 15 }]',
    rows: 'key { desil } families { value status }',
    where: 'headSex: [FEMALE]',
  },
  {
    cube: 'enrolments',
    args: 'by: [PROGRAM], measures: [KPM, LATEST_AMOUNT, MEAN_LATEST_AMOUNT], totals: MARGINS',
    rows: 'key { program { code } } level kpm { value status } latestAmount { value status } meanLatestAmount { value }',
  },
  {
    cube: 'cases',
    args: 'by: [SEX, PERIOD], measures: [READY, PLACED, PLACEMENT_RATE], time: { from: "2025-01", to: "2026-12", grain: YEAR }, totals: MARGINS',
    rows: 'key { sex period } level ready { value } placementRate { value numerator denominator }',
  },
  { cube: 'persons', args: 'by: [DISTRICT, DESIL, SEX]', rows: 'key { sex } persons { value }', lots: 3 },
];

const tableOf = ({ cube, args, rows, where }: Asked, place = '') => {
  const filter = [where, place].filter(Boolean).join(', ');
  return `${cube}Stats(${args}${filter && `, where: { ${filter} }`}, first: 40)
    { id rows { ${rows} } columns { name values } totalRows hasNextPage endCursor snapshot { version asOf } protection { suppressedCells } }`;
};

type Table = Readonly<Record<string, unknown>> & { readonly id: string; readonly rows: readonly object[] };

async function counted<Data>(ask: () => Promise<Answer<Data>>) {
  const before = readings;
  const answer = await ask();
  return { ...answer, readings: readings - before };
}

function refusals({ errors }: Pick<Answer, 'errors'>): readonly object[] {
  return errors.map(({ extensions }) => extensions);
}

interface Regions {
  readonly regions: { readonly nodes: readonly ({ readonly code: string } & Record<string, Table | null>)[] };
}

/** A table without what names its snapshot. */
function valuesOf(table: Table | null | undefined): object | null {
  return table ? { ...table, id: '', snapshot: null, endCursor: null } : null;
}

const list = (asked: Asked, first: number) =>
  counted(() => desk.platform.ask<Regions>(analyst('DINSOS'), REGIONS(`code ${tableOf(asked)}`, first)));
/** What lists of places were answered, by case. */
const together = new Map<Asked, Awaited<ReturnType<typeof list>>>();

test.each(WHOLE)('$cube $args: 38 cost as many readings, statements and fetches as one', async (asked) => {
  const one = await list(asked, 1);
  const many = await list(asked, 40);
  together.set(asked, many);
  // What is refused is not kept, which is two statements fewer.
  const kept = one.errors.length > 0 && many.errors.length < provinces.length ? 2 : 0;
  expect([many.statements.length, many.fetches]).toEqual([one.statements.length + kept, one.fetches]);
  // Levels that are one for a single place may be another's, and are read once then: never more.
  expect(many.readings).toBeLessThanOrEqual(one.readings * (asked.lots ?? 1));
  expect(one.readings).toBeGreaterThan(0);
  expect(provinces.length).toBeGreaterThan(30);
});

describe('each place has the table it would have alone', () => {
  // A snapshot of the same star schema, of which no table has been made yet.
  beforeAll(() => desk.build());

  test.each(WHOLE)('$cube $args: rows, values, statuses, refusals; id and cursor', async (asked) => {
    const field = `${asked.cube}Stats`;
    const nodes = together.get(asked)?.data?.regions.nodes ?? [];
    expect(nodes.map(({ code }) => code)).toEqual(provinces);
    const refused: object[] = [];
    const alone: (Table | null)[] = [];
    for (const code of provinces) {
      const own = tableOf(asked, `province: ["${code}"]`);
      const answer = await desk.platform.ask<Record<string, Table | null>>(analyst('DINSOS'), `{ ${own} }`);
      refused.push(...refusals(answer));
      alone.push(answer.data?.[field] ?? null);
    }
    expect(nodes.map((node) => valuesOf(node[field]))).toEqual(alone.map(valuesOf));
    expect(refusals(together.get(asked) ?? { errors: [] })).toEqual(refused);
    const again = await list(asked, 40);
    expect(again.data?.regions.nodes.map((node) => node[field] ?? null)).toEqual(alone);
    // Control: there is something to compare.
    const rows = nodes.reduce((sum, node) => sum + (node[field]?.rows.length ?? 0), 0);
    expect(rows + refused.length).toBeGreaterThan(5);
  });
});

test('each is written down, all in one transaction', async () => {
  const viewer = analyst('DINSOS', 'who asks of all places');
  await desk.platform.ask(viewer, REGIONS('personsStats(by: [SEX]) { id }', 40));
  const rows = await asAdmin(
    async (client) =>
      (
        await client.query<{ place: string; tx: string; table_id: string }>(
          `SELECT request #>> '{where,0,categories,0}' AS place, xmin::text AS tx, table_id
           FROM insights.table_audit WHERE account = $1 ORDER BY 1`,
          [viewer.subject],
        )
      ).rows,
    desk.platform.database.adminUrl,
  );
  expect(rows.map(({ place }) => place)).toEqual([...provinces].sort());
  expect(new Set(rows.map(({ table_id: id }) => id)).size).toBe(provinces.length);
  expect(new Set(rows.map(({ tx }) => tx)).size).toBe(1);
});

test('regencies, districts and provinces of one list each have theirs; a village has none, and says so', async () => {
  const of = 'code personsStats { rows { persons { value } } }';
  const codes = ['32', '3204', '320405', '3204052001'];
  const query = `{ ${codes.map((code) => `r${code}: region(code: "${code}") { ${of} }`).join(' ')} }`;
  const answer = await desk.platform.ask<Record<string, { personsStats: { rows: { persons: object }[] } | null }>>(
    analyst(),
    query,
  );
  const alone = await desk.platform.ask<Record<string, { rows: object[] }>>(
    analyst(),
    `{ r32: personsStats(where: { province: ["32"] }) { rows { persons { value } } }
       r3204: personsStats(where: { regency: ["3204"] }) { rows { persons { value } } }
       r320405: personsStats(where: { district: ["320405"] }) { rows { persons { value } } } }`,
  );
  for (const code of codes.slice(0, 3))
    expect(answer.data?.[`r${code}`]?.personsStats).toEqual(alone.data?.[`r${code}`]);
  expect(answer.data?.['r32']?.personsStats?.rows).toHaveLength(1);
  expect(answer.data?.['r3204052001']?.personsStats).toBeNull();
  expect(answer.errors.map(({ path, extensions }) => [path?.[0], extensions['code']])).toEqual([
    ['r3204052001', 'FILTER_INVALID'],
  ]);
});

test.each([
  ['another place', 'where: { province: ["33"] }'],
  ['a place within', 'where: { regency: ["3204"] }'],
])('%s beside it is refused', async (_, where) => {
  const { errors } = await desk.ask('ANALYST', `{ region(code: "32") { personsStats(${where}) { id } } }`);
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FILTER_INVALID']);
});

test.each([0, -1, 5_001])('a page of %s rows is refused', async (first) => {
  const { errors } = await desk.ask('DINSOS', `{ region(code: "32") { personsStats(first: ${first}) { id } } }`);
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['PAGE_SIZE_INVALID']);
});

test('programs have the tables of their families, read together', async () => {
  const rows = 'rows { key { desil } level kpm { value status } } totalRows protection { suppressedCells } id';
  const args = 'by: [DESIL], measures: [KPM], totals: GRAND';
  const one = await counted(() =>
    desk.ask('ANALYST', `{ program(code: "PKH") { enrolmentsStats(${args}) { ${rows} } } }`),
  );
  const all = await counted(() =>
    desk.ask<{ programs: { code: string; enrolmentsStats: Table | null }[] }>(
      'ANALYST',
      `{ programs { code enrolmentsStats(${args}) { ${rows} } } }`,
    ),
  );
  expect(all.readings).toBe(one.readings);
  let some = 0;
  for (const { code, enrolmentsStats: table } of all.data?.programs ?? []) {
    const alone = await desk.ask<{ enrolmentsStats: Table }>(
      'ANALYST',
      `{ enrolmentsStats(${args}, where: { program: ["${code}"] }) { ${rows} } }`,
    );
    expect([code, table]).toEqual([code, alone.data?.enrolmentsStats ?? null]);
    some += table?.rows.length ?? 0;
  }
  expect(some).toBeGreaterThan(10);
});

test('a role that composes no tables has none of a place', async () => {
  const { data, errors } = await desk.platform.ask<{ region: { name: string; personsStats: null } }>(
    { ...analyst('PENDAMPING'), regionCodes: ['32'] },
    '{ region(code: "32") { name personsStats { id } } }',
  );
  expect(data?.region).toEqual({ name: 'Jawa Barat', personsStats: null });
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN_FIELD']);
});
