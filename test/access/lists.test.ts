import type { Viewer } from '../../shared/viewer';
import { addFamilies } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { Answer, TestPlatform } from '../support/platform';

const FAMILIES = 57;

let platform: TestPlatform;
const officer = viewerOf('DINSOS', { regionCodes: ['3204'] });
beforeAll(async () => {
  platform = await startTestPlatform();
  const near = Array.from({ length: FAMILIES }, (_, index) => ({
    key: `near-${index}`,
    desil: 1 + (index % 4),
    members: [{ key: `head-${index}` }],
  }));
  const far = Array.from({ length: 5 }, (_, index) => ({ key: `far-${index}`, region: '3205012001' }));
  await addFamilies(platform, [...near, ...far]);
});
afterAll(() => platform.stop());

interface Page {
  nodes: { id: string; desil: number }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string; startCursor: string };
}
const LIST = `query L($first: Int, $after: String, $last: Int, $before: String, $orderBy: [FamilyOrder!], $filter: FamilyListFilter) {
  families(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
    nodes { id desil } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
const ask = (variables: Record<string, unknown>, viewer: Viewer = officer) =>
  platform.ask<{ families: Page }>(viewer, LIST, variables);
const pageOf = async (variables: Record<string, unknown>) => {
  const answer = await ask(variables);
  expect(answer.errors).toEqual([]);
  return familiesOf(answer);
};

function familiesOf(answer: Answer<{ families: Page }>): Page {
  if (!answer.data) throw new Error('no data');
  return answer.data.families;
}

async function walk(variables: Record<string, unknown>): Promise<Page['nodes']> {
  const found: Page['nodes'] = [];
  for (let after: string | undefined; ;) {
    const page = await pageOf({ ...variables, after });
    found.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}

test.each([
  ['by id', []],
  ['by desil', [{ field: 'DESIL', direction: 'ASC' }]],
  ['by desil downwards', [{ field: 'DESIL', direction: 'DESC' }]],
  [
    'by two fields in mixed directions',
    [
      { field: 'DESIL', direction: 'DESC' },
      { field: 'CONFIRMED_ON', direction: 'ASC' },
    ],
  ],
])('pages %s hold every family once, in order', async (_, orderBy) => {
  const found = await walk({ first: 10, orderBy });
  expect(new Set(found.map(({ id }) => id)).size).toBe(FAMILIES);
  const sign = orderBy[0]?.direction === 'DESC' ? -1 : 1;
  if (orderBy.length > 0) {
    expect(found.map(({ desil }) => desil)).toEqual(
      [...found.map(({ desil }) => desil)].sort((a, b) => sign * (a - b)),
    );
  }
});

test('going back gives the page one came from', async () => {
  const orderBy = [{ field: 'DESIL', direction: 'ASC' }];
  const first = await pageOf({ first: 10, orderBy });
  const second = await pageOf({ first: 10, orderBy, after: first.pageInfo.endCursor });
  const back = await pageOf({ last: 10, orderBy, before: second.pageInfo.startCursor });
  expect(back.nodes).toEqual(first.nodes);
  expect(back.pageInfo.hasPreviousPage).toBe(false);
});

test('a page costs one statement, however deep; the total one more, and only when asked for', async () => {
  const first = await ask({ first: 10 });
  const cursor = familiesOf(first).pageInfo.endCursor;
  const deep = await ask({ first: 10, after: cursor });
  expect([first.statements.length, deep.statements.length]).toEqual([1, 1]);
  const counted = await platform.ask(officer, '{ families(first: 1) { totalCount { value exact } } }');
  expect(counted.data).toEqual({ families: { totalCount: { value: FAMILIES, exact: true } } });
  expect(counted.statements).toHaveLength(2);
});

test('only the columns asked for are read', async () => {
  const { statements } = await ask({ first: 1 });
  expect(statements[0]).toContain('f.desil');
  expect(statements[0]).not.toContain('kk_sealed');
});

describe('refused with a code', () => {
  const codeOf = async (variables: Record<string, unknown>, viewer?: Viewer) =>
    (await ask(variables, viewer)).errors.map(({ extensions }) => extensions['code']);

  test.each([
    ['first above the maximum', { first: 101 }, 'PAGE_SIZE_INVALID'],
    ['first of zero', { first: 0 }, 'PAGE_SIZE_INVALID'],
    ['a negative first', { first: -1 }, 'PAGE_SIZE_INVALID'],
    ['first and last at once', { first: 1, last: 1 }, 'BAD_USER_INPUT'],
    ['a cursor that was made up', { after: 'demo.WyIxIl0.AAAA' }, 'CURSOR_INVALID'],
    ['null in a filter', { filter: { desil: null } }, 'FILTER_INVALID'],
    ['a place that is none', { filter: { region: { within: '32040' } } }, 'FILTER_INVALID'],
  ])('%s', async (_, variables, code) => {
    expect(await codeOf(variables)).toEqual([code]);
  });

  test('a cursor of another order', async () => {
    const { pageInfo } = await pageOf({ first: 10, orderBy: [{ field: 'DESIL', direction: 'ASC' }] });
    expect(await codeOf({ first: 10, after: pageInfo.endCursor })).toEqual(['CURSOR_INVALID']);
  });

  test('sorting or filtering by what one may not read, with a control', async () => {
    const dpo = viewerOf('DPO', { regionCodes: ['ID'] });
    // `desil`, which the list selects, is refused as well.
    const both = ['FORBIDDEN_FIELD', 'FORBIDDEN_ARGUMENT'];
    expect(await codeOf({ first: 1, orderBy: [{ field: 'DESIL', direction: 'ASC' }] }, dpo)).toEqual(both);
    expect(await codeOf({ filter: { NOT: { desil: { eq: 1 } } } }, dpo)).toEqual(both);
    expect(await codeOf({ first: 1, orderBy: [{ field: 'DESIL', direction: 'ASC' }] })).toEqual([]);
  });
});

test('a filter for another place finds nothing: it narrows the jurisdiction, never widens it', async () => {
  expect((await pageOf({ filter: { region: { within: '3205' } } })).nodes).toEqual([]);
  expect((await pageOf({ filter: { region: { within: '320405' } } })).nodes).toHaveLength(20);
  expect(
    (await pageOf({ filter: { OR: [{ region: { within: '3205' } }, { desil: { gte: 1 } }] }, first: 100 })).nodes,
  ).toHaveLength(FAMILIES);
});

test('families with their members cost a fixed number of statements', async () => {
  const query =
    'query M($first: Int) { families(first: $first) { nodes { id members { fullName } head { fullName } desilHistory { desil } } } }';
  const one = await platform.ask<{ families: Page }>(officer, query, { first: 1 });
  const many = await platform.ask<{ families: Page }>(officer, query, { first: 50 });
  expect(familiesOf(many).nodes).toHaveLength(50);
  expect(many.statements).toHaveLength(one.statements.length);
});
