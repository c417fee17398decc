import { BoardDesk, toldBy } from '../support/board-desk';
import type { BoardReader } from '../support/board-reader';

/** A thousand boards at one gateway: each event reaches those it concerns, once, and costs nobody else anything. */
const PARTNERS = 20;
const CENTRES = 20;
const OF_EACH = 25;
const EVENTS = 10;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test(`${(PARTNERS + CENTRES) * OF_EACH} boards`, async () => {
  await using desk = await BoardDesk.open({ partners: PARTNERS });
  // What it writes down would make an event wait a moment for its turn, and the statements could not be counted.
  await desk.platform.relay.stop();
  const { url, live } = await desk.serve();
  await desk.sql(
    `INSERT INTO partner_user (employer_id, role, subject, status)
     SELECT e.id, 'PARTNER_RECRUITER', 'account-' || substr(e.source_id, 3) || '-' || n, 'ACTIVE' FROM employer e, generate_series(0, $1) n`,
    [OF_EACH - 1],
  );
  const ofPartner = numbers(PARTNERS).map((partner) =>
    numbers(OF_EACH).map((n) => desk.recruiter(partner, `account-${partner}-${n}`)),
  );
  const ofCentre = numbers(CENTRES).map((centre) =>
    numbers(OF_EACH).map((n) => desk.officer(centre, `officer-${centre}-${n}`)),
  );
  const open = (viewers: typeof ofPartner) =>
    Promise.all(viewers.map((group) => Promise.all(group.map((viewer) => desk.board(url, viewer)))));
  const [partners, centres] = [await open(ofPartner), await open(ofCentre)];
  const all = [...partners, ...centres].flat();
  await Promise.all(all.map((board) => board.until(1)));
  expect([all.length, live.open, new Set(all.map(({ status }) => status))]).toEqual([1_000, 1_000, new Set([200])]);

  // Nobody has to be written down for the next hour.
  await desk.sql(`UPDATE board_look SET at = now() + interval '1 hour'`);
  let statements: string[] = [];
  const stop = desk.platform.subgraph('employers').database.onStatement((text) => statements.push(text));
  const expected = new Map<BoardReader, string[]>(all.map((board) => [board, []]));
  for (const turn of numbers(EVENTS)) {
    const [partner, centre] = [(turn * 7) % PARTNERS, (turn * 3) % CENTRES];
    const id = await desk.nominate({ partner, centre });
    const told = async (boards: readonly BoardReader[], event: string) => {
      for (const board of boards) expected.get(board)?.push(`${event} ${id}`);
      await Promise.all(boards.map((board) => board.until((expected.get(board)?.length ?? 0) + 1)));
    };
    await told(centres[centre] ?? [], 'NOMINATE');
    statements = [];
    await desk.happen(id, 'REFER', 'REFERRED');
    await told([...(centres[centre] ?? []), ...(partners[partner] ?? [])], 'REFER');
    // A look and what it shows, for each board that was woken; the other 950 ask nothing.
    expect(statements).toHaveLength(2 * OF_EACH * 2);
  }
  stop();
  expect(all.map(({ events }) => toldBy(events))).toEqual(all.map((board) => expected.get(board)));
  const deliveries = all.reduce((sum, { events }) => sum + events.length - 1, 0);
  expect(deliveries).toBe(EVENTS * OF_EACH * 3);
  for (const board of all) board.close();
  while (live.open > 0) await new Promise((resolve) => setTimeout(resolve, 1));
});
