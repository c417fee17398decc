import { doublingFragments, wideFragments, aliasFlood, deepChain } from '../support/bombs';
import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';
import type { GuardedGraph } from '../support/guarded-graph';

/** AB1: what is too large is refused before it is validated, planned or fetched; by POST and by GET, once and again. */
let graph: GuardedGraph;
beforeAll(async () => {
  graph = await openGuardedGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const bombs: [string, string, string, string][] = [
  [
    'tokens',
    'tokens',
    `{ a(of: "${'x'.repeat(20)}") { id } } # ${'x'.repeat(10)}\n${repeat(900, (i) => `fragment Q${i} on Node { id }`)}`,
    '{ a { id } }',
  ],
  [
    'nesting',
    'brackets inside brackets',
    `{ as(ids: ${'['.repeat(300)}${']'.repeat(300)}) { id } }`,
    '{ as(ids: ["1"]) { id } }',
  ],
  ['operations', 'operations', repeat(11, (i) => `query Q${i} { a { id } }`), 'query Q0 { a { id } } '],
  [
    'fragments',
    'fragments',
    `{ a { ...F0 } } ${repeat(51, (i) => `fragment F${i} on Node { id }`)}`,
    '{ a { ...F0 } } fragment F0 on Node { id }',
  ],
  [
    'directives',
    'directives',
    `{ a { id ${repeat(61, () => '@include(if: true)')} } }`,
    '{ a { id @include(if: true) } }',
  ],
  ['aliases', 'aliases', `{ a { ${repeat(61, (i) => `i${i}: id`)} } }`, `{ a { ${repeat(20, (i) => `i${i}: id`)} } }`],
  ['root fields', 'root fields', aliasFlood(21), aliasFlood(5)],
  ['depth', 'levels of fields', deepChain(17), deepChain(4)],
  ['expanded selections', 'fields after its fragments are expanded', doublingFragments(11), doublingFragments(3)],
  ['spreads side by side', 'fields after its fragments are expanded', wideFragments(20), wideFragments(3)],
  [
    'a fragment inside itself',
    'fields after its fragments are expanded',
    '{ a { ...F } } fragment F on Node { bNext { ...F } }',
    '{ a { ...F } } fragment F on Node { id }',
  ],
];

describe.each(bombs)('%s', (_, what, bomb, harmless) => {
  test('too many are refused with nothing done, each time', async () => {
    for (let time = 0; time < 2; time += 1) {
      const { code, body, effects } = await graph.post({ query: bomb });
      expect(code).toBe('DOCUMENT_TOO_LARGE');
      expect(body.errors?.[0]?.extensions['what']).toBe(what);
      expect(effects).toEqual(UNTOUCHED);
    }
  });

  test('by GET too', async () => {
    const headers = { 'apollo-require-preflight': 'true' };
    const { code, effects } = await graph.send(`${graph.url}?${new URLSearchParams({ query: bomb }).toString()}`, {
      headers,
    });
    // Node itself refuses a very long address.
    expect(code ?? 'ADDRESS_TOO_LONG').toBe(bomb.length > 12_000 ? 'ADDRESS_TOO_LONG' : 'DOCUMENT_TOO_LARGE');
    expect(effects).toEqual(UNTOUCHED);
  });

  test('control: a few are answered', async () => {
    const { code, effects } = await graph.post({ query: harmless });
    expect(code).toBeUndefined();
    expect(effects).toMatchObject({ planned: 1 });
    expect(effects.fetches).toBeGreaterThan(0);
  });
});

test('a refusal is 400 for who takes graphql-response+json, and 200 for who does not', async () => {
  const query = aliasFlood(21);
  expect((await graph.post({ query })).status).toBe(200);
  const strict = await graph.post({ query }, { accept: 'application/graphql-response+json' });
  expect(strict.status).toBe(400);
  expect(strict.headers.get('content-type')).toContain('application/graphql-response+json');
});

test('what is no GraphQL is refused in the parser’s words', async () => {
  expect((await graph.post({ query: '{ a { ' })).code).toBe('GRAPHQL_PARSE_FAILED');
});

test('a document is what was admitted, however a request is twisted', async () => {
  const bomb = aliasFlood(30);
  const twisted: unknown[] = [
    { query: bomb, documentId: 7 },
    { query: bomb, extensions: { persistedQuery: { version: 1, sha256Hash: {} } } },
    { query: bomb, variables: null, operationName: null, extensions: null },
    [{ query: bomb }],
    { query: [bomb] },
    { query: bomb, operationName: '\n' },
    { query: bomb, variables: [] },
  ];
  for (const body of twisted) {
    const { effects } = await graph.post(body);
    expect(effects).toMatchObject({ planned: 0, fetches: 0 });
  }
});
