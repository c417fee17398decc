import { createExecutor, createGateway, createHolder, createServer, loadSupergraph } from '../../gateway';
import type { SubgraphLink } from '../../gateway';
import { serveGraph } from '../support/graph';
import { composeSmall } from '../support/small-graph';

/** AB4: a subgraph that never answers holds nobody for ever, and a client that leaves takes its requests along. */
const sdl = composeSmall([{ name: 'slow', typeDefs: 'type Query { quick: String slow: String }' }]);

async function openSlow(deadlineMs: number) {
  const open = new Set<object>();
  const ended: string[] = [];
  const link: SubgraphLink = {
    name: 'slow',
    send: ({ document }, _viewer, cancellation) =>
      document.text.includes('quick')
        ? Promise.resolve({ data: { quick: 'x' } })
        : new Promise((_, reject) => {
            const fetch = {};
            open.add(fetch);
            cancellation?.listen(() => {
              open.delete(fetch);
              ended.push('ended');
              reject(new Error('ended'));
            });
          }),
  };
  const log = () => undefined;
  const holder = createHolder(sdl, (text) =>
    createExecutor({ supergraph: loadSupergraph(text), links: [link], log, deadlineMs }),
  );
  const server = await createServer({ gateway: createGateway(holder), log });
  const served = await serveGraph({ server, holder });
  const post = (query: string, signal?: AbortSignal) =>
    fetch(served.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal,
    });
  const stop = async () => {
    await served.stop();
    await server.stop();
  };
  return { open, ended, post, stop };
}

test('after the deadline there is an answer, and no request is left open', async () => {
  const { open, ended, post, stop } = await openSlow(200);
  const response = await post('{ slow }');
  expect(await response.text()).toContain('DEADLINE_EXCEEDED');
  expect({ open: open.size, ended }).toEqual({ open: 0, ended: ['ended'] });
  // Control: what answers in time is answered.
  expect(await (await post('{ quick }')).json()).toEqual({ data: { quick: 'x' } });
  await stop();
});

test('a client that leaves ends its requests', async () => {
  const { open, ended, post, stop } = await openSlow(60_000);
  const leaving = new AbortController();
  const asked = post('{ slow }', leaving.signal).catch(() => 'left');
  while (open.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  leaving.abort();
  expect(await asked).toBe('left');
  while (open.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(ended).toEqual(['ended']);
  await stop();
});
