import { createMemoryStore } from '../../gateway';
import { ROLE_RULES } from '../../gateway/admission/rules';
import { openGuardedGraph } from '../support/guarded-graph';
import type { SmallSubgraph } from '../support/small-graph';
import { viewerOf } from '../support/platform';

/** AB5: ids are not to be tried out. Persons 1 to 9 are there, 100 to 999 are hidden from the viewer, others do not exist. */
const persons: SmallSubgraph = {
  name: 'persons',
  typeDefs:
    'type Query { person(id: ID!): Person persons(ids: [ID!]!): [Person] byNik(nik: String!): [Person!]! filtered(filter: PersonFilter): PersonConnection! } input PersonFilter { id: IDFilter } input IDFilter { in: [ID!] } type PersonConnection { nodes: [Person!]! pageInfo: PageInfo! } type PageInfo { hasNextPage: Boolean! } type Person { id: ID! }',
  resolvers: {
    Query: {
      person: (_: unknown, { id }: { id: string }) => (id.length === 1 ? { id } : null),
      persons: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => (id.length === 1 ? { id } : null)),
      byNik: () => [],
      filtered: (_: unknown, { filter }: { filter: { id: { in: string[] } } }) => ({
        nodes: filter.id.in.filter((id) => id.length === 1).map((id) => ({ id })),
        pageInfo: { hasNextPage: false },
      }),
    },
  },
};
const QUERY = 'query Q($id: ID!) { person(id: $id) { id } }';
const viewer = viewerOf('CITIZEN');
const { misses } = ROLE_RULES.CITIZEN;
const open = () => openGuardedGraph({ subgraphs: [persons], budgets: createMemoryStore(), verify: async () => viewer });

beforeEach(() => {
  jest.useFakeTimers({
    now: 1_800_000_000_000,
    doNotFake: [
      'nextTick',
      'setImmediate',
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'queueMicrotask',
      'performance',
      'hrtime',
    ],
  });
});
afterEach(() => jest.useRealTimers());

test.each([
  ['hidden rows', 100],
  ['rows that do not exist', 1_000_000],
])('trying out ids of %s stops, and then existing ones get the same refusal', async (_, from) => {
  await using graph = await open();
  const codes: (string | undefined)[] = [];
  for (let id = 0; id < misses + 10; id += 1) {
    codes.push((await graph.post({ query: QUERY, variables: { id: String(from + id) } })).code);
  }
  expect(codes.indexOf('BUDGET_EXCEEDED')).toBe(misses);
  expect(codes.slice(misses)).toEqual(Array.from({ length: 10 }, () => 'BUDGET_EXCEEDED'));
  const ask = async (id: string) => graph.post({ query: QUERY, variables: { id } });
  const [existing, hidden, missing] = [await ask('1'), await ask('500'), await ask('5000000')];
  expect(existing.effects.fetches + hidden.effects.fetches + missing.effects.fetches).toBe(0);
  expect(hidden.body).toEqual(existing.body);
  expect(missing.body).toEqual(existing.body);
  expect(missing.status).toBe(429);
});

test('many at once find out no more than one after the other', async () => {
  await using graph = await open();
  const replies = await Promise.all(
    Array.from({ length: misses * 3 }, (_, id) => graph.post({ query: QUERY, variables: { id: String(1_000 + id) } })),
  );
  expect(replies.filter(({ code }) => code === undefined)).toHaveLength(misses);
});

test('aliases in one document are look-ups each', async () => {
  await using graph = await open();
  const query = `{ ${Array.from({ length: 20 }, (_, id) => `p${id}: person(id: "${1_000 + id}") { id }`).join(' ')} }`;
  expect((await graph.post({ query })).code).toBeUndefined();
  expect((await graph.post({ query })).code).toBe('BUDGET_EXCEEDED');
});

test('a list of ids is as many look-ups as it has ids, in an argument and in a filter', async () => {
  const ids = (from: number, length: number) => Array.from({ length }, (_, id) => String(from + id));
  for (const query of [
    'query Q($ids: [ID!]!) { persons(ids: $ids) { id } }',
    'query Q($ids: [ID!]!) { filtered(filter: { id: { in: $ids } }) { nodes { id } pageInfo { hasNextPage } } }',
    'query Q($ids: [ID!]!) { filtered(filter: { id: { in: $ids } }) { pageInfo { hasNextPage } } }',
  ]) {
    await using graph = await open();
    expect((await graph.post({ query, variables: { ids: ids(1_000, misses - 2) } })).code).toBeUndefined();
    const refused = await graph.post({ query, variables: { ids: ids(2_000, 3) } });
    expect(refused).toMatchObject({ code: 'BUDGET_EXCEEDED', effects: { fetches: 0 } });
    // Control: who is found was asked for in earnest.
    expect((await graph.post({ query, variables: { ids: ['1', '2'] } })).code).toBeUndefined();
  }
});

test('an identity number is tried out no better than an id', async () => {
  await using graph = await open();
  const query = 'query Q($nik: String!) { byNik(nik: $nik) { id } }';
  const codes: (string | undefined)[] = [];
  for (let n = 0; n <= misses; n += 1) codes.push((await graph.post({ query, variables: { nik: String(n) } })).code);
  expect(codes.indexOf('BUDGET_EXCEEDED')).toBe(misses);
});

test('control: look-ups that find somebody go on', async () => {
  await using graph = await open();
  for (let time = 0; time < misses * 2; time += 1) {
    const { code, body } = await graph.post({ query: QUERY, variables: { id: String((time % 9) + 1) } });
    expect(code).toBeUndefined();
    expect(body.data).toEqual({ person: { id: String((time % 9) + 1) } });
  }
});
