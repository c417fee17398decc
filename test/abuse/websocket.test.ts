import { request } from 'node:http';
import { openGuardedGraph } from '../support/guarded-graph';

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
