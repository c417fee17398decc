import { PUBLIC_VIEWER } from '../../shared/viewer';
import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';

/**
 * GHSA-9q82-xgwf-vj6h, GHSA-hff2-gcpx-8f4p: what a foreign page can send without a preflight must run nothing. The viewer is
 * found out by a function of the request, as a context function would be; it must not run either.
 */
const QUERY = '{ a { aWord } }';
const FORMS = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];
const PREFLIGHT = { 'apollo-require-preflight': 'true' };

async function openCounted() {
  const count = { verified: 0 };
  const graph = await openGuardedGraph({
    verify: async () => {
      count.verified += 1;
      return PUBLIC_VIEWER;
    },
  });
  return { graph, count, search: `${graph.url}?query=${encodeURIComponent(QUERY)}` };
}

const ODD: [string, Record<string, string>][] = [
  ...FORMS.flatMap((type): [string, Record<string, string>][] => [
    [type, { 'content-type': type }],
    [`${type} with a charset`, { 'content-type': `${type}; charset=utf-8` }],
    [`${type} with proof of a preflight`, { 'content-type': type, ...PREFLIGHT }],
    [`${type} in capitals`, { 'content-type': type.toUpperCase() }],
  ]),
  ['another kind of JSON', { 'content-type': 'application/json+x', ...PREFLIGHT }],
  ['message/http', { 'content-type': 'message/http' }],
  ['no type at all', { 'content-type': ';' }],
  ['two types', { 'content-type': 'text/plain, application/json' }],
];

test.each(ODD)('a GET with %s is 415, and nobody is even looked up', async (_, headers) => {
  const { graph, count, search } = await openCounted();
  await using served = graph;
  const { status, code, effects } = await served.send(search, { headers });
  expect({ status, code, effects, count }).toEqual({
    status: 415,
    code: 'BAD_REQUEST',
    effects: UNTOUCHED,
    count: { verified: 0 },
  });
});

test('a GET without proof of a preflight is 400, and nothing is planned', async () => {
  const { graph, search } = await openCounted();
  await using served = graph;
  const { status, effects } = await served.send(search, {});
  expect({ status, effects }).toMatchObject({ status: 400, effects: { planned: 0, fetches: 0 } });
  // Control: with it, and as JSON, it is answered.
  for (const headers of [PREFLIGHT, { 'content-type': 'application/json' }]) {
    expect(await served.send(search, { headers })).toMatchObject({ status: 200, effects: { fetches: 1 } });
  }
});

test.each(FORMS)('a POST of %s is 400, for a known document too', async (type) => {
  const { graph, count } = await openCounted();
  await using served = graph;
  const body = JSON.stringify({ query: QUERY });
  expect((await served.post(body)).effects).toMatchObject({ fetches: 1 });
  // Control: now it is known, and answered without the server.
  expect((await served.post(body)).effects).toEqual({ served: 0, planned: 0, fetches: 1 });
  for (const written of [type, `${type}; charset=utf-8`, `${type};boundary=x`, type.toUpperCase()]) {
    const { status, effects } = await served.post(body, { 'content-type': written });
    expect({ status, effects }).toEqual({ status: 400, effects: UNTOUCHED });
  }
  expect(count.verified).toBe(2);
});

test('who is signed in is no cookie: none is set, and one that is sent makes nobody of anybody', async () => {
  const asked: (string | undefined)[] = [];
  await using graph = await openGuardedGraph({
    verify: async (authorization) => {
      asked.push(authorization);
      return PUBLIC_VIEWER;
    },
  });
  const reply = await graph.post({ query: QUERY }, { cookie: 'authorization=Bearer x; session=1' });
  expect(reply.status).toBe(200);
  expect(reply.headers.getSetCookie()).toEqual([]);
  expect(asked).toEqual([undefined]);
  // Control: a header is what tells.
  await graph.post({ query: QUERY }, { authorization: 'Bearer y' });
  expect(asked).toEqual([undefined, 'Bearer y']);
});

test('another origin may read no answer; control: a listed one may', async () => {
  await using graph = await openGuardedGraph({ corsOrigins: ['https://console.example'] });
  const ask = async (origin: string) => (await graph.post({ query: QUERY }, { origin })).headers;
  for (const origin of ['https://elsewhere.example', 'https://console.example.evil.example', 'null']) {
    expect((await ask(origin)).get('access-control-allow-origin')).toBeNull();
    expect((await ask(origin)).get('access-control-allow-credentials')).toBeNull();
  }
  const listed = await ask('https://console.example');
  expect(listed.get('access-control-allow-origin')).toBe('https://console.example');
  expect(listed.get('vary')).toBe('origin');
});
