import { createExecutor, createGateway, createHolder, createServer, loadSupergraph } from '../../gateway';
import { CodedError } from '../../shared/errors';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import { serveGraph } from '../support/graph';
import { composeSmall, smallLink } from '../support/small-graph';
import type { SmallSubgraph } from '../support/small-graph';
import { readLedger } from '../support/ledger';
import { startTestPlatform, viewerOf } from '../support/platform';

/**
 * Whatever an answer says went wrong, it names the request, and what is a fault of ours is found in the log under that name:
 * where a subgraph fails, where the gateway itself does, and where nothing got as far as the document.
 */
const words: SmallSubgraph = {
  name: 'words',
  typeDefs: 'type Query { word: String broken: String }',
  resolvers: {
    Query: {
      word: () => 'kata',
      broken: () => {
        throw new Error('secret of the subgraph');
      },
    },
  },
};
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

async function openLogged() {
  const logged: { readonly correlationId: string; readonly error: unknown }[] = [];
  const log = (entry: (typeof logged)[number]) => void logged.push(entry);
  const holder = createHolder(composeSmall([words]), (sdl) => {
    const supergraph = loadSupergraph(sdl);
    const plan: typeof supergraph.plan = (...args) => {
      if (JSON.stringify(args[0]).includes('PlannerFails')) throw new Error('secret of the planner');
      return supergraph.plan(...args);
    };
    return createExecutor({ supergraph: { ...supergraph, plan }, links: [smallLink(words)], log });
  });
  const server = await createServer({ gateway: createGateway(holder), log });
  const served = await serveGraph({
    server,
    holder,
    verify: async (authorization) => {
      if (authorization !== undefined) throw new CodedError('TOKEN_INVALID', { reason: 'it has expired' });
      return PUBLIC_VIEWER;
    },
  });
  return {
    logged,
    async send(body: unknown, headers: Record<string, string> = {}) {
      logged.length = 0;
      const response = await fetch(served.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      const { errors = [] } = JSON.parse(text) as { errors?: { extensions: Record<string, unknown> }[] };
      return { id: response.headers.get('x-correlation-id') ?? '', text, status: response.status, errors };
    },
    async [Symbol.asyncDispose]() {
      await served.stop();
      await server.stop();
    },
  };
}

test.each([
  ['a subgraph fails', { query: '{ word broken }' }],
  ['the gateway itself fails', { query: 'query PlannerFails { word }' }],
])('%s: the answer and the log carry one id, and nothing of the cause', async (_, body) => {
  await using graph = await openLogged();
  for (let time = 0; time < 2; time += 1) {
    const { id, text, errors } = await graph.send(body);
    expect(id).toMatch(UUID);
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'INTERNAL_SERVER_ERROR', correlationId: id }]);
    expect(graph.logged.map(({ correlationId }) => correlationId)).toEqual([id]);
    expect(text).not.toMatch(/secret|planner|words|stack/);
  }
});

test.each<[string, unknown, Record<string, string>, number]>([
  ['a token that was refused', { query: '{ word }' }, { authorization: 'Bearer x.y.z' }, 401],
  ['a body that is no JSON', '{', {}, 400],
  ['a charset nobody needs', '{}', { 'content-type': 'application/json; charset=utf-7' }, 415],
  ['a form', '{}', { 'content-type': 'text/plain' }, 400],
  ['no GraphQL', { query: '{' }, {}, 200],
  ['no such field', { query: '{ wrd }' }, {}, 200],
  ['an answer', { query: '{ word }' }, {}, 200],
])('%s names its request too, and is no fault', async (_, body, headers, status) => {
  await using graph = await openLogged();
  const [first, second] = [await graph.send(body, headers), await graph.send(body, headers)];
  expect([first.status, second.status]).toEqual([status, status]);
  for (const { id } of [first, second]) expect(id).toMatch(UUID);
  expect(first.id).not.toBe(second.id);
  expect(graph.logged).toEqual([]);
});

test('a refused read stands in the ledger under the id its answer has', async () => {
  await using platform = await startTestPlatform();
  const served = await serveGraph({ ...platform, verify: async () => viewerOf('DPO', { regionCodes: ['ID'] }) });
  const response = await fetch(served.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ searchPersons(name: "sarni") { id } }' }),
  });
  expect(await response.text()).toContain('FORBIDDEN');
  await served.stop();
  const entries = await readLedger(platform, 'gateway');
  expect(entries.map(({ requestId }) => requestId)).toEqual([response.headers.get('x-correlation-id')]);
});
