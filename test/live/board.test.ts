import { randomUUID } from 'node:crypto';
import { ROLES } from '../../shared/viewer';
import type { Viewer } from '../../shared/viewer';
import { BOARD_ROLES } from '../../subgraphs/employers/board/board.access';
import { viewerOf } from '../support/platform';
import { BoardDesk, happenIn } from '../support/board-desk';

/** The query behind a live board: nothing lost, nothing twice, and only what is the viewer's own. */
const QUERY = `query Board($after: String, $first: Int! = 50) {
  referralEvents(after: $after, first: $first) { events { cursor event at referral { id status } } cursor hasMore }
}`;

interface Told {
  readonly event: string;
  readonly cursor: string;
  readonly referral: { readonly id: string; readonly status: string } | null;
}
interface Page {
  readonly events: readonly Told[];
  readonly cursor: string;
  readonly hasMore: boolean;
}

let desk: BoardDesk;
beforeAll(async () => {
  desk = await BoardDesk.open();
  // What it writes down would hold an event back for a moment.
  await desk.platform.relay.stop();
});
afterAll(() => desk[Symbol.asyncDispose]());

async function ask(viewer: Viewer, after?: string, first = 50) {
  const { data, errors, statements } = await desk.platform.ask<{ referralEvents: Page }>(viewer, QUERY, {
    after: after ?? null,
    first,
  });
  const page = data?.referralEvents ?? { events: [], cursor: '', hasMore: false };
  return { ...page, statements, code: errors[0]?.extensions['code'] };
}
const said = ({ events }: Pick<Page, 'events'>) => events.map(({ event, referral }) => `${event} ${referral?.id}`);
const now = async (viewer: Viewer) => (await ask(viewer)).cursor;

