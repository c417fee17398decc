import type { SubgraphLink } from '../../gateway';
import { openGuardedGraph } from '../support/guarded-graph';
import { smallGraph } from '../support/small-graph';
import type { SmallSubgraph } from '../support/small-graph';

/**
 * CVE-2026-32621 (GHSA-pfjj-6f4p-rvmh): the gateway merged what subgraphs answered into its result by name, so that an alias
 * or a hostile subgraph reached Object.prototype. Answers are merged here where entities of several subgraphs meet.
 */
const NAMES = ['__proto__', 'constructor', 'prototype'];
const works: SmallSubgraph = {
  name: 'works',
  typeDefs: `type Query { work: Work works: [Work!]! } type Work @key(fields: "id") { id: ID! title: String inner: Inner }
    type Inner { note: String }`,
  resolvers: {
    Query: { work: () => ({ id: 'w1' }), works: () => [{ id: 'w1' }, { id: 'w2' }] },
    Work: { title: ({ id }: { id: string }) => `Title ${id}`, inner: () => ({ note: 'n' }) },
  },
};
const ratings: SmallSubgraph = {
  name: 'ratings',
  typeDefs: 'type Work @key(fields: "id") { id: ID! rating: Int detail: Detail } type Detail { score: Int }',
  resolvers: { Work: { rating: () => 5, detail: () => ({ score: 7 }) } },
};

afterEach(() => {
  const clean: Record<string, unknown> = {};
  for (const name of ['polluted', 'x', 'rating', 'title', 'score']) expect(clean[name]).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(([] as unknown as Record<string, unknown>)['polluted']).toBeUndefined();
});

describe.each(NAMES)('%s', (name) => {
  test('as an alias of objects that two subgraphs fill: the answer is right, two fetches', async () => {
    const graph = smallGraph([works, ratings]);
    const { text, errors, sent } = await graph.ask(
      `{ ${name}: work { ${name}: inner { ${name}: note } rating x: detail { ${name}: score } } }`,
    );
    expect(text).toBe(`{"${name}":{"${name}":{"${name}":"n"},"rating":5,"x":{"${name}":7}}}`);
    expect(errors).toEqual([]);
    expect(sent.map(({ subgraph }) => subgraph)).toEqual(['works', 'ratings']);
  });

  test.each<[string, string]>([
    [
      'entities',
      `{"data":{"_entities":[{"${name}":{"polluted":1},"rating":5,"detail":{"${name}":{"polluted":1},"score":7}}]}}`,
    ],
    [
      'the list',
      `{"data":{"${name}":{"polluted":1},"_entities":[{"rating":5,"detail":{"score":7}}]},"${name}":{"polluted":1}}`,
    ],
    [
      'extensions',
      `{"data":{"_entities":[{"rating":5,"detail":{"score":7}}]},"extensions":{"${name}":{"polluted":1},"access":[]}}`,
    ],
  ])('in what a hostile subgraph says of %s: nothing of it is taken', async (_, body) => {
    const hostile: SubgraphLink = { name: 'ratings', send: async () => JSON.parse(body) as object };
    const graph = smallGraph([works, ratings], [hostile]);
    const { text, errors, sent } = await graph.ask('{ work { title rating detail { score } } }');
    expect(text).toBe('{"work":{"title":"Title w1","rating":5,"detail":{"score":7}}}');
    expect(errors).toEqual([]);
    expect(sent).toHaveLength(2);
  });

  test.each<[string, string]>([
    ['a path', `{"data":{"_entities":[null]},"errors":[{"message":"m","path":["_entities",0,"${name}","deep"]}]}`],
    [
      'a path that is not numbers',
      `{"data":{"_entities":[null]},"errors":[{"message":"m","path":["_entities","${name}"]}]}`,
    ],
    ['a code', `{"data":{"_entities":[null]},"errors":[{"message":"m","extensions":{"code":"${name}"}}]}`],
    [
      'details',
      `{"data":null,"errors":[{"message":"m","extensions":{"code":"NOT_FOUND","what":"x","${name}":{"polluted":1}}}]}`,
    ],
  ])('in %s of an error a hostile subgraph answers: an error, and the rest of the answer', async (_, body) => {
    const hostile: SubgraphLink = { name: 'ratings', send: async () => JSON.parse(body) as object };
    const graph = smallGraph([works, ratings], [hostile]);
    const { text, errors } = await graph.ask('{ work { title rating } }');
    expect(text).toBe('{"work":{"title":"Title w1","rating":null}}');
    expect(errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toContain('polluted');
  });

  test('as the key of a row: it is a key like any other', async () => {
    const own: SubgraphLink = {
      name: 'works',
      send: async () =>
        JSON.parse(
          `{"data":{"works":[{"__typename":"Work","id":"${name}"},{"__typename":"Work","id":"w2"}]}}`,
        ) as object,
    };
    const { text, sent } = await smallGraph([works, ratings], [own]).ask('{ works { id rating } }');
    expect(text).toBe(`{"works":[{"id":"${name}","rating":5},{"id":"w2","rating":5}]}`);
    expect(sent).toHaveLength(2);
  });

  test('in the body of a request, everywhere: answered as without', async () => {
    await using graph = await openGuardedGraph();
    const query = 'query ($ids: [ID!], $n: Int) { as(ids: $ids, first: $n) { aWord } }';
    const plain = await graph.post({ query, variables: { n: 2 } });
    for (const body of [
      `{"${name}":{"polluted":1},"query":${JSON.stringify(query)},"variables":{"n":2}}`,
      `{"query":${JSON.stringify(query)},"variables":{"n":2,"${name}":{"polluted":1}}}`,
      `{"query":${JSON.stringify(query)},"variables":{"n":2},"extensions":{"${name}":{"polluted":1}}}`,
    ]) {
      const reply = await graph.post(body);
      expect([reply.status, reply.body, reply.effects.fetches]).toEqual([200, plain.body, 1]);
    }
    // In place of a value it does not fit.
    const misfit = await graph.post(`{"query":${JSON.stringify(query)},"variables":{"n":{"${name}":{"polluted":1}}}}`);
    expect(misfit).toMatchObject({ code: 'BAD_USER_INPUT', effects: { fetches: 0 } });
    const named = await graph.post({ query: `query ${name} { a { aWord } }`, operationName: name });
    expect(named.body).toEqual({ data: { a: { aWord: 'a' } } });
  });
});

test('control: harmless names go the same ways', async () => {
  const { text, sent } = await smallGraph([works, ratings]).ask('{ w: work { i: inner { n: note } rating } }');
  expect(text).toBe('{"w":{"i":{"n":"n"},"rating":5}}');
  expect(sent).toHaveLength(2);
});
