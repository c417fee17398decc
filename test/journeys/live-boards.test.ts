import { randomUUID } from 'node:crypto';
import { BoardDesk, happenIn, toldBy } from '../support/board-desk';
import type { BoardReader } from '../support/board-reader';

/** Boards of partners, centres and persons over HTTP, with word from PostgreSQL. */
let desk: BoardDesk;
beforeAll(async () => {
  desk = await BoardDesk.open({ partners: 3 });
});
afterAll(() => desk[Symbol.asyncDispose]());

const lastId = ({ events }: BoardReader) => events.at(-1)?.id;
const codeOf = ({ events }: BoardReader) => events.at(-1)?.data.errors?.[0]?.extensions['code'];

test('what happens is told to whom it concerns, as soon as it is written', async () => {
  const { url } = await desk.serve();
  const personId = randomUUID();
  const [partner, other, officer, citizen] = await Promise.all([
    desk.board(url, desk.recruiter(0)),
    desk.board(url, desk.recruiter(1)),
    desk.board(url, desk.officer(0)),
    desk.board(url, desk.citizen(personId)),
  ]);
  for (const board of [partner, other, officer, citizen]) expect((await board.until(1)).length).toBe(1);
  const id = await desk.nominate({ personId });
  await Promise.all([officer.until(2), citizen.until(2)]);
  await desk.happen(id, 'REFER', 'REFERRED');
  await Promise.all([officer.until(3), citizen.until(3), partner.until(2)]);
  await desk.happen(id, 'ACCEPT', 'ACCEPTED');
  await Promise.all([officer.until(4), citizen.until(4), partner.until(3)]);
  const whole = [`NOMINATE ${id}`, `REFER ${id}`, `ACCEPT ${id}`];
  expect([partner, other, officer, citizen].map(({ events }) => toldBy(events))).toEqual([
    whole.slice(1),
    [],
    whole,
    whole,
  ]);
  for (const board of [partner, other, officer, citizen]) board.close();
});

