import { documentId, readManifest } from '../../gateway';
import { routingKeysOf } from '../../gateway/live/wakes';
import { openBoard } from '../support/board-reader';
import type { BoardEvent } from '../support/board-reader';
import { createFeed } from '../support/feed';
import type { Feed } from '../support/feed';
import { openGuardedGraph } from '../support/guarded-graph';
import type { GuardedOptions } from '../support/guarded-graph';
import { viewerOf } from '../support/platform';

/** Live boards of the gateway alone: a subscription is its query, asked again. */
const SUBSCRIPTION = 'subscription Feed($after: String) { feed(after: $after) { items { text } } }';
const ME = viewerOf('DINSOS', { personId: '00000001-0000-8000-8000-000000000001' });
const MINE = routingKeysOf(ME);
/** A board must not look by itself where a test counts its looks. */
const NEVER = 10_000_000;

async function open(feed: Feed, given: GuardedOptions = {}) {
  const live = {
    bus: feed.bus,
    ...given.live,
    times: { roundMs: NEVER, pauseMs: 0, settleMs: 1, ...given.live?.times },
  };
  const graph = await openGuardedGraph({ subgraphs: [feed.subgraph], verify: async () => ME, ...given, live });
  const board = (body: object, headers = {}) => openBoard({ url: graph.url, body, headers });
  return Object.assign(graph, { board });
}

const textsOf = (events: readonly BoardEvent[]) =>
  events.map(({ data }) => (data.data?.['feed'] as { items: { text: string }[] }).items.map(({ text }) => text));