test('from now on: nothing of before, then everything in order, with the referral as it is now', async () => {
  const officer = desk.officer(0);
  await desk.refer();
  const first = await ask(officer);
  expect(first).toMatchObject({ events: [], hasMore: false, code: undefined });
  const id = await desk.refer();
  await desk.happen(id, 'ACCEPT', 'ACCEPTED');
  const page = await ask(officer, first.cursor);
  expect(said(page)).toEqual([`NOMINATE ${id}`, `REFER ${id}`, `ACCEPT ${id}`]);
  expect(page.events.map(({ referral }) => referral?.status)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
  expect(page.cursor).toBe(page.events[2]?.cursor);
  // One statement for the board, one for the referrals.
  expect(page.statements).toHaveLength(2);
  // Nothing new: the same cursor, and one statement.
  const again = await ask(officer, page.cursor);
  expect([again.events, again.cursor, again.hasMore, again.statements.length]).toEqual([[], page.cursor, false, 1]);
});

test('page by page, and on from each single event, nothing is lost and nothing comes twice', async () => {
  const officer = desk.officer(0);
  const start = await now(officer);
  const ids = [];
  for (let count = 0; count < 5; count += 1) ids.push(await desk.nominate());
  const all = ids.map((id) => `NOMINATE ${id}`);
  const whole = await ask(officer, start);
  expect(said(whole)).toEqual(all);
  const pages = [];
  for (let after = start, hasMore = true; hasMore;) {
    const page = await ask(officer, after, 2);
    pages.push(...said(page));
    ({ cursor: after, hasMore } = page);
  }
  expect(pages).toEqual(all);
  for (const [index, { cursor }] of whole.events.entries()) {
    expect(said(await ask(officer, cursor))).toEqual(all.slice(index + 1));
  }
});

test('who writes for long holds back what came after, and it all comes in the end', async () => {
  const officer = desk.officer(0);
  const [early, late] = [await desk.nominate(), await desk.nominate()];
  const start = await now(officer);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let begun: () => void = () => undefined;
  const isBegun = new Promise<void>((resolve) => (begun = resolve));
  const slow = desk.write(async (client) => {
    await happenIn(client, early, 'REFER', 'REFERRED');
    begun();
    await held;
  });
  await isBegun;
  await desk.happen(late, 'REFER', 'REFERRED');
  const waiting = await ask(officer, start);
  expect([said(waiting), waiting.cursor, waiting.hasMore]).toEqual([[], start, true]);
  // A board opened now begins before both.
  const opened = await now(officer);
  release();
  await slow;
  expect(said(await ask(officer, start))).toEqual([`REFER ${early}`, `REFER ${late}`]);
  expect(said(await ask(officer, opened))).toEqual([`REFER ${early}`, `REFER ${late}`]);
});

test('control: who writes for long elsewhere holds nothing back', async () => {
  const officer = desk.officer(0);
  const id = await desk.nominate();
  const start = await now(officer);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let begun: () => void = () => undefined;
  const isBegun = new Promise<void>((resolve) => (begun = resolve));
  const { database } = desk.platform.subgraph('programs');
  const elsewhere = database.bulk({ subject: 'system:test', role: 'SYSTEM' }, async (client) => {
    await client.query('SELECT pg_current_xact_id()');
    begun();
    await held;
  });
  await isBegun;
  await desk.happen(id, 'REFER', 'REFERRED');
  expect(said(await ask(officer, start))).toEqual([`REFER ${id}`]);
  release();
  await elsewhere;
});

test('a partner is told nothing of the time before it was told, nor of what never reached it', async () => {
  const [officer, recruiter] = [desk.officer(0), desk.recruiter(0)];
  const starts = [await now(officer), await now(recruiter)];
  const id = await desk.nominate();
  const never = await desk.nominate();
  expect(said(await ask(recruiter, starts[1]))).toEqual([]);
  await desk.happen(id, 'REFER', 'REFERRED');
  await desk.happen(never, 'REVOKE', 'REVOKED');
  expect(said(await ask(recruiter, starts[1]))).toEqual([`REFER ${id}`]);
  await desk.happen(id, 'REVOKE', 'REVOKED');
  expect(said(await ask(recruiter, starts[1]))).toEqual([`REFER ${id}`, `REVOKE ${id}`]);
  expect(said(await ask(officer, starts[0]))).toHaveLength(5);
});

test('each sees the own board only, and a cursor of another’s is none', async () => {
  const personId = randomUUID();
  const viewers = [
    desk.recruiter(0),
    desk.recruiter(1),
    desk.officer(0),
    desk.officer(1),
    desk.citizen(personId),
    desk.citizen(randomUUID()),
  ];
  const starts = await Promise.all(viewers.map(now));
  const id = await desk.refer({ partner: 1, centre: 1, personId });
  const told = await Promise.all(viewers.map(async (viewer, index) => said(await ask(viewer, starts[index]))));
  const whole = [`NOMINATE ${id}`, `REFER ${id}`];
  expect(told).toEqual([[], [`REFER ${id}`], [], whole, whole, []]);
  expect((await ask(desk.recruiter(0), starts[1])).code).toBe('CURSOR_INVALID');
  expect((await ask(desk.recruiter(0), 'k1.W10.AAAA')).code).toBe('CURSOR_INVALID');
  expect((await ask(desk.officer(0), starts[0])).code).toBe('CURSOR_INVALID');
});

test('who has no account any more, or no agreement, is told so and nothing else', async () => {
  const recruiter = desk.recruiter(1);
  const start = await now(recruiter);
  await desk.refer({ partner: 1 });
  const set = (status: string) =>
    desk.sql(`UPDATE partner_user SET status = $1 WHERE subject = 'recruiter-1'`, [status]);
  await set('REMOVED');
  expect(await ask(recruiter, start)).toMatchObject({ code: 'FORBIDDEN', events: [] });
  await set('ACTIVE');
  await desk.sql(`UPDATE agreement SET terminated_on = current_date - 1 WHERE employer_id = $1`, [
    recruiter.employerId,
  ]);
  expect(await ask(recruiter, start)).toMatchObject({ code: 'FORBIDDEN', events: [] });
  await desk.sql(`UPDATE agreement SET terminated_on = NULL`);
  expect((await ask(recruiter, start)).events).toHaveLength(1);
  const without = { ...recruiter, employerId: undefined };
  // Without an employer in the token the gateway asks nobody for what hangs on it.
  expect((await ask(without)).code).toMatch(/^FORBIDDEN/);
});

test('who states no purpose, or another one, gets no fact of a referral; who has no board is refused as a whole', async () => {
  const recruiter = desk.recruiter(0);
  const start = await now(recruiter);
  const id = await desk.refer();
  const given = { event: 'REFER', at: expect.any(String) as string, referral: { id, status: 'REFERRED' } };
  expect((await ask(recruiter, start)).events).toMatchObject([given]);
  for (const purpose of [undefined, 'AUDIT'] as const) {
    const page = await ask({ ...recruiter, purpose }, start);
    expect([page.code, page.events]).toMatchObject([
      'FORBIDDEN_FIELD',
      [{ cursor: expect.any(String) as string, event: null, at: null, referral: null }],
    ]);
  }
  const roles = ROLES.filter((role) => !BOARD_ROLES.some((each) => each === role));
  expect(roles).toHaveLength(ROLES.length - 4);
  for (const role of roles) {
    const { sentraId } = desk.officer(0);
    const asked = await ask(viewerOf(role, { ...recruiter, role, sentraId, regionCodes: ['ID'] }), start);
    expect([role, asked.code, asked.statements]).toEqual([role, 'FORBIDDEN', []]);
  }
});

test('page sizes have bounds', async () => {
  for (const first of [0, -1, 101])
    expect((await ask(desk.officer(0), undefined, first)).code).toBe('PAGE_SIZE_INVALID');
});

test('a look is written down once a minute and account, with how far it saw', async () => {
  const recruiter = desk.recruiter(0, 'recruiter-0');
  const looks = () =>
    desk.sql<{ at: Date; seen: string }>(
      `SELECT at, seen_before::text AS seen FROM board_look WHERE subject = 'recruiter-0'`,
    );
  await desk.sql('DELETE FROM board_look');
  const start = await ask(recruiter);
  const [first] = await looks();
  expect(first).toBeDefined();
  await desk.refer();
  await desk.refer();
  await ask(recruiter, start.cursor);
  expect(await looks()).toEqual([first]);
  await desk.sql(`UPDATE board_look SET at = at - interval '2 minutes'`);
  // It has seen one of two, and so not the transaction of the second.
  const half = await ask(recruiter, start.cursor, 1);
  const [second] = await looks();
  const [{ transaction } = { transaction: '' }] = await desk.sql<{ transaction: string }>(
    `SELECT max(transaction::text::bigint)::text AS transaction FROM outbox WHERE payload->>'event' = 'REFER'`,
  );
  expect([half.hasMore, second?.seen]).toEqual([true, transaction]);
});

test('asked of the subgraph alone a subscription is a page, for whom the query is one', async () => {
  const { subgraph } = desk.platform.subgraph('employers');
  const query = 'subscription { referralEvents { events { event } hasMore } }';
  const answer = await subgraph.execute({ query }, desk.officer(0));
  expect(answer.data).toEqual({ referralEvents: { events: [], hasMore: false } });
  const refused = await subgraph.execute({ query }, { ...desk.officer(0), role: 'ANALYST' });
  expect([refused.data ?? null, refused.errors?.map(({ extensions }) => extensions?.['code'])]).toEqual([
    null,
    ['FORBIDDEN'],
  ]);
});
