import { routingKeysOf } from '../../gateway/live/wakes';
import { SLICE } from '../../gateway/admission/allowance';
import { ROLE_RULES } from '../../gateway/admission/rules';
import { openBoard } from '../support/board-reader';
import { createFeed } from '../support/feed';
import type { Feed } from '../support/feed';
import { openGuardedGraph } from '../support/guarded-graph';
import type { GuardedOptions } from '../support/guarded-graph';
import { viewerOf } from '../support/platform';

/** How live boards end, and what they may take. */
const SUBSCRIPTION = 'subscription Feed($after: String) { feed(after: $after) { items { text } } }';
const ME = viewerOf('DINSOS', { personId: '00000001-0000-8000-8000-000000000001' });
const MINE = routingKeysOf(ME);
const NEVER = 10_000_000;

async function open(feed: Feed, given: GuardedOptions = {}) {
  const times = { roundMs: NEVER, pauseMs: 0, settleMs: 1, ...given.live?.times };
  const live = { bus: feed.bus, ...given.live, times };
  const graph = await openGuardedGraph({ subgraphs: [feed.subgraph], verify: async () => ME, ...given, live });
  const board = (body: object = { query: SUBSCRIPTION }) => openBoard({ url: graph.url, body });
  return Object.assign(graph, { board });
}

const codesOf = ({ data }: { data: { errors?: readonly { extensions: Record<string, unknown> }[] } }) =>
  data.errors?.map(({ extensions }) => extensions['code']);

test('with the token the board ends, with the code that says so', async () => {
  const feed = createFeed();
  await using graph = await open(feed, { expiryOf: () => Date.now() / 1_000 + 0.3 });
  const board = await graph.board();
  expect(await board.ended).toBe('COMPLETE');
  expect(board.events.map(codesOf)).toEqual([undefined, ['TOKEN_INVALID']]);
  expect(graph.live.open).toBe(0);
  // Control: a token that lives on keeps its board; what is published after the first one's end is told to it alone.
  await using lasting = await open(feed, { expiryOf: () => Date.now() / 1_000 + 600 });
  const other = await lasting.board();
  await other.until(1);
  feed.publish(['late'], MINE);
  await other.until(2);
  expect(board.events).toHaveLength(2);
  other.close();
});

test('a board ends by itself after its time, and its reader may open another', async () => {
  const feed = createFeed();
  await using graph = await open(feed, { live: { times: { ageMs: 1 } } });
  const board = await graph.board();
  expect([await board.ended, board.events.length]).toEqual(['COMPLETE', 1]);
});

test('a process that ends tells its readers', async () => {
  const feed = createFeed();
  await using graph = await open(feed);
  const boards = [await graph.board(), await graph.board()];
  await graph.live.close();
  expect(await Promise.all(boards.map(({ ended }) => ended))).toEqual(['COMPLETE', 'COMPLETE']);
  expect(graph.live.open).toBe(0);
  // Whoever comes in that moment has a first page, and goes elsewhere with it.
  const late = await graph.board();
  expect([await late.ended, late.events.length]).toEqual(['COMPLETE', 1]);
});

