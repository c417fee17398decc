import { narrowedGraph } from '../support/narrowed-graph';
import { viewerOf } from '../support/platform';

/**
 * GHSA-mx7m-j9xf-62hw and GHSA-x33c-7c2v-mrj9: a field that is guarded on a type must not be had through the interface the
 * type implements; a field of an interface takes the permission of every implementor, members of a union are judged one by
 * one. The supergraph is composed without our checks here, which would refuse the loose interface.
 */
const things = [
  { __typename: 'Officer', name: 'Pak Darma', badge: 'A-1' },
  { __typename: 'Client', name: 'Sarni Wulandaru', badge: 'K-9' },
];
const typeDefs = (nameOnInterface: string) => `
  interface Named { name: String @a(${nameOnInterface}) badge: String @a(REFERENCE) }
  type Officer implements Named @key(fields: "badge") { name: String @a(REFERENCE) badge: String @a(REFERENCE) }
  type Client implements Named @key(fields: "badge") { name: String @a(NAME) badge: String @a(REFERENCE) }
  union Anyone = Officer | Client
  type Query { named: [Named] @a(STRUCTURE) anyone: [Anyone] @a(STRUCTURE) }`;
const resolvers = { Query: { named: () => things, anyone: () => things } };
const graphOf = (nameOnInterface: string) =>
  narrowedGraph([{ name: 'registry', typeDefs: typeDefs(nameOnInterface), resolvers }], false);
const weak = viewerOf('PUBLIC');
const strong = viewerOf('DINSOS', { regionCodes: ['32'] });

const WAYS: Record<string, string> = {
  'by the interface': '{ named { badge name } }',
  'by an inline fragment': '{ named { badge ... on Client { name } } }',
  'by a named fragment': '{ named { badge ...C } } fragment C on Client { name }',
  'by a fragment on the interface, in a union': '{ anyone { ... on Named { badge name } } }',
  'under one name in sibling fragments':
    '{ anyone { ... on Officer { x: name badge } ... on Client { x: name badge } } }',
  'under the name of another field': '{ anyone { ... on Officer { badge } ... on Client { badge: name x: badge } } }',
  'by a member of the union': '{ anyone { ... on Officer { badge } ... on Client { badge name } } }',
};

describe.each(['REFERENCE', 'NAME'])('with %s on the interface', (group) => {
  const graph = graphOf(group);

  test.each(Object.entries(WAYS))('%s: the guarded name is not had', async (_, query) => {
    const { data, sent } = await graph.ask(weak, query);
    expect(JSON.stringify(data)).not.toContain('Sarni');
    expect(JSON.stringify(data)).toContain('K-9');
    expect(sent).toHaveLength(1);
  });

  test.each(Object.entries(WAYS))('control: %s, by whoever may read names', async (_, query) => {
    expect(JSON.stringify(await graph.ask(strong, query))).toContain('Sarni');
  });
});

test('the open member of a union keeps its name', async () => {
  const query = '{ anyone { ... on Officer { name } ... on Client { name } } }';
  const { data, errors } = await graphOf('NAME').ask(weak, query);
  expect(data).toEqual({ anyone: [{ name: 'Pak Darma' }, { name: null }] });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ path: ['anyone'], extensions: { coordinate: 'Client.name', at: 'anyone.@.name' } });
});

test('the name of a type alone is no data: it tells what the list tells', async () => {
  const { data, sent } = await graphOf('NAME').ask(weak, '{ named { __typename name } }');
  expect(data).toBeNull();
  expect(sent).toEqual([]);
});
