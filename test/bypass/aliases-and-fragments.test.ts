import { narrowedGraph } from '../support/narrowed-graph';
import { viewerOf } from '../support/platform';

/**
 * A decision is made by the field in the schema, never by the name a client gives it or the way it is selected
 * (apollographql/router and graphql-hive/gateway both had to mend decisions by response key).
 */
const person = { __typename: 'Person', id: 'p1', fullName: 'Sarni Wulandaru', nik: '3204054101809001', sex: 'FEMALE' };
const graph = narrowedGraph([
  {
    name: 'registry',
    typeDefs: `type Query { person(id: ID): Person @a(STRUCTURE) persons: [Person] @a(STRUCTURE) }
      type Person @key(fields: "id") { id: ID @a(PSEUDONYM) fullName: String @a(NAME) nik: String @a(IDENTIFIER) sex: String @a(GENERAL)
        self: Person @a(STRUCTURE) }`,
    resolvers: {
      Query: { person: () => person, persons: () => [person, person] },
      Person: { self: () => person },
    },
  },
]);
/** Reads names and general facts, and no identifier on any row: of the DPO it takes emergency access. */
const weak = viewerOf('ANALYST');
const strong = viewerOf('PENDAMPING', { regionCodes: ['32'] });
const NIK = '3204054101809001';

const SHAPES: Record<string, string> = {
  plain: '{ person { nik sex } s: __typename }',
  'an alias': '{ person { sex x: nik } }',
  'swapped aliases': '{ person { sex: nik nik: sex } }',
  'the alias of a field that may be read': '{ person { fullName: nik } p: persons { sex } }',
  'twice, under one alias': '{ person { a: nik } person { a: nik sex } }',
  'an inline fragment': '{ person { ... { nik } ... on Person { nik sex } } }',
  'a named fragment, spread twice': '{ person { ...A ...A self { ...A } } } fragment A on Person { nik sex }',
  'nested fragments':
    '{ person { ...A } } fragment A on Person { ...B } fragment B on Person { self { ...C } } fragment C on Person { nik }',
  'an included one': 'query Q($y: Boolean = true) { person { nik @include(if: $y) sex } }',
  'a not skipped one': '{ person { nik @skip(if: false) sex } }',
  'inside a list': '{ persons { self { self { nik } } } }',
};

test.each(Object.entries(SHAPES))('%s: not fetched, not answered, said once a place', async (_, query) => {
  const { data, errors, sent } = await graph.ask(weak, query);
  expect(JSON.stringify(data)).not.toContain(NIK);
  expect(sent.join()).not.toContain('nik');
  const codes = errors.map(({ extensions }) => `${String(extensions?.['code'])} ${String(extensions?.['coordinate'])}`);
  expect(codes).toContain('FORBIDDEN_FIELD Person.nik');
  expect(new Set(errors.map((error) => JSON.stringify(error))).size).toBe(errors.length);
});

test.each(Object.entries(SHAPES))('control: %s reaches the field of whoever may have it', async (_, query) => {
  const { data, errors, sent } = await graph.ask(strong, query);
  expect(JSON.stringify(data)).toContain(NIK);
  expect(sent.join()).toContain('nik');
  expect(errors).toEqual([]);
});

test('what is skipped is not refused either: it is not there', async () => {
  const query =
    'query Q($y: Boolean!) { person { nik @include(if: $y) id @skip(if: true) __typename } program: __typename }';
  expect((await graph.ask(weak, query, { y: false })).errors).toEqual([]);
  expect((await graph.ask(weak, query, { y: true })).errors).toHaveLength(1);
});