test('what is written before and committed after is told in order, without waiting for a round', async () => {
  const { url } = await desk.serve();
  const board = await desk.board(url, desk.officer(0));
  await board.until(1);
  const [early, late] = [await desk.nominate(), await desk.nominate()];
  // One page or two: what comes fast is told together.
  const told = async (count: number) => {
    while (toldBy(board.events).length < count) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  await told(2);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let begun: () => void = () => undefined;
  const isBegun = new Promise<void>((resolve) => (begun = resolve));
  // Holds a number without writing a notice: its end gives no word.
  const slow = desk.write(async (client) => {
    await client.query('SELECT pg_current_xact_id()');
    begun();
    await held;
  });
  await isBegun;
  await desk.happen(late, 'REFER', 'REFERRED');
  await desk.happen(early, 'REFER', 'REFERRED');
  expect(toldBy(board.events)).toHaveLength(2);
  release();
  await slow;
  await told(4);
  expect(toldBy(board.events).slice(2)).toEqual([`REFER ${late}`, `REFER ${early}`]);
  board.close();
});

test('a reader of a gateway that is killed goes on at another, while others write: nothing lost, nothing twice', async () => {
  const gateways = desk.platform.gateways;
  const [first, second] = [await desk.serve(gateways[0]), await desk.serve(gateways.at(-1))];
  const officer = desk.officer(7);
  const starts = await Promise.all(Array.from({ length: 4 }, () => desk.board(first.url, officer)));
  await Promise.all(starts.map((board) => board.until(1)));
  const ids = await Promise.all(Array.from({ length: 8 }, () => desk.refer({ centre: 7 })));
  let isOver = false;
  // Writers that overlap: each transaction holds two numbers of events, and ends in no order.
  const writers = ids.map(async (id, index) => {
    for (let step = 0; step < 5; step += 1) {
      await desk.write(async (client) => {
        await happenIn(client, id, 'ACCEPT', 'ACCEPTED');
        await new Promise((resolve) => setTimeout(resolve, (index * 7 + step * 3) % 11));
        await happenIn(client, id, 'INVITE', 'INTERVIEW');
      });
    }
  });
  const written = Promise.all(writers).then(() => (isOver = true));
  await Promise.all(starts.map((board) => board.until(4)));
  expect(isOver).toBe(false);
  await first.kill();
  expect(new Set(await Promise.all(starts.map(({ ended }) => ended)))).toEqual(new Set(['CUT']));
  const resumed = await Promise.all(starts.map((board) => desk.board(second.url, officer, lastId(board))));
  await written;
  const expected = (
    await desk.sql<{ told: string }>(
      `SELECT payload->>'event' || ' ' || entity_id AS told FROM outbox WHERE centre_id = 'S-7' ORDER BY transaction, id`,
    )
  ).map(({ told }) => told);
  expect(expected).toHaveLength(8 * 2 + 8 * 5 * 2);
  for (const [index, board] of starts.entries()) {
    const rest = resumed[index];
    const told = () => [...toldBy(board.events), ...toldBy(rest?.events ?? [])];
    while (told().length < expected.length) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(told()).toEqual(expected);
    expect(toldBy(board.events).length).toBeGreaterThan(0);
    expect(toldBy(rest?.events ?? []).length).toBeGreaterThan(0);
    rest?.close();
  }
});

test('what may be seen is asked anew for each event: agreement, account, token', async () => {
  const { url } = await desk.serve(undefined, { times: { roundMs: 30 } });
  const recruiter = desk.recruiter(2);
  const referred = () => desk.refer({ partner: 2 });
  const ends = async (change: string, back: string) => {
    const board = await desk.board(url, recruiter);
    await board.until(1);
    await referred();
    await board.until(2);
    await desk.sql(change);
    expect([await board.ended, codeOf(board)]).toEqual(['COMPLETE', 'FORBIDDEN']);
    expect(await desk.board(url, recruiter)).toMatchObject({ status: 400, code: 'FORBIDDEN' });
    await desk.sql(back);
    // What happened meanwhile is told once it may be.
    const again = await desk.board(url, recruiter, board.events[1]?.id);
    expect(again.status).toBe(200);
    again.close();
  };
  await ends(`UPDATE partner_user SET status = 'REMOVED'`, `UPDATE partner_user SET status = 'ACTIVE'`);
  await ends(`UPDATE agreement SET terminated_on = current_date - 1`, `UPDATE agreement SET terminated_on = NULL`);
  desk.expiries.set(recruiter.subject, Date.now() / 1_000 + 0.5);
  const board = await desk.board(url, recruiter);
  expect([await board.ended, codeOf(board)]).toEqual(['COMPLETE', 'TOKEN_INVALID']);
});

test('who may not have a board gets none, and the refusal is on record', async () => {
  const { url } = await desk.serve();
  for (const viewer of [
    { ...desk.officer(0, 'supervisor'), role: 'SUPERVISOR' as const, sentraId: undefined },
    { ...desk.officer(0, 'analyst'), role: 'ANALYST' as const, sentraId: undefined },
  ]) {
    const before = await desk.sql('SELECT FROM gateway.read_ledger');
    expect(await desk.board(url, viewer)).toMatchObject({ status: 400, code: 'FORBIDDEN', events: [] });
    expect(await desk.sql('SELECT FROM gateway.read_ledger')).toHaveLength(before.length + 1);
  }
  const forged = await desk.board(url, desk.recruiter(0), 'k1.WyIxIiwiMSJd.AAAAAAAAAAAAAAAA');
  expect(forged).toMatchObject({ status: 400, code: 'CURSOR_INVALID' });
});

test('the connection that brings word is opened anew when it breaks, and boards look at once', async () => {
  const { url } = await desk.serve();
  const board = await desk.board(url, desk.officer(3));
  await board.until(1);
  const cut = () =>
    desk.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'berdaya live' AND datname = current_database()`);
  while ((await cut()).length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const id = await desk.nominate({ centre: 3 });
  expect(toldBy(await board.until(2))).toEqual([`NOMINATE ${id}`]);
  board.close();
});
