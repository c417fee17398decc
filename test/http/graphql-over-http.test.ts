import { gzipSync } from 'node:zlib';
import { createExecutor, createGateway, createHolder, createServer, loadSupergraph } from '../../gateway';
import type { SubgraphLink } from '../../gateway';
import { CodedError } from '../../shared/errors';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import { serveGraph } from '../support/graph';
import type { Served } from '../support/http';
import { composeSmall } from '../support/small-graph';
import { startTestPlatform } from '../support/platform';
import type { TestPlatform } from '../support/platform';

let platform: TestPlatform;
let served: Served;
let url: string;

beforeAll(async () => {
  platform = await startTestPlatform();
  served = await serveGraph({
    ...platform,
    corsOrigins: ['https://console.example'],
    verify: async (authorization) => {
      if (authorization === 'Bearer bad') throw new CodedError('TOKEN_INVALID', { reason: 'it has expired' });
      return PUBLIC_VIEWER;
    },
  });
  url = served.url;
});
afterAll(async () => {
  await served.stop();
  await platform.stop();
});

const QUERY = JSON.stringify({ query: '{ regions(first: 1) { nodes { code } } }' });
const post = (body: string | Buffer<ArrayBuffer> = QUERY, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
const codeOf = async (response: Response) =>
  ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

test('control: a POST with JSON is answered, and names itself for the log', async () => {
  const response = await post();
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ data: { regions: { nodes: [] } } });
  expect(response.headers.get('x-correlation-id')).toMatch(/^[\da-f-]{36}$/);
});

test('a bad token is 401, never PUBLIC', async () => {
  const response = await post(QUERY, { authorization: 'Bearer bad' });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toContain('invalid_token');
  expect(await codeOf(response)).toBe('TOKEN_INVALID');
});

test('a compressed body is inflated; a way to compress that nobody knows is 415, and one that is none is 400', async () => {
  expect((await post(gzipSync(QUERY), { 'content-encoding': 'gzip' })).status).toBe(200);
  expect((await post(gzipSync(QUERY), { 'content-encoding': 'gzip, gzip' })).status).toBe(415);
  expect((await post(QUERY, { 'content-encoding': 'gzip' })).status).toBe(400);
});

test('an exotic charset is 415', async () => {
  expect((await post(QUERY, { 'content-type': 'application/json; charset=utf-16' })).status).toBe(415);
  expect((await post(QUERY, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
});

test('a body over the limit is 413', async () => {
  const response = await post(JSON.stringify({ query: `{ regions { nodes { code } } } #${'x'.repeat(600_000)}` }));
  expect(response.status).toBe(413);
  expect(await codeOf(response)).toBe('BODY_TOO_LARGE');
});

test('a body that is not JSON is 400', async () => {
  expect((await post('{"query":')).status).toBe(400);
});

test('a batch is refused', async () => {
  const response = await post(`[${QUERY},${QUERY}]`);
  expect(response.status).toBe(400);
  expect(await codeOf(response)).toBe('BAD_REQUEST');
});

test('a form a browser could send without asking is refused', async () => {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: QUERY });
  expect(response.status).toBe(400);
  const get = await fetch(`${url}?query=${encodeURIComponent('{ __typename }')}`, {
    headers: { 'content-type': 'text/plain' },
  });
  expect(get.status).toBeGreaterThanOrEqual(400);
});

test('a preflight from a listed origin is answered, from another one without permission', async () => {
  const ask = (origin: string) =>
    fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
  expect((await ask('https://console.example')).headers.get('access-control-allow-origin')).toBe(
    'https://console.example',
  );
  expect((await ask('https://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull();
});

test('errors speak in registered codes, without schema hints', async () => {
  const response = await post(JSON.stringify({ query: '{ regiosn { nodes { code } } }' }));
  const text = await response.text();
  expect(text).toContain('GRAPHQL_VALIDATION_FAILED');
  expect(text).toContain('The document does not fit the schema: Cannot query field \\"regiosn\\" on type \\"Query\\".');
  expect(text).not.toContain('Did you mean');
  expect(text).not.toContain('stacktrace');
});

test('a variable that does not fit is told by name, without schema hints', async () => {
  const query = 'query ($filter: VacancyListFilter) { vacancies(filter: $filter) { nodes { title } } }';
  const response = await post(JSON.stringify({ query, variables: { filter: { statuss: 1 } } }));
  const text = await response.text();
  expect(text).toContain('BAD_USER_INPUT');
  expect(text).toContain('Field \\"statuss\\" is not defined by type \\"VacancyListFilter\\"');
  expect(text).not.toContain('Did you mean');
});

test('a partial answer stays 200, whatever is accepted: the draft’s 294 is known to few clients', async () => {
  const query = '{ regions { nodes { code } } families { nodes { kkNumber } } }';
  for (const accept of ['application/json', 'application/graphql-response+json']) {
    const response = await post(JSON.stringify({ query }), { accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, `${accept}; charset=utf-8`]);
    const { data, errors } = (await response.json()) as { data: object; errors: { extensions: { code: string } }[] };
    expect(data).toMatchObject({ regions: { nodes: [] } });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN_FIELD']);
  }
});

test('a client that leaves ends the fetches made for it', async () => {
  let isAsked: () => void = () => undefined;
  let isEnded: () => void = () => undefined;
  const [asked, ended] = [
    new Promise<void>((resolve) => (isAsked = resolve)),
    new Promise<void>((resolve) => (isEnded = resolve)),
  ];
  const silent: SubgraphLink = {
    name: 'silent',
    send: (_fetch, _viewer, cancellation) =>
      new Promise((_, reject) => {
        isAsked();
        cancellation?.listen(() => {
          isEnded();
          reject(new Error('left'));
        });
      }),
  };
  const log = () => undefined;
  const sdl = composeSmall([{ name: 'silent', typeDefs: 'type Query { word: String }' }]);
  const build = (text: string) => createExecutor({ supergraph: loadSupergraph(text), links: [silent], log });
  const holder = createHolder(sdl, build);
  const server = await createServer({ gateway: createGateway(holder), log });
  const own = await serveGraph({ server, holder });
  const client = new AbortController();
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ word }' });
  const answer = fetch(own.url, { method: 'POST', headers, body, signal: client.signal });
  await asked;
  client.abort();
  await expect(answer).rejects.toThrow();
  await ended;
  await own.stop();
  await server.stop();
});
