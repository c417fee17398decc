import { parse } from 'graphql';
import { createExecutor, loadSupergraph } from '../../gateway';
import type { SubgraphLink } from '../../gateway';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import { composeSmall, smallLink } from '../support/small-graph';
import type { SmallSubgraph } from '../support/small-graph';

/** A subgraph that never answers, in the same process, where no socket has a deadline: the operation has one. */
const books: SmallSubgraph = {
  name: 'books',
  typeDefs: 'type Query { book: Book } type Book @key(fields: "id") { id: ID! title: String }',
  resolvers: { Query: { book: () => ({ id: 'b1', title: 'Buku' }) } },
};
const prices: SmallSubgraph = {
  name: 'prices',
  typeDefs: 'type Book @key(fields: "id") { id: ID! price: Int }',
  resolvers: { Book: { __resolveReference: () => ({ price: 5 }) } },
};
const taxes: SmallSubgraph = {
  name: 'taxes',
  typeDefs: `type Book @key(fields: "id") { id: ID! price: Int @external tax: Int @requires(fields: "price") }
    type Query { rate: Int }`,
  resolvers: { Book: { __resolveReference: () => ({ tax: 1 }) }, Query: { rate: () => 11 } },
};
const QUERY = '{ book { title price tax } rate }';

async function ask(priceLink: SubgraphLink) {
  const all = [books, prices, taxes];
  const links = [smallLink(books), priceLink, smallLink(taxes)];
  const supergraph = loadSupergraph(composeSmall(all));
  const executor = createExecutor({ supergraph, links, log: () => undefined, deadlineMs: 200 });
  const operation = executor.compile(QUERY, () => parse(QUERY), undefined, PUBLIC_VIEWER);
  const request = { viewer: PUBLIC_VIEWER, correlationId: 'test', variables: {} };
  const { data, errors } = await executor.execute(operation, request);
  return { data: JSON.parse(data ?? 'null') as unknown, errors };
}

test('control: everyone answers', async () => {
  const { data, errors } = await ask(smallLink(prices));
  expect(data).toEqual({ book: { title: 'Buku', price: 5, tax: 1 }, rate: 11 });
  expect(errors).toEqual([]);
});

test('what there is at the deadline is answered; what is missing says so', async () => {
  const silent: SubgraphLink = { name: 'prices', send: () => new Promise(() => undefined) };
  const { data, errors } = await ask(silent);
  expect(data).toEqual({ book: { title: 'Buku', price: null, tax: null }, rate: 11 });
  expect(errors.map(({ path, extensions }) => [path?.join('.'), extensions?.['code']])).toEqual([
    ['book', 'DEADLINE_EXCEEDED'],
  ]);
});

test('an answer that comes after the deadline changes nothing', async () => {
  let answer: () => void = () => undefined;
  const late: SubgraphLink = {
    name: 'prices',
    send: () => new Promise((resolve) => (answer = () => resolve({ data: { _entities: [{ price: 5 }] } }))),
  };
  const { data } = await ask(late);
  answer();
  await new Promise((resolve) => setImmediate(resolve));
  expect(data).toEqual({ book: { title: 'Buku', price: null, tax: null }, rate: 11 });
});
