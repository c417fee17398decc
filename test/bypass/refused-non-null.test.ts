import { narrowedGraph } from '../support/narrowed-graph';
import { viewerOf } from '../support/platform';

/**
 * A refused field that the schema promises to be there ends its object, up to the nearest place that may be null. Our checks
 * refuse such a field; this graph was composed without them.
 */
const person = { id: 'p1', nik: '3204054101809001', sex: 'FEMALE' };
const graph = narrowedGraph(
  [
    {
      name: 'registry',
      typeDefs: `type Query { person: Person @a(STRUCTURE) family: Family! @a(STRUCTURE) }
        type Family { name: String @a(REFERENCE) head: Person @a(REFERENCE) members: [Person!]! @a(REFERENCE) elders: [Person] @a(REFERENCE) }
        type Person { nik: String! @a(IDENTIFIER) sex: String @a(REFERENCE) }`,
      resolvers: {
        Query: {
          person: () => person,
          family: () => ({ name: 'Rukun', head: person, members: [person, person], elders: [person] }),
        },
      },
    },
  ],
  false,
);
const weak = viewerOf('PUBLIC');
const strong = viewerOf('PENDAMPING', { regionCodes: ['32'] });

test.each<[string, string, unknown]>([
  ['an object that may be null', '{ person { nik sex } family { name } }', { person: null, family: { name: 'Rukun' } }],
  ['one below another', '{ family { name head { nik sex } } }', { family: { name: 'Rukun', head: null } }],
  [
    'an element that may be null',
    '{ family { name elders { nik sex } } }',
    { family: { name: 'Rukun', elders: [null] } },
  ],
  ['a list that may not, in an object that may not', '{ family { name members { nik sex } } }', null],
])('%s: null, one error, and the value is not fetched', async (_, query, expected) => {
  const { data, errors, sent } = await graph.ask(weak, query);
  expect(data).toEqual(expected);
  expect(errors.map(({ extensions }) => [extensions?.['code'], extensions?.['coordinate']])).toEqual([
    ['FORBIDDEN_FIELD', 'Person.nik'],
  ]);
  expect(sent.join()).not.toContain('nik');
  // Control: whoever may read it has the whole.
  const whole = await graph.ask(strong, query);
  expect(JSON.stringify(whole.data)).toContain(person.nik);
  expect(whole.errors).toEqual([]);
});