test('a fault that passes is sat out; a third in a row ends the board, and one that does not pass at once', async () => {
  const feed = createFeed();
  let failing = 0;
  const unavailable = async () => {
    failing -= 1;
    if (failing >= 0) throw new Error('no connection');
  };
  await using graph = await open(feed, { before: unavailable, live: { times: { roundMs: 5 } } });
  const board = await graph.board();
  await board.until(1);
  failing = 2;
  while (failing > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  feed.publish(['after'], MINE);
  await board.until(2);
  failing = 3;
  expect(await board.ended).toBe('COMPLETE');
  expect(codesOf(board.events[2] ?? { data: {} })).toEqual(['SUBGRAPH_UNAVAILABLE']);
  const another = await graph.board();
  await another.until(1);
  feed.state.failing = 1;
  expect(await another.ended).toBe('COMPLETE');
  expect(another.events.map(codesOf)).toEqual([undefined, ['INTERNAL_SERVER_ERROR']]);
});

test('an account has so many boards, and the process; a board that is left is free again', async () => {
  const feed = createFeed();
  let subject = 'one';
  await using graph = await open(feed, {
    verify: async () => ({ ...ME, subject }),
    live: { limits: { account: 2, process: 3 } },
  });
  const mine = [await graph.board(), await graph.board()];
  expect(await graph.board()).toMatchObject({ status: 429, code: 'BUDGET_EXCEEDED', headers: { 'retry-after': '30' } });
  subject = 'another';
  const theirs = await graph.board();
  expect(await graph.board()).toMatchObject({ status: 429, code: 'BUDGET_EXCEEDED' });
  expect(graph.live.open).toBe(3);
  mine[0]?.close();
  while (graph.live.open > 2) await new Promise((resolve) => setTimeout(resolve, 1));
  subject = 'one';
  const again = await graph.board();
  expect(again.status).toBe(200);
  for (const board of [...mine, theirs, again]) board.close();
});

test('what costs too much is refused before it is opened, and every look is paid for', async () => {
  const feed = createFeed();
  const claims: number[] = [];
  // One slice of the budget, and no second.
  const reserve = async ({ amount }: { amount: number }) => claims.push(amount) === 1;
  const citizen = viewerOf('CITIZEN', { personId: ME.personId });
  await using graph = await open(feed, { budgets: { reserve }, verify: async () => citizen });
  const costing = (units: number) => ({
    query: `subscription { feed { items { more(first: ${units / 20}) { text } } } }`,
  });
  const { cost, viewerBudget } = ROLE_RULES.CITIZEN;
  expect(await graph.board(costing(cost))).toMatchObject({ status: 400, code: 'COST_EXCEEDED' });
  expect({ asked: feed.asked, claims, open: graph.live.open }).toEqual({ asked: [], claims: [], open: 0 });
  const slice = viewerBudget * SLICE;
  const board = await graph.board(costing(slice * 0.8));
  await board.until(1);
  feed.publish(['one'], MINE);
  expect(await board.ended).toBe('COMPLETE');
  expect(board.events.map(codesOf)).toEqual([undefined, ['BUDGET_EXCEEDED']]);
  expect({ looks: feed.asked.length, first: claims[0] }).toEqual({ looks: 1, first: slice });
});

test('a reader that reads nothing is sent nothing more, and keeps nobody else waiting', async () => {
  const feed = createFeed({ pageSize: 1 });
  await using graph = await open(feed);
  const slow = await graph.board();
  const quick = await graph.board();
  await slow.until(1);
  await quick.until(1);
  slow.pause();
  const large = 'x'.repeat(1_000_000);
  const texts = Array.from({ length: 40 }, (_, index) => `${index} ${large}`);
  feed.publish(texts, MINE);
  await quick.until(41);
  const looks = feed.asked.filter((after) => after === '39').length;
  // The quick one has come to the end; what the slow one has not read was never asked for.
  expect(looks).toBe(1);
  expect(slow.events.length).toBeLessThan(40);
  slow.resume();
  expect((await slow.until(41)).length).toBe(41);
  for (const board of [slow, quick]) board.close();
});

test('a reader that reads nothing for too long is let go', async () => {
  const feed = createFeed({ pageSize: 1 });
  await using graph = await open(feed, { live: { times: { sendMs: 50 } } });
  const slow = await graph.board();
  await slow.until(1);
  slow.pause();
  feed.publish(
    Array.from({ length: 40 }, (_, index) => `${index} ${'x'.repeat(1_000_000)}`),
    MINE,
  );
  while (graph.live.open > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  slow.resume();
  expect(await slow.ended).toBe('CUT');
  expect(slow.events.length).toBeLessThan(41);
});

test('a silent board is kept alive by comments, which are no events', async () => {
  const feed = createFeed();
  await using graph = await open(feed, { live: { times: { keepAliveMs: 5 } } });
  const board = await graph.board();
  await board.until(1);
  while (board.comments < 3) await new Promise((resolve) => setTimeout(resolve, 1));
  expect([board.events.length, feed.asked.length]).toEqual([1, 1]);
  board.close();
});
