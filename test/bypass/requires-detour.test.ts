import { narrowedGraph } from '../support/narrowed-graph';
import { viewerOf } from '../support/platform';

/**
 * GHSA-m8jr-fxqx-8xx6: a computed field reads, by `@requires`, what its viewer may not. Composition refuses such a graph;
 * these were made without it, as a hand-edited supergraph would be. The guard looks at what the plan fetches.
 */
const registry = {
  name: 'registry',
  typeDefs: `type Query { person: Person @a(STRUCTURE) }
    type Person @key(fields: "id") { id: ID! @a(PSEUDONYM) nik: String @a(IDENTIFIER) sex: String @a(REFERENCE) }`,
  resolvers: {
    Query: { person: () => ({ id: 'p1', nik: '3204054101809001', sex: 'FEMALE' }) },
    Person: { __resolveReference: () => ({ id: 'p1', nik: '3204054101809001', sex: 'FEMALE' }) },
  },
};
const labels = (requires: string) => ({
  name: 'labels',
  typeDefs: `type Person @key(fields: "id") { id: ID! @a(PSEUDONYM) ${requires}: String @external
    label: String @requires(fields: "${requires}") @a(REFERENCE) }`,
  resolvers: { Person: { label: ({ nik, sex }: { nik?: string; sex?: string }) => `case-of-${String(nik ?? sex)}` } },
});
const chain = {
  name: 'chain',
  typeDefs: `type Person @key(fields: "id") { id: ID! @a(PSEUDONYM) label: String @external
    badge: String @requires(fields: "label") @a(REFERENCE) }`,
  resolvers: { Person: { badge: ({ label }: { label: string }) => `badge ${label}` } },
};
const nobody = viewerOf('PUBLIC');
const loose = narrowedGraph([registry, labels('nik'), chain], false);

test.each([
  ['directly', '{ person { label } }'],
  ['by a chain of two', '{ person { badge } }'],
  ['beside what may be read', '{ person { sex label } }'],
])('%s: nothing is fetched', async (_, query) => {
  await expect(loose.ask(nobody, query)).rejects.toMatchObject({ code: 'PLAN_FORBIDDEN' });
  expect(loose.requests).toBe(0);
});

test('control: what is computed from what may be read is answered, keys and all', async () => {
  const graph = narrowedGraph([registry, labels('sex'), chain]);
  const { data, sent, errors } = await graph.ask(nobody, '{ person { label badge } }');
  expect(data).toEqual({ person: { label: 'case-of-FEMALE', badge: 'badge case-of-FEMALE' } });
  expect(sent.length).toBeGreaterThan(1);
  expect(errors).toEqual([]);
});

test('control: whoever may read the source reads what is computed from it', async () => {
  const officer = viewerOf('DINSOS', { regionCodes: ['32'] });
  expect((await loose.ask(officer, '{ person { label } }')).data).toEqual({
    person: { label: 'case-of-3204054101809001' },
  });
});

test('control: the checks of composition refuse that graph', () => {
  expect(() => narrowedGraph([registry, labels('nik')])).toThrow(
    'Person.label (REFERENCE) is computed from Person.nik',
  );
});
