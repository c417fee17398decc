import { setTimeout as sleep } from 'node:timers/promises';
import { createHolder, createExecutor, loadSupergraph } from '../../gateway';
import type { SubgraphLink } from '../../gateway';
import { composeSmall, smallGraph, smallLink } from '../support/small-graph';
import type { SmallSubgraph } from '../support/small-graph';

const BOOKS = ['b1', 'b2', 'b3'];
const library: SmallSubgraph = {
  name: 'library',
  typeDefs: `type Query { shelves: [Shelf!]! first: Book newest: Book other: Book broken: Book }
    type Shelf { books: [Book!]! rows: [[Book!]!]! }
    type Book @key(fields: "id") { id: ID! }
    type Mutation { add(id: ID!): Book! }`,
  resolvers: {
    Query: {
      shelves: () => [{ books: BOOKS.map((id) => ({ id })) }, { books: BOOKS.map((id) => ({ id })) }],
      first: () => ({ id: 'b1' }),
      newest: () => ({ id: 'b1' }),
      other: () => ({ id: 'b2' }),
      broken: () => ({ id: 'none' }),
    },
    Shelf: { rows: ({ books }: { books: object[] }) => [books, books.slice(1)] },
    Mutation: { add: (_: unknown, { id }: { id: string }) => ({ id }) },
  },
};
const catalogue: SmallSubgraph = {
  name: 'catalogue',
  typeDefs: `type Book @key(fields: "id") { id: ID! title: String pages: Int sequel: Book strict: String! }`,
  resolvers: {
    Book: {
      __resolveReference: ({ id }: { id: string }) => (id === 'none' ? null : { id }),
      title: ({ id }: { id: string }) => `Title of ${id}`,
      pages: ({ id }: { id: string }) => Number(id.slice(1)) * 100,
      sequel: ({ id }: { id: string }) => ({ id: `${id}x` }),
      strict: ({ id }: { id: string }) => {
        if (id === 'b2') throw new Error(`secret of ${id}`);
        return 'yes';
      },
    },
  },
};
const till: SmallSubgraph = {
  name: 'till',
  typeDefs: 'type Mutation { pay(n: Int!): Int }',
  resolvers: { Mutation: { pay: (_: unknown, { n }: { n: number }) => n } },
};
const graph = smallGraph([library, catalogue]);

test('entities that stand in many places are asked for once', async () => {
  const { data, sent } = await graph.ask('{ shelves { books { title } } }');
  const books = BOOKS.map((id) => ({ title: `Title of ${id}` }));
  expect(data).toEqual({ shelves: [{ books }, { books }] });
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(['library', 'catalogue']);
  expect((JSON.parse(sent[1]?.variables ?? '') as { representations: unknown[] }).representations).toHaveLength(3);
});

test('lists of lists are walked', async () => {
  const { data } = await graph.ask('{ shelves { rows { pages } } }');
  const row = [{ pages: 100 }, { pages: 200 }, { pages: 300 }];
  expect(data).toEqual({ shelves: [{ rows: [row, row.slice(1)] }, { rows: [row, row.slice(1)] }] });
});

test('two parents that select different fields of one entity do not share it', async () => {
  const { data, sent } = await graph.ask(
    '{ first { it: title sequel { it: title } } newest { it: pages sequel { it: pages id } } }',
  );
  expect(data).toEqual({
    first: { it: 'Title of b1', sequel: { it: 'Title of b1x' } },
    newest: { it: 100, sequel: { it: null, id: 'b1x' } },
  });
  // Two places, one subgraph, one step: one request with a list of entities for each.
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(['library', 'catalogue']);
});

test('mutations of two subgraphs run one after the other, in the order of the document', async () => {
  const events: string[] = [];
  const slow = (subgraph: SmallSubgraph): SubgraphLink => {
    const link = smallLink(subgraph);
    return {
      name: subgraph.name,
      async send(...call) {
        events.push(`${subgraph.name} begins`);
        await sleep(20);
        const reply = await link.send(...call);
        events.push(`${subgraph.name} ends`);
        return reply;
      },
    };
  };
  const own = smallGraph([library, catalogue, till], [slow(library), slow(till)]);
  const { data } = await own.ask('mutation { a: add(id: "b1") { title } b: pay(n: 2) c: add(id: "b2") { pages } }');
  expect(data).toEqual({ a: { title: 'Title of b1' }, b: 2, c: { pages: 200 } });
  const one = (name: string) => [`${name} begins`, `${name} ends`];
  expect(events).toEqual([...one('library'), ...one('till'), ...one('library')]);
});

