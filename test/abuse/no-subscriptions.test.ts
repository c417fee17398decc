import { createFeed } from '../support/feed';
import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';

/**
 * A subscription outlives the token it was asked with, and would be a second way in past the limits. A graph without any refuses
 * a document that holds one as a document, not as a fault; one that has some serves them by one transport, behind the same
 * stages (see test/live).
 */
const SUBSCRIPTIONS = [
  'subscription { a { aWord } }',
  'subscription S { x }',
  'query Q { a { aWord } } subscription S { a { aWord } }',
  'subscription S { ...F } fragment F on Subscription { a { aWord } }',
];
const ACCEPTED = ['application/json', '*/*', 'text/event-stream', 'multipart/mixed;subscriptionSpec=1.0'];

test.each(SUBSCRIPTIONS)('%s', async (query) => {
  await using graph = await openGuardedGraph();
  for (const accept of ACCEPTED) {
    const operationName = query.includes('S {') ? 'S' : undefined;
    const { code, effects, body } = await graph.post({ query, operationName }, { accept });
    expect({ code, effects }).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED', effects: UNTOUCHED });
    expect(body.data).toBeUndefined();
  }
});

test('one that is there is executed by no other transport', async () => {
  const feed = createFeed();
  await using graph = await openGuardedGraph({ subgraphs: [feed.subgraph] });
  for (const accept of ACCEPTED.filter((each) => each !== 'text/event-stream')) {
    const { status, code, effects } = await graph.post({ query: 'subscription { feed { cursor } }' }, { accept });
    expect({ status, code, effects }).toEqual({ status: 406, code: 'BAD_REQUEST', effects: UNTOUCHED });
  }
  expect(feed.asked).toEqual([]);
});

test('one of several operations that nobody names is none', async () => {
  await using graph = await openGuardedGraph();
  const { code, effects } = await graph.post({ query: SUBSCRIPTIONS[2] });
  expect({ code, effects }).toEqual({ code: 'OPERATION_RESOLUTION_FAILURE', effects: { ...UNTOUCHED, served: 1 } });
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