test('the first page comes at once, and then what there is word of, each with the cursor to go on from', async () => {
  const feed = createFeed();
  feed.publish(['before'], 'NOBODY');
  await using graph = await open(feed);
  const board = await graph.board({ query: SUBSCRIPTION });
  expect(board).toMatchObject({ status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
  await board.until(1);
  feed.publish(['one', 'two'], MINE);
  await board.until(2);
  feed.publish(['three'], 'ALL');
  expect(textsOf(await board.until(3))).toEqual([[], ['one', 'two'], ['three']]);
  expect(board.events.map(({ event, id }) => [event, id])).toEqual([
    ['next', '1'],
    ['next', '3'],
    ['next', '4'],
  ]);
  // What was asked besides is not answered.
  expect(board.events[1]?.data).toEqual({ data: { feed: { items: [{ text: 'one' }, { text: 'two' }] } } });
  board.close();
});

test('word that concerns others wakes nobody; a look that finds nothing sends nothing', async () => {
  const feed = createFeed();
  await using graph = await open(feed);
  const board = await graph.board({ query: SUBSCRIPTION });
  await board.until(1);
  feed.publish(['theirs'], routingKeysOf({ ...ME, personId: '00000001-0000-8000-8000-000000000002' }));
  feed.publish([], MINE);
  await board.until(2);
  expect(feed.asked).toEqual([null, '0']);
  feed.publish([], MINE);
  feed.publish(['mine'], MINE);
  expect(textsOf(await board.until(3))).toEqual([[], ['theirs'], ['mine']]);
  board.close();
});

test('a lost word costs a round and no event', async () => {
  const feed = createFeed();
  await using graph = await open(feed, { live: { times: { roundMs: 20 } } });
  const board = await graph.board({ query: SUBSCRIPTION });
  await board.until(1);
  feed.publish(['unsaid'], 'NOBODY');
  expect(textsOf(await board.until(2))).toEqual([[], ['unsaid']]);
  board.close();
});

test('many pages are sent one after the other, and what is not in order yet is asked for again', async () => {
  const feed = createFeed({ pageSize: 2 });
  await using graph = await open(feed);
  const board = await graph.board({ query: SUBSCRIPTION });
  await board.until(1);
  feed.state.held = 1;
  feed.publish(['1', '2', '3', '4', '5'], MINE);
  await board.until(3);
  const looks = feed.asked.length;
  while (feed.asked.length < looks + 3) await new Promise((resolve) => setTimeout(resolve, 1));
  expect(textsOf(board.events)).toEqual([[], ['1', '2'], ['3', '4']]);
  feed.state.held = 0;
  expect(textsOf(await board.until(4)).at(-1)).toEqual(['5']);
  board.close();
});

test('a reader goes on where it was: by the variable, by a literal, by the id of the last event', async () => {
  const feed = createFeed();
  feed.publish(['1', '2', '3'], 'NOBODY');
  await using graph = await open(feed);
  const literal = 'subscription { feed(after: "1") { items { text } } }';
  const fallback = 'subscription S($from: String = "2") { feed(after: $from) { items { text } } }';
  const ways: [object, object, string[]][] = [
    [{ query: SUBSCRIPTION, variables: { after: '1' } }, {}, ['2', '3']],
    [{ query: literal }, {}, ['2', '3']],
    [{ query: fallback }, {}, ['3']],
    [{ query: SUBSCRIPTION, variables: { after: '0' } }, { 'last-event-id': '2' }, ['3']],
  ];
  for (const [body, headers, texts] of ways) {
    const board = await graph.board(body, headers);
    expect(textsOf(await board.until(1))).toEqual([texts]);
    board.close();
  }
});

test('names that look like ours are the client’s own, and a variable it does not declare is nobody’s', async () => {
  const feed = createFeed();
  await using graph = await open(feed);
  const query = `subscription S($liveAfter: String, $liveAfter_: String) {
    mine: feed(word: $liveAfter_, after: $liveAfter) { liveCursor: hasMore liveMore: cursor ...Page }
  } fragment Page on FeedPage { items { text word } }`;
  const board = await graph.board({ query, variables: { liveAfter: '0', liveAfter_: 'w', liveAfter__: '999' } });
  await board.until(1);
  feed.publish(['a'], MINE);
  await board.until(2);
  feed.publish(['b'], MINE);
  await board.until(3);
  expect(board.events.map(({ data }) => data.data)).toEqual([
    { mine: { liveCursor: false, liveMore: '0', items: [] } },
    { mine: { liveCursor: false, liveMore: '1', items: [{ text: 'a', word: 'w' }] } },
    { mine: { liveCursor: false, liveMore: '2', items: [{ text: 'b', word: 'w' }] } },
  ]);
  expect(feed.asked).toEqual(['0', '0', '1']);
  board.close();
});

test('the document is rewritten and planned once, whoever asks and however often', async () => {
  const feed = createFeed();
  await using graph = await open(feed);
  const boards = [await graph.board({ query: SUBSCRIPTION }), await graph.board({ query: SUBSCRIPTION })];
  for (let time = 1; time < 4; time += 1) {
    feed.publish([String(time)], MINE);
    for (const board of boards) await board.until(time + 1);
  }
  expect(graph.effects).toEqual({ served: 0, planned: 1, fetches: 8 });
  for (const board of boards) board.close();
});

describe('what is no live question', () => {
  const REFUSED: Record<string, string> = {
    'two fields': 'subscription { a: feed { cursor } b: feed { cursor } }',
    'one field twice': 'subscription { feed { cursor } feed { hasMore } }',
    'a fragment around it': 'subscription { ...F } fragment F on Subscription { feed { cursor } }',
    'an inline fragment around it': 'subscription { ... on Subscription { feed { cursor } } }',
    'a condition on it': 'subscription S($on: Boolean!) { feed @include(if: $on) { cursor } }',
    'a question about the schema': 'subscription { __typename }',
    'a field that is not there': 'subscription { feeds { cursor } }',
    'a field that is not there below': 'subscription { feed { cursors } }',
  };
  test.each(Object.entries(REFUSED))('%s', async (_, query) => {
    const feed = createFeed();
    await using graph = await open(feed);
    const board = await graph.board({ query, variables: { on: true } });
    expect(board).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED', events: [] });
    expect({ asked: feed.asked, open: graph.live.open, effects: graph.effects }).toEqual({
      asked: [],
      open: 0,
      effects: { served: 0, planned: 0, fetches: 0 },
    });
  });

  test('another way to ask: without the header, by GET, by a wildcard', async () => {
    const feed = createFeed();
    await using graph = await open(feed);
    for (const accept of ['application/json', '*/*', 'multipart/mixed;subscriptionSpec=1.0', 'text/*']) {
      const reply = await graph.post({ query: SUBSCRIPTION }, { accept });
      expect(reply).toMatchObject({ status: 406, code: 'BAD_REQUEST' });
    }
    const search = new URLSearchParams({ query: SUBSCRIPTION }).toString();
    const headers = { accept: 'text/event-stream', 'apollo-require-preflight': 'true' };
    const got = await graph.send(`${graph.url}?${search}`, { headers });
    expect(got).toMatchObject({ status: 405, code: 'BAD_REQUEST' });
    expect(got.headers.get('allow')).toBe('POST');
    // A foreign page cannot send this content type unasked, and none without one.
    const simple = await graph.post(JSON.stringify({ query: SUBSCRIPTION }), {
      accept: 'text/event-stream',
      'content-type': 'text/plain',
    });
    expect(simple).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(feed.asked).toEqual([]);
  });

  test('of several operations the one that is named is taken', async () => {
    const feed = createFeed();
    await using graph = await open(feed);
    const query = `query Q { feed { cursor } } ${SUBSCRIPTION}`;
    expect((await graph.post({ query, operationName: 'Q' })).body.data).toEqual({ feed: { cursor: '0' } });
    expect((await graph.post({ query })).code).toBe('OPERATION_RESOLUTION_FAILURE');
    expect((await graph.post({ query, operationName: 'Feed' })).status).toBe(406);
    const board = await graph.board({ query, operationName: 'Feed' });
    expect(textsOf(await board.until(1))).toEqual([[]]);
    board.close();
  });
});

test('who may send stored documents only has boards by those', async () => {
  const feed = createFeed();
  const stored = [{ id: documentId(SUBSCRIPTION), name: 'Feed', text: SUBSCRIPTION }];
  const manifest = readManifest(JSON.stringify({ 'public-app': [], 'partner-board': stored }));
  const recruiter = viewerOf('PARTNER_RECRUITER', { employerId: '00000001-0000-8000-8000-000000000001' });
  await using graph = await open(feed, { manifest, verify: async () => recruiter });
  const other = await graph.board({ query: SUBSCRIPTION.replace('text', 'text word') });
  expect(other).toMatchObject({ status: 200, code: 'DOCUMENT_NOT_TRUSTED', events: [] });
  const board = await graph.board({ documentId: documentId(SUBSCRIPTION) });
  expect(textsOf(await board.until(1))).toEqual([[]]);
  board.close();
});