test('two fetches that ask exactly the same are sent once, and each lands a copy of its own', async () => {
  const query = `query ($a: Boolean!, $b: Boolean!) {
    first @include(if: $a) { sequel { id } } newest @include(if: $b) { sequel { id } } }`;
  const both = await graph.ask(query, { a: true, b: true });
  expect(both.data).toEqual({ first: { sequel: { id: 'b1x' } }, newest: { sequel: { id: 'b1x' } } });
  expect(both.sent.map(({ subgraph }) => subgraph)).toEqual(['library', 'catalogue']);
  const other = await graph.ask(query.replace('newest', 'other'), { a: true, b: true });
  expect(other.data).toEqual({ first: { sequel: { id: 'b1x' } }, other: { sequel: { id: 'b2x' } } });
  expect(other.sent.map(({ subgraph }) => subgraph)).toEqual(['library', 'catalogue', 'catalogue']);
});

test('a null bubbles to the nearest nullable parent, with the path of the failure and nothing of its message', async () => {
  const { data, errors } = await graph.ask('{ first { strict } shelves { books { id } } }');
  expect(data).toMatchObject({ first: { strict: 'yes' } });
  expect(errors).toEqual([]);
  const broken = await graph.ask('{ shelves { books { strict } } }');
  expect(broken.data).toBeNull();
  expect(broken.errors.map(({ path }) => path)).toEqual([
    ['shelves', 0, 'books', 1, 'strict'],
    ['shelves', 1, 'books', 1, 'strict'],
  ]);
  expect(JSON.stringify(broken.errors)).not.toContain('secret');
});

test('an entity its subgraph does not know has nulls and no error', async () => {
  const { data, errors } = await graph.ask('{ broken { id title } }');
  expect(data).toEqual({ broken: { id: 'none', title: null } });
  expect(errors).toEqual([]);
});

test('@skip and @include decide each time anew, in fetches and in the answer', async () => {
  const query = 'query ($long: Boolean!) { first { id title @include(if: $long) pages @skip(if: $long) } }';
  expect((await graph.ask(query, { long: true })).data).toEqual({ first: { id: 'b1', title: 'Title of b1' } });
  expect((await graph.ask(query, { long: false })).data).toEqual({ first: { id: 'b1', pages: 100 } });
  const none = await graph.ask('query ($on: Boolean!) { first { id title @include(if: $on) } }', { on: false });
  expect(none.sent.map(({ subgraph }) => subgraph)).toEqual(['library']);
});

test('a wrong variable is refused before anything is fetched', async () => {
  const { data, errors, sent } = await graph.ask('mutation ($id: ID!) { add(id: $id) { id } }', { id: { no: 1 } });
  expect(data).toBeUndefined();
  expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(sent).toEqual([]);
});

test('a plan is made once for a document, and answers the schema’s questions without a subgraph', async () => {
  const own = smallGraph([library, catalogue]);
  for (let round = 0; round < 3; round += 1) await own.ask('{ first { title } __schema { queryType { name } } }');
  expect(own.executor.metrics).toEqual({ hits: 2, misses: 1, size: 1 });
  const { data, sent } = await own.ask('{ __type(name: "Book") { name } __typename }');
  expect(data).toEqual({ __type: { name: 'Book' }, __typename: 'Query' });
  expect(sent).toEqual([]);
});

test('a supergraph is replaced whole, and a broken one not at all', () => {
  const links = [library, catalogue].map((subgraph) => smallLink(subgraph));
  const build = (sdl: string) => createExecutor({ supergraph: loadSupergraph(sdl), links, log: () => undefined });
  const holder = createHolder(composeSmall([library, catalogue]), build);
  const first = holder.current;
  const seen: unknown[] = [];
  holder.onChange((executor) => seen.push(executor));
  expect(() => holder.replace('type Query {')).toThrow('The supergraph cannot be used');
  expect(holder.current).toBe(first);
  holder.replace(composeSmall([library, { ...catalogue, typeDefs: catalogue.typeDefs.replace('pages', 'sheets') }]));
  expect(holder.current).not.toBe(first);
  expect(seen).toEqual([first, holder.current]);
});
