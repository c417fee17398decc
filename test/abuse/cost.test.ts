import { ASSUMED_LENGTH, ASSUMED_PAGE, FETCH_COST } from '../../gateway/admission/cost';
import { ROLE_RULES } from '../../gateway/admission/rules';
import { MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE } from '../../shared/database';
import { NATION } from '../../shared/viewer';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** AB2 and AB6: what a list may cost is known before it is asked, wherever its size comes from. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const officer = viewerOf('DINSOS', { regionCodes: [NATION] });
const HUGE = 100_000;
const nested = (size: string) =>
  `families(first: ${size}) { nodes { enrolments { payments(first: ${size}) { nodes { period } } } } }`;

const huge: [string, string, Record<string, unknown>][] = [
  ['a literal', `{ regions(first: ${HUGE}) { nodes { code } } }`, {}],
  ['a variable', 'query Q($n: Int) { regions(first: $n) { nodes { code } } }', { n: HUGE }],
  ['a default', `query Q($n: Int = ${HUGE}) { regions(first: $n) { nodes { code } } }`, {}],
  ['backwards', `{ regions(last: ${HUGE}) { nodes { code } } }`, {}],
  ['a negative variable', 'query Q($n: Int) { regions(first: $n) { nodes { code } } }', { n: -HUGE }],
  ['a product of pages that are allowed each', `{ ${nested('100')} }`, {}],
  ['the same by one variable', `query Q($n: Int) { ${nested('$n')} }`, { n: 100 }],
  [
    'a variable five levels deep, in fragments',
    `query Q($n: Int = 3) { regions(first: 1) { nodes { ...A } } }
     fragment A on Region { parent { ...B } } fragment B on Region { parent { ... on Region { vacancies(first: $n) { nodes { title } } } } }`,
    { n: HUGE },
  ],
];

describe.each(huge)('%s', (_, query, variables) => {
  test('is refused with nothing fetched, the first time and when it is known', async () => {
    for (let time = 0; time < 2; time += 1) {
      const { data, errors, fetches, statements } = await platform.ask(officer, query, variables);
      expect(data).toBeUndefined();
      expect(errors.map(({ extensions }) => extensions)).toEqual([
        { code: 'COST_EXCEEDED', cost: expect.any(Number) as number, max: ROLE_RULES.DINSOS.cost },
      ]);
      expect(Number(errors[0]?.extensions['cost'])).toBeGreaterThan(ROLE_RULES.DINSOS.cost);
      expect({ fetches, statements }).toEqual({ fetches: [], statements: [] });
    }
  });

  test('control: with small sizes it is answered', async () => {
    const small = query.replaceAll(String(HUGE), '2').replaceAll(': 100)', ': 2)');
    const { errors, fetches } = await platform.ask(officer, small, 'n' in variables ? { n: 2 } : {});
    expect(errors).toEqual([]);
    expect(fetches.length).toBeGreaterThan(0);
  });
});

test('a page of more than the most, that one could pay for, is an error and not a shorter page', async () => {
  for (const first of [MAX_PAGE_SIZE + 1, 0, -1]) {
    const { errors } = await platform.ask(officer, '{ regions(first: ' + String(first) + ') { nodes { code } } }');
    expect(errors[0]?.extensions).toMatchObject({ code: 'PAGE_SIZE_INVALID', max: MAX_PAGE_SIZE });
  }
});

test('what is assumed of a page without a size is what subgraphs give', () => {
  expect(ASSUMED_PAGE).toBe(DEFAULT_PAGE_SIZE);
});

test('a list of ids costs its length, from literals and variables', async () => {
  const many = Array.from({ length: 60_000 }, (_, id) => `P${id}`);
  const query = 'query Q($in: [ID!]) { enrolments(first: 1, filter: { programCode: { in: $in } }) { nodes { id } } }';
  const { errors, fetches } = await platform.ask(officer, query, { in: many });
  expect(errors[0]?.extensions['code']).toBe('COST_EXCEEDED');
  expect(fetches).toEqual([]);
  const literal = query.replace('($in: [ID!])', '').replace('$in', JSON.stringify(many));
  expect((await platform.ask(officer, literal)).errors[0]?.extensions['code']).toBe('COST_EXCEEDED');
  // Control: a few cost little.
  expect((await platform.ask(officer, query, { in: many.slice(0, 5) })).errors).toEqual([]);
});

test('each fetch of the plan costs, and so does what no row can hold', async () => {
  const costOf = async (selection: string) => {
    const { errors } = await platform.ask(
      officer,
      `query Q($n: Int) { families(first: $n) { nodes { ${selection} } } }`,
      { n: HUGE },
    );
    return Number(errors[0]?.extensions['cost']);
  };
  const own = await costOf('id');
  // Another subgraph is asked for the same rows: one more fetch, and what it may answer for each.
  const [other, both] = [
    await costOf('id enrolments { id }'),
    await costOf('id enrolments { id } aidTotal(year: 2026) { received }'),
  ];
  expect(other).toBe(own + HUGE * ASSUMED_LENGTH + FETCH_COST);
  // The same fetch answers a second field of that subgraph.
  expect(both).toBe(other + HUGE * ASSUMED_LENGTH);
});

test('an analyst may ask for less at once than an officer, and pays for requests too', async () => {
  const query =
    'query Q($n: Int) { employers(first: $n) { nodes { vacancies(first: 100) { nodes { title skills { code } } } } } }';
  const analyst = viewerOf('ANALYST', { regionCodes: [NATION] });
  const n = 30;
  expect((await platform.ask(officer, query, { n })).errors).toEqual([]);
  const refused = await platform.ask(analyst, query, { n });
  expect(refused.fetches).toEqual([]);
  expect(refused.errors[0]?.extensions['code']).toBe('COST_EXCEEDED');
  // A hundred vacancies of each of a hundred employers, each with its skills, and what the fetches cost.
  const cost = Number(refused.errors[0]?.extensions['cost']);
  expect(cost).toBeGreaterThan(n * 100 * ASSUMED_LENGTH);
});
