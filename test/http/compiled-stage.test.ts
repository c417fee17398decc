import type { ApolloServer } from '@apollo/server';
import { createExecutor, createGateway, createHolder, createServer, loadSupergraph } from '../../gateway';
import type { Executor } from '../../gateway';
import type { GatewayContext } from '../../gateway/context';
import { serveGraph } from '../support/graph';
import type { ServedGraph } from '../support/graph';
import type { Served } from '../support/http';
import { composeSmall, smallLink } from '../support/small-graph';
import type { SmallSubgraph } from '../support/small-graph';

/** A document that is known is answered without the GraphQL server; nobody may see a difference. */
const words: SmallSubgraph = {
  name: 'words',
  typeDefs: `type Query { word(of: String): String number(n: Int!): Int broken: String must: Must! }
    type Must { be: String! }
    type Mutation { say(word: String!): String }`,
  resolvers: {
    Query: {
      word: (_: unknown, { of = 'kata' }: { of?: string }) => of,
      number: (_: unknown, { n }: { n: number }) => n,
      broken: () => {
        throw new Error('secret');
      },
      must: () => ({ be: null }),
    },
    Mutation: { say: (_: unknown, { word }: { word: string }) => word },
  },
};

let server: ApolloServer<GatewayContext>;
let lean: ServedGraph;
let plain: ServedGraph;

beforeAll(async () => {
  const log = () => undefined;
  const holder = createHolder(composeSmall([words]), (sdl) =>
    createExecutor({ supergraph: loadSupergraph(sdl), links: [smallLink(words)], log }),
  );
  server = await createServer({ gateway: createGateway(holder), log });
  lean = await serveGraph({ server, holder });
  plain = await serveGraph({ server, holder: { ...holder, current: forgetful(holder.current) } });
});
afterAll(async () => {
  await lean.stop();
  await plain.stop();
  await server.stop();
});

/** An executor that finds nothing again: every request goes to the server. */
function forgetful(executor: Executor): Executor {
  return { ...executor, metrics: executor.metrics, find: () => undefined };
}

const json = { 'content-type': 'application/json' };

async function ask(to: Served, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(to.url, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const names = ['content-type', 'content-length', 'cache-control', 'x-content-type-options'];
  return {
    status: response.status,
    headers: names.map((name) => response.headers.get(name)),
    // The id of a fault is another one each time.
    text: (await response.text()).replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID'),
  };
}

const ANY = { accept: '*/*' };
const RESPONSE_JSON = { accept: 'application/graphql-response+json' };
const BOTH = { accept: 'application/graphql-response+json, application/json;q=0.9' };

const ordinary: [string, object, Record<string, string>][] = [
  ['a query', { query: '{ word }' }, ANY],
  ['a query, other accept', { query: '{ word }' }, RESPONSE_JSON],
  ['a query, several kinds accepted', { query: '{ word }' }, BOTH],
  ['characters beyond ASCII', { query: '{ word(of: "Sukmawati – é 😀 \\u2028") }' }, ANY],
  ['variables', { query: 'query($w: String) { word(of: $w) }', variables: { w: 'é"\\' } }, ANY],
  ['null as variables', { query: '{ word }', variables: null, operationName: null, extensions: null }, ANY],
  ['a named operation', { query: 'query A { word } query B { number(n: 1) }', operationName: 'B' }, ANY],
  ['the other one', { query: 'query A { word } query B { number(n: 1) }', operationName: 'A' }, ANY],
  ['a partial answer', { query: '{ word broken }' }, ANY],
  ['no data at all', { query: '{ must { be } }' }, ANY],
  ['no data at all, other accept', { query: '{ must { be } }' }, RESPONSE_JSON],
  ['a mutation', { query: 'mutation { say(word: "x") }' }, ANY],
  ['the schema', { query: '{ __schema { queryType { name fields { name description } } } }' }, ANY],
  ['extensions', { query: '{ word }', extensions: { clientLibrary: { name: 'x' } } }, ANY],
];

test.each(ordinary)('%s: the same bytes, and the server is asked once only', async (_, body, headers) => {
  const expected = await ask(plain, body, headers);
  const first = await ask(lean, body, headers);
  const before = lean.serverRequests;
  expect(await ask(lean, body, headers)).toEqual(expected);
  expect(await ask(lean, body, headers)).toEqual(expected);
  expect(first).toEqual(expected);
  expect(lean.serverRequests).toBe(before);
});

const odd: [string, unknown, Record<string, string>][] = [
  ['variables that do not fit', { query: 'query($n: Int!) { number(n: $n) }', variables: { n: 'x' } }, ANY],
  ['the same, other accept', { query: 'query($n: Int!) { number(n: $n) }', variables: { n: 'x' } }, RESPONSE_JSON],
  ['an unknown field', { query: '{ words }' }, ANY],
  ['no GraphQL', { query: '{' }, ANY],
  ['an operation that is not there', { query: 'query A { word }', operationName: 'B' }, ANY],
  ['an operation that is no name', { query: 'query A { word }', operationName: 'A\n' }, ANY],
  ['two operations and no name', { query: 'query A { word } query B { word }' }, ANY],
  ['a persisted query', { query: '{ word }', extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }, ANY],
  ['variables as a list', { query: '{ word }', variables: [] }, ANY],
  ['variables as text', { query: '{ word }', variables: '{}' }, ANY],
  ['extensions as text', { query: '{ word }', extensions: 'x' }, ANY],
  ['a query that is no text', { query: 1 }, ANY],
  ['a batch', [{ query: '{ word }' }], ANY],
  ['no object', '"{ word }"', ANY],
  ['nothing that is accepted', { query: '{ word }' }, { accept: 'text/html' }],
];

test.each(odd)('%s: the server answers, each time', async (_, body, headers) => {
  const expected = await ask(plain, body, headers);
  for (let time = 0; time < 2; time += 1) {
    const before = lean.serverRequests;
    expect(await ask(lean, body, headers)).toEqual(expected);
    expect(lean.serverRequests).toBe(before + 1);
  }
});

test('a document the server refused is refused when it comes again', async () => {
  for (let time = 0; time < 3; time += 1)
    expect((await ask(lean, { query: '{ secrets }' }, ANY)).text).toContain('errors');
});

test('a GET is answered by the server', async () => {
  const url = `${lean.url}?query=${encodeURIComponent('{ word }')}`;
  const headers = { 'apollo-require-preflight': 'true' };
  await fetch(url, { headers });
  const before = lean.serverRequests;
  const response = await fetch(url, { headers });
  expect(await response.json()).toEqual({ data: { word: 'kata' } });
  expect(lean.serverRequests).toBe(before + 1);
});
