import { smallGraph } from '../support/small-graph';
import type { SmallSubgraph } from '../support/small-graph';

/** An alias that is the name of a key: the plan's own `id` once stood where the client had asked for another field. */
const works: SmallSubgraph = {
  name: 'works',
  typeDefs: `type Query { work: Work } type Work @key(fields: "id") { id: ID! title: String like: [Work!]! }`,
  resolvers: {
    Query: { work: () => ({ id: 'w1' }) },
    Work: { title: ({ id }: { id: string }) => `Title ${id}`, like: () => [{ id: 'w2' }] },
  },
};
const ratings: SmallSubgraph = {
  name: 'ratings',
  typeDefs: `type Work @key(fields: "id") { id: ID! rating: Int }`,
  resolvers: { Work: { rating: ({ id }: { id: string }) => Number(id.slice(1)) } },
};
const graph = smallGraph([works, ratings]);

test.each([
  ['another field', '{ work { id: title rating } }', { id: 'Title w1', rating: 1 }],
  ['an object', '{ work { id: like { title } rating } }', { id: [{ title: 'Title w2' }], rating: 1 }],
  ['a field under a condition', '{ work { id: title @include(if: true) rating } }', { id: 'Title w1', rating: 1 }],
  ['a field of another subgraph', '{ work { id: rating title: id } }', { id: 1, title: 'w1' }],
  ['a field as __typename', '{ work { __typename: title rating } }', { __typename: 'Title w1', rating: 1 }],
])('a key as the alias of %s', async (_, query, work) => {
  const { data, errors } = await graph.ask(query);
  expect(errors).toEqual([]);
  expect(data).toEqual({ work });
});

test('control: without an alias the key is the key, and questions about the schema keep their aliases', async () => {
  const { data } = await graph.ask(
    '{ work { id rating } __type(name: "Work") { id: name ...T } } fragment T on __Type { title: kind }',
  );
  expect(data).toEqual({ work: { id: 'w1', rating: 1 }, __type: { id: 'Work', title: 'OBJECT' } });
});
