import type { LedgerEntry } from '../../shared/database';
import type { Viewer } from '../../shared/viewer';
import { toldBy } from '../support/board-desk';
import type { BoardReader } from '../support/board-reader';
import { CandidateDesk } from '../support/candidate-desk';
import { readLedger, subjectOf } from '../support/ledger';
import { PartnerFront } from '../support/partner-front';
import { PartnerView, clientKey, fieldsUpTo, toldOf } from '../support/partner-view';
import type { Consent, Key, Stage } from '../support/partner-view';
import { viewerOf } from '../support/platform';

/**
 * Somebody takes a consent back while a partner looks: whichever it is, and however far the two have come. Everybody comes over HTTP
 * with a token, the partner with its stored documents, and the very next thing it asks shows what is still agreed to.
 */
let desk: CandidateDesk;
let front: PartnerFront;
let view: PartnerView;
let board: BoardReader;
beforeAll(async () => {
  desk = await CandidateDesk.open();
  // What a withdrawal changes by itself is seen before it is carried anywhere.
  await desk.platform.relay.drain();
  await desk.platform.relay.stop();
  front = await PartnerFront.open(desk.platform);
  view = new PartnerView(desk, front);
  await desk.sql(`INSERT INTO beneficiaries.case_ref (case_id, person_id, sentra_id, open)
    SELECT gen_random_uuid(), id, 'S-001', true FROM beneficiaries.person`);
  // Of whom nothing is taken back.
  await view.agreesToAll('budi');
  board = await front.board(desk.recruiter());
  await board.until(1);
});
afterAll(async () => {
  board?.close();
  await front?.[Symbol.asyncDispose]();
  await desk?.[Symbol.asyncDispose]();
});

const viewers: Record<'person' | 'officer', () => Viewer> = {
  person: () => view.citizen('sarni'),
  officer: () => viewerOf('SENTRA_OFFICER', { subject: 'a placement officer', sentraId: 'S-001' }),
};
/** What the registry wrote down of the partner's looking at a person meanwhile. */
async function recorded(work: () => Promise<unknown>) {
  const before = await readLedger(desk.platform, 'beneficiaries');
  await work();
  const entries = (await readLedger(desk.platform, 'beneficiaries')).slice(before.length);
  const own = entries.filter(({ account }) => account === desk.recruiter().subject);
  return { looks: own.length, under: own.flatMap(consentsOf), read: own.flatMap(readOf) };
}
const consentsOf = ({ consentId }: LedgerEntry) => consentId?.split(' ') ?? [];
const readOf = ({ decisions }: LedgerEntry) =>
  decisions
    .filter(({ grade, subjects }) => grade === 'FULL' && subjects.includes(hashOf('sarni')))
    .flatMap(({ coordinates }) => coordinates)
    .filter((coordinate) => coordinate.startsWith('Candidate.'))
    .map((coordinate) => coordinate.replace('Candidate.', ''));
const hashOf = (key: Key) => subjectOf(desk.platform, 'person', desk.ids.person(key));
const unique = (names: readonly string[]) => [...new Set(names)].sort();

/** Stage, where the referral stands, what is taken back and by whom, and up to which stage the rest still opens. */
type Case = readonly [Stage, string | null, Consent, 'person' | 'officer', left: number];
const CASES: readonly Case[] = [
  [1, null, 'ANONYMOUS_PROFILE', 'person', 0],
  [2, 'REFERRED', 'ANONYMOUS_PROFILE', 'officer', 2],
  [2, 'REFERRED', 'REFERRAL', 'person', 1],
  [2, 'REFERRED', 'DISABILITY', 'person', 2],
  [3, 'ACCEPTED', 'ANONYMOUS_PROFILE', 'person', 3],
  [3, 'INTERVIEW', 'REFERRAL', 'officer', 1],
  [3, 'OFFERED', 'EMPLOYMENT', 'person', 3],
  [3, 'ACCEPTED', 'DISABILITY', 'officer', 3],
  [4, 'PLACED', 'ANONYMOUS_PROFILE', 'person', 4],
  [4, 'PLACED', 'REFERRAL', 'person', 4],
  [4, 'PLACED', 'EMPLOYMENT', 'officer', 3],
  [4, 'RETAINED_6', 'DISABILITY', 'person', 4],
];

