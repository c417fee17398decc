import { narrowedGraph } from '../support/narrowed-graph';
import { viewerOf } from '../support/platform';

/** A key that joins entities is read by the gateway for everybody, and shown to nobody who may not read it. */
const graph = narrowedGraph([
  {
    name: 'registry',
    typeDefs: `type Query { place: Place @a(STRUCTURE) } type Place @key(fields: "id") { id: ID @a(PSEUDONYM) name: String @a(REFERENCE) }`,
    resolvers: { Query: { place: () => ({ id: 'secret-key', name: 'Cileunyi' }) } },
  },
  {
    name: 'programs',
    typeDefs: `type Place @key(fields: "id") { id: ID @a(PSEUDONYM) seats: Int @a(REFERENCE) }`,
    resolvers: { Place: { seats: ({ id }: { id: string }) => id.length } },
  },
]);
const nobody = viewerOf('PUBLIC');

test('a refused key joins all the same, and does not show under any name', async () => {
  const { data, errors, sent } = await graph.ask(nobody, '{ place { id key: id name seats } }');
  expect(data).toEqual({ place: { id: null, key: null, name: 'Cileunyi', seats: 10 } });
  expect(errors.map(({ path }) => path)).toEqual([
    ['place', 'id'],
    ['place', 'key'],
  ]);
  expect(sent).toHaveLength(2);
});

test('control: whoever may read it does', async () => {
  const officer = viewerOf('DINSOS', { regionCodes: ['32'] });
  const { data } = await graph.ask(officer, '{ place { id seats } }');
  expect(data).toEqual({ place: { id: 'secret-key', seats: 10 } });
});
