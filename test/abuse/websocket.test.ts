import { request } from 'node:http';
import { startFront } from '../../platform/front';
import { loadConfig } from '../../shared/config';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import { openGuardedGraph } from '../support/guarded-graph';
import { composeSmall, smallLink } from '../support/small-graph';

/** CVE-2026-30241: limits that one transport skips. There is one transport here: nobody answers an upgrade. */
function upgrade(url: string, protocol: string): Promise<'UPGRADED' | number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-protocol': protocol,
      },
    });
    asked.on('upgrade', (_, socket) => {
      socket.destroy();
      resolve('UPGRADED');
    });
    asked.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}

test.each(['graphql-transport-ws', 'graphql-ws'])('an upgrade to %s is refused', async (protocol) => {
  await using graph = await openGuardedGraph();
  expect(await upgrade(`${graph.url}?query=%7Ba%7BaWord%7D%7D`, protocol)).toBe(400);
  expect(graph.effects).toMatchObject({ planned: 0, fetches: 0 });
  // Control: the same question by a request is answered.
  expect((await graph.post({ query: '{ a { aWord } }' })).effects).toMatchObject({ fetches: 1 });
});

test.each(['graphql-transport-ws', 'graphql-ws'])('nor does the product’s own server answer %s', async (protocol) => {
  const words = {
    name: 'words',
    typeDefs: 'type Query { word: String }',
    resolvers: { Query: { word: () => 'kata' } },
  };
  let asked = 0;
  const link = smallLink(words);
  const front = await startFront({
    config: { ...loadConfig({}), port: 0 },
    tokens: { verify: async () => PUBLIC_VIEWER },
    linkTo: () => ({ name: 'words', send: (...call) => ((asked += 1), link.send(...call)) }),
    supergraphSdl: composeSmall([words]),
    budgets: 'NONE',
    withoutAccess: true,
  });
  for (const path of ['/graphql', '/graphql?query=%7Bword%7D', '/', '/subscriptions']) {
    expect([400, 404]).toContain(await upgrade(`${front.url}${path}`, protocol));
  }
  expect(asked).toBe(0);
  // Control: by a request it is answered.
  const response = await fetch(`${front.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ word }' }),
  });
  expect(await response.json()).toEqual({ data: { word: 'kata' } });
  expect(asked).toBe(1);
  await front.stop();
});
