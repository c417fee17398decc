import type { SubgraphLink } from '../../gateway';
import { smallGraph } from '../support/small-graph';
import type { SmallSubgraph } from '../support/small-graph';

/** CVE-2026-32621: names that reach a prototype, as alias, as variable and in what a subgraph answers. */
const subgraph: SmallSubgraph = {
  name: 'a',
  typeDefs: `type Query { thing(id: ID): Thing } type Thing @key(fields: "id") { id: ID! name: String inner: Thing }`,
  resolvers: {
    Query: { thing: (_: unknown, { id }: { id?: string }) => ({ id: id ?? 't', name: 'n', inner: { id: 'i' } }) },
  },
};
const isClean = () => expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();

test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('%s as an alias', async (alias) => {
  const { text, errors } = await smallGraph([subgraph]).ask(
    `{ ${alias}: thing { ${alias}: inner { ${alias}: id } } other: thing { id } }`,
  );
  expect(text).toBe(`{"${alias}":{"${alias}":{"${alias}":"i"}},"other":{"id":"t"}}`);
  expect(errors).toEqual([]);
  isClean();
});

test.each(['__proto__', 'constructor'])('%s as a variable', async (name) => {
  const variables = JSON.parse(`{"${name}":"v","polluted":1}`) as Record<string, unknown>;
  const { data } = await smallGraph([subgraph]).ask(`query ($${name}: ID) { thing(id: $${name}) { id } }`, variables);
  expect(data).toEqual({ thing: { id: 'v' } });
  isClean();
});

test('a hostile answer: nothing that was not asked for is taken', async () => {
  const hostile: SubgraphLink = {
    name: 'a',
    send: async () =>
      JSON.parse(`{"data":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},
        "thing":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"id":"x","name":"n"}}}`) as object,
  };
  const { text } = await smallGraph([subgraph], [hostile]).ask('{ thing { id name } }');
  expect(text).toBe('{"thing":{"id":"x","name":"n"}}');
  isClean();
});
