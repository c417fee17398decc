import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';

/**
 * A subscription outlives the token it was asked with, and would be a second way in past the limits. There are none: by no
 * transport, and a document that holds one is refused as a document, not as a fault.
 */
const SUBSCRIPTIONS = [
  'subscription { a { aWord } }',
  'subscription S { x }',
  'query Q { a { aWord } } subscription S { a { aWord } }',
  'subscription S { ...F } fragment F on Subscription { a { aWord } }',
];

test.each(SUBSCRIPTIONS)('%s', async (query) => {
  await using graph = await openGuardedGraph();
  for (const accept of ['application/json', '*/*', 'text/event-stream', 'multipart/mixed;subscriptionSpec=1.0']) {
    for (const operationName of [undefined, 'S']) {
      const { code, effects, body } = await graph.post({ query, operationName }, { accept });
      expect({ code, effects }).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED', effects: UNTOUCHED });
      expect(body.data).toBeUndefined();
    }
  }
});

test('control: a query of the same fields is answered', async () => {
  await using graph = await openGuardedGraph();
  const { code, effects } = await graph.post({ query: 'query Q { a { aWord } }', operationName: 'Q' });
  expect(code).toBeUndefined();
  expect(effects).toEqual({ served: 1, planned: 1, fetches: 1 });
});

test.each(['text/event-stream', 'multipart/mixed'])('an answer in pieces (%s) is not to be had', async (accept) => {
  await using graph = await openGuardedGraph();
  const reply = await graph.post({ query: '{ a { aWord } }' }, { accept });
  expect(reply.status).toBe(406);
  expect(reply.headers.get('content-type')).not.toContain(accept);
});