describe.each(CASES)('at stage %d (%s), %s is taken back by the %s', (stage, status, kind, by, left) => {
  let consents: Record<Consent, string>;
  const referrals: Record<Key, string> = { sarni: '', budi: '' };
  beforeAll(async () => {
    await desk.sql('DELETE FROM employers.referral');
    consents = await view.agreesToAll('sarni');
    await view.publish();
    for (const key of ['sarni', 'budi'] as const) if (status) referrals[key] = await desk.refer(key, status);
  });

  test('the next request shows what is still agreed to, and the ledger both', async () => {
    const before = await recorded(async () => {
      expect(await view.seen(stage, 'sarni', referrals.sarni)).toEqual(fieldsUpTo(stage, true));
    });
    expect(unique(before.read)).toEqual(fieldsUpTo(stage, true));
    const restsOn = { 1: 'ANONYMOUS_PROFILE', 2: 'REFERRAL', 3: 'REFERRAL', 4: 'EMPLOYMENT' } as const;
    expect(before.under).toContain(consents[restsOn[stage]]);
    if (stage >= 2) expect(before.under).toContain(consents.DISABILITY);

    const withdrawn = await front.ask(
      viewers[by](),
      'mutation ($input: StepInput!) { done: withdrawConsent(input: $input) { status } }',
      { input: { id: consents[kind], version: 1, clientKey: clientKey() } },
    );
    expect(withdrawn).toMatchObject({ errors: [], data: { done: { status: 'WITHDRAWN' } } });

    const remaining = fieldsUpTo(left, kind !== 'DISABILITY');
    const after = await recorded(async () => {
      expect(await view.seen(stage, 'sarni', referrals.sarni)).toEqual(remaining);
    });
    expect(after.looks).toBe(before.looks);
    expect(unique(after.read)).toEqual(remaining);
    expect(after.under).not.toContain(consents[kind]);
    // Control: whose consents stand is read as before.
    expect(await view.seen(stage, 'budi', referrals.budi)).toEqual(fieldsUpTo(stage, true));
    const [event, ...others] = await desk.sql(
      `SELECT from_status, to_status, actor FROM beneficiaries.transition_event
       WHERE machine = 'consent' AND event = 'WITHDRAW' AND entity_id = $1`,
      [consents[kind]],
    );
    expect(others).toEqual([]);
    expect(event).toEqual({ from_status: 'GIVEN', to_status: 'WITHDRAWN', actor: viewers[by]().subject });
  });

  test('the partner is told: of a referral that is over by it, or that it sees less, and never why', async () => {
    const isRevoked = stage === 2 || stage === 3 ? kind !== 'DISABILITY' : false;
    const isLess = left < stage || kind === 'DISABILITY';
    const told = toldBy(board.events).length;
    await desk.platform.relay.drain();
    if (stage === 1) {
      // Nobody was named: the card is gone from the list, as any card may go.
      expect(await view.seen(1, 'sarni', '')).toBeUndefined();
      expect(await view.seen(1, 'budi', '')).toEqual(fieldsUpTo(1, true));
      return;
    }
    const referral = await view.referral(referrals.sarni);
    const standing = { status: isRevoked ? 'REVOKED' : status, outcomeReason: null };
    expect(referral).toMatchObject(standing);
    expect(referral?.['candidate'] === null).toBe(isRevoked);
    const event = isRevoked ? 'REVOKE' : 'DISCLOSURE_CHANGED';
    const news = isRevoked || isLess ? [event] : [];
    expect(referral?.['history']).toMatchObject(
      news.map(() => ({ event, from: status, to: standing.status, reason: null })),
    );
    if (news.length > 0) {
      while (toldBy(board.events).length === told) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(toldBy(board.events).slice(told)).toEqual(news.map(() => `${event} ${referrals.sarni}`));
    expect(JSON.stringify([board.events, referral])).not.toMatch(/CONSENT|WITHDRAW/);
    // Control: the other referral stands, the partner sees whom it is about, and nothing happened to it.
    const other = await view.referral(referrals.budi);
    expect([other?.['status'], toldOf(other?.['candidate'])?.includes('firstName')]).toEqual([status, true]);
    expect(other?.['history']).toEqual([]);
  });
});

test('control: a text of the partner’s own is not run, and another partner has no such referral', async () => {
  const id = await desk.refer('budi', 'PLACED');
  const text = 'query ($id: ID!) { referral(id: $id) { candidate { nik } } }';
  expect((await front.ask(desk.recruiter(), text, { id })).codes).toEqual(['DOCUMENT_NOT_TRUSTED']);
  const other = await front.stored(desk.recruiter(1), 'PayrollOf', { id });
  expect(other).toMatchObject({ errors: [], data: { referral: null } });
  const own = await front.stored(desk.recruiter(), 'PayrollOf', { id });
  expect(own.data?.['referral']).toMatchObject({ candidate: { nik: '3204054101809917' } });
});
