import { smallGraph } from '../support/small-graph';
import type { SmallSubgraph } from '../support/small-graph';

/** Selections a literal rules out: once fetched all the same, or the end of the plan of the object around them. */
const shop: SmallSubgraph = {
  name: 'shop',
  typeDefs: `type Query { shelf: Shelf none: Shelf } type Shelf { books: [Book!]! label: String } type Book { title: String secret: String }`,
  resolvers: {
    Query: { shelf: () => ({ books: [{ title: 'A' }], label: 'L' }), none: () => null },
    Book: {
      secret: () => {
        throw new Error('asked for');
      },
    },
  },
};
const graph = smallGraph([shop]);

test.each([
  ['all of an object', '{ shelf { label @include(if: false) } }', { shelf: {} }],
  ['all of an object that is not there', '{ none { label @skip(if: true) } }', { none: null }],
  [
    'all of an object, in a fragment',
    '{ ...F } fragment F on Query { shelf { label @skip(if: true) } }',
    { shelf: {} },
  ],
  [
    'a fragment',
    '{ shelf { ... on Shelf { books { ... on Book @skip(if: true) { secret } } } } }',
    { shelf: { books: [{}] } },
  ],
  [
    'all of an object under a variable',
    'query ($v: Boolean = false) { shelf @skip(if: $v) { label @skip(if: true) } }',
    { shelf: {} },
  ],
  [
    'all of an object under conditions that exclude each other',
    'query ($v: Boolean = false) { shelf @skip(if: $v) { ...F } } fragment F on Shelf { label @include(if: $v) }',
    { shelf: {} },
  ],
  [
    'a root field, outside and within',
    'query ($v: Boolean = false) { ... @skip(if: $v) { shelf @include(if: $v) { label } } }',
    {},
  ],
  ['a part', '{ shelf { label books @include(if: false) { secret } } }', { shelf: { label: 'L' } }],
])('%s', async (_, query, expected) => {
  const { data, errors, sent } = await graph.ask(query);
  expect(errors).toEqual([]);
  expect(data).toEqual(expected);
  expect(sent.map(({ document }) => document.text).join()).not.toContain('secret');
});

test('control: what a variable rules out is left to each request, and what is asked fails', async () => {
  const query = 'query ($no: Boolean!) { shelf { books { secret @skip(if: $no) } } }';
  expect((await graph.ask(query, { no: true })).errors).toEqual([]);
  expect((await graph.ask(query, { no: false })).errors).toHaveLength(1);
});

test.each([
  ['a literal', '{ shelf @skip(if: true) { label } }'],
  ['a variable that has to be both', 'query ($v: Boolean = false) { shelf @skip(if: $v) @include(if: $v) { label } }'],
])('nothing at all is no fetch: %s', async (_, query) => {
  const { data, errors, sent } = await graph.ask(query);
  expect([data, errors, sent]).toEqual([{}, [], []]);
});

test('control: two variables do not exclude each other', async () => {
  const query = 'query ($v: Boolean!, $w: Boolean!) { shelf @skip(if: $v) @include(if: $w) { label } }';
  expect((await graph.ask(query, { v: false, w: true })).data).toEqual({ shelf: { label: 'L' } });
  expect((await graph.ask(query, { v: true, w: true })).sent).toEqual([]);
});
