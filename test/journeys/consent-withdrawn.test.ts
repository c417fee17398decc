import { systemActor } from '../../shared/viewer';
import type { LedgerEntry } from '../../shared/database';
import type { Viewer } from '../../shared/viewer';
import { publishCards } from '../../subgraphs/employers/card/publish';
import { toldBy } from '../support/board-desk';
import type { BoardReader } from '../support/board-reader';
import { CandidateDesk } from '../support/candidate-desk';
import { readLedger, subjectOf } from '../support/ledger';
import { PartnerFront } from '../support/partner-front';
import type { FrontReply } from '../support/partner-front';
import { viewerOf } from '../support/platform';
import { day } from '../support/referral-desk';

/**
 * Somebody takes a consent back while a partner looks: whichever it is, and however far the two have come. Everybody comes over HTTP
 * with a token, the partner with its stored documents, and the very next thing it asks shows what is still agreed to.
 */
let desk: CandidateDesk;
let front: PartnerFront;
let board: BoardReader;
beforeAll(async () => {
  desk = await CandidateDesk.open();
  // What a withdrawal changes by itself is seen before it is carried anywhere.
  await desk.platform.relay.drain();
  await desk.platform.relay.stop();
  front = await PartnerFront.open(desk.platform);
  await desk.sql(`INSERT INTO beneficiaries.case_ref (case_id, person_id, sentra_id, open)
    SELECT gen_random_uuid(), id, 'S-001', true FROM beneficiaries.person`);
  // Of whom nothing is taken back.
  await agreesToAll('budi');
  board = await front.board(desk.recruiter());
  await board.until(1);
});
afterAll(async () => {
  board?.close();
  await front?.[Symbol.asyncDispose]();
  await desk?.[Symbol.asyncDispose]();
});

/** What each stage adds to what a partner sees, and which consent it rests on. */
const FIELDS = {
  1: ['ageBand', 'regency', 'province', 'skills', 'certificates', 'education', 'availability', 'accommodations'],
  2: ['firstName', 'workHistory'],
  3: ['fullName', 'phone', 'interviewSupport'],
  4: ['nik', 'birthDate', 'address', 'payrollAccount', 'bpjsNumber'],
} as const;
type Stage = keyof typeof FIELDS;
const OPT_IN = 'disability';
const upTo = (stage: number, isOptedIn: boolean) =>
  [
    ...([1, 2, 3, 4] as const).filter((each) => each <= stage).flatMap((each) => FIELDS[each]),
    ...(isOptedIn && stage >= 2 ? [OPT_IN] : []),
  ].sort();

const KINDS = ['ANONYMOUS_PROFILE', 'REFERRAL', 'EMPLOYMENT', 'DISABILITY'] as const;
type Kind = (typeof KINDS)[number];
type Key = 'sarni' | 'budi';

const viewers: Record<'person' | 'officer', () => Viewer> = {
  person: () => citizen('sarni'),
  officer: () => viewerOf('SENTRA_OFFICER', { subject: 'a placement officer', sentraId: 'S-001' }),
};
const citizen = (key: Key) => viewerOf('CITIZEN', { subject: `the person ${key}`, personId: desk.ids.person(key) });
let keys = 0;
const clientKey = () => `withdrawn-${keys++}`;

/** Gives every consent there is, by the person's own hand; their ids. */
async function agreesToAll(key: Key): Promise<Record<Kind, string>> {
  const person = [desk.ids.person(key)];
  await desk.sql('DELETE FROM beneficiaries.consent WHERE person_id = $1', person);
  await desk.sql('DELETE FROM employers.consent_ref WHERE person_id = $1', person);
  const about = { employerId: desk.partners[0] };
  const named: Record<Kind, object> = {
    ANONYMOUS_PROFILE: {},
    REFERRAL: { ...about, vacancyId: desk.vacancies[0] },
    EMPLOYMENT: { ...about, payroll: { account: '0071234567', bpjsNumber: '19012345678' } },
    DISABILITY: about,
  };
  const ids: Partial<Record<Kind, string>> = {};
  for (const kind of KINDS) {
    const form = { givenBy: 'SELF', form: 'JBI', textVersion: 'P-2026.1', expiresOn: day(100) };
    const { data, errors } = await front.ask(
      citizen(key),
      'mutation ($input: GiveConsentInput!) { done: giveConsent(input: $input) { id } }',
      { input: { clientKey: clientKey(), personId: person[0], kind, ...form, ...named[kind] } },
    );
    expect([kind, errors]).toEqual([kind, []]);
    ids[kind] = (data?.['done'] as { id: string }).id;
  }
  return ids as Record<Kind, string>;
}

/** Puts both among ten who are ready and alike, so that each has a card, on its finest level. */
async function publish(): Promise<void> {
  await desk.platform.relay.drain();
  await desk.sql(`DELETE FROM employers.card; DELETE FROM employers.cohort;
    INSERT INTO employers.job_seeker (person_id, case_id, centre_id, has_consented, consent_until, birth_year, regency_code)
      SELECT md5('other ' || n)::uuid, gen_random_uuid(), 'S-001', true, current_date + 100, 1980, '3204' FROM generate_series(1, 10) n
      ON CONFLICT DO NOTHING;
    UPDATE employers.job_seeker SET is_ready = true, case_id = coalesce(case_id, gen_random_uuid()), centre_id = 'S-001',
      skill_codes = '{JAHIT}', skill_levels = '{3}', certificates =
        jsonb_build_array(jsonb_build_object('unitCode', 'CTH.01', 'level', 2, 'expiresOn', current_date + 400)),
      certificate_units = '{CTH.01}', accommodations = '{RAMP_LIFT}', willing_to_move = true, experience_months = 12,
      soft_readiness = 4, ready_since = current_date - 10, education = 'SENIOR';
    UPDATE employers.vacancy SET accommodations_offered = '{RAMP_LIFT}', skill_codes = '{JAHIT}', skill_levels = '{1}'`);
  await desk.platform.subgraph('employers').database.bulk(systemActor('a test'), publishCards);
}

type Seen = Readonly<Record<string, unknown>>;
/** The names of what is told of somebody, beside the pseudonym; undefined where there is nobody. */
const namesOf = (candidate: Seen | null | undefined) =>
  candidate &&
  Object.keys(candidate)
    .filter((name) => name !== 'ref' && candidate[name] !== null)
    .sort();

/** The referral as the partner's own documents show it. */
async function referralOf(id: string): Promise<FrontReply & { readonly referral: Seen | null }> {
  const reply = await front.stored(desk.recruiter(), 'OurReferral', { id });
  return { ...reply, referral: (reply.data?.['referral'] ?? null) as Seen | null };
}

/** What the partner sees of a person by everything it may ask at a stage. */
async function seen(stage: Stage, key: Key, referralId: string): Promise<readonly string[] | null | undefined> {
  if (stage === 1) {
    const { data } = await front.stored(desk.recruiter(), 'CardsOfVacancy', { id: desk.vacancies[0], first: 100 });
    const { nodes } = (data?.['vacancy'] as { cards: { nodes: readonly Seen[] } }).cards;
    return namesOf(nodes.find(({ ref }) => ref === desk.ref(key)));
  }
  const { referral } = await referralOf(referralId);
  const candidate = referral?.['candidate'] as Seen | null;
  if (stage < 4 || candidate === null) return namesOf(candidate);
  const { data } = await front.stored(desk.recruiter(), 'PayrollOf', { id: referralId });
  const payroll = (data?.['referral'] as { candidate: Seen }).candidate;
  return namesOf({ ...candidate, ...payroll });
}

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
type Case = readonly [Stage, string | null, Kind, 'person' | 'officer', left: number];
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
  let consents: Record<Kind, string>;
  const referrals: Record<Key, string> = { sarni: '', budi: '' };
  beforeAll(async () => {
    await desk.sql('DELETE FROM employers.referral');
    consents = await agreesToAll('sarni');
    await publish();
    for (const key of ['sarni', 'budi'] as const) if (status) referrals[key] = await desk.refer(key, status);
  });

  test('the next request shows what is still agreed to, and the ledger both', async () => {
    const before = await recorded(async () => {
      expect(await seen(stage, 'sarni', referrals.sarni)).toEqual(upTo(stage, true));
    });
    expect(unique(before.read)).toEqual(upTo(stage, true));
    const restsOn = { 1: 'ANONYMOUS_PROFILE', 2: 'REFERRAL', 3: 'REFERRAL', 4: 'EMPLOYMENT' } as const;
    expect(before.under).toContain(consents[restsOn[stage]]);
    if (stage >= 2) expect(before.under).toContain(consents.DISABILITY);

    const withdrawn = await front.ask(
      viewers[by](),
      'mutation ($input: StepInput!) { done: withdrawConsent(input: $input) { status } }',
      { input: { id: consents[kind], version: 1, clientKey: clientKey() } },
    );
    expect(withdrawn).toMatchObject({ errors: [], data: { done: { status: 'WITHDRAWN' } } });

    const remaining = upTo(left, kind !== 'DISABILITY');
    const after = await recorded(async () => {
      expect(await seen(stage, 'sarni', referrals.sarni)).toEqual(remaining);
    });
    expect(after.looks).toBe(before.looks);
    expect(unique(after.read)).toEqual(remaining);
    expect(after.under).not.toContain(consents[kind]);
    // Control: whose consents stand is read as before.
    expect(await seen(stage, 'budi', referrals.budi)).toEqual(upTo(stage, true));
    const [event, ...others] = await desk.sql(
      `SELECT from_status, to_status, actor FROM beneficiaries.transition_event
       WHERE machine = 'consent' AND event = 'WITHDRAW' AND entity_id = $1`,
      [consents[kind]],
    );
    expect(others).toEqual([]);
    expect(event).toEqual({ from_status: 'GIVEN', to_status: 'WITHDRAWN', actor: viewers[by]().subject });
  });

  test('the partner is told of a referral that is over by it, and never why', async () => {
    const isRevoked = stage === 2 || stage === 3 ? kind !== 'DISABILITY' : false;
    const told = toldBy(board.events).length;
    await desk.platform.relay.drain();
    if (stage === 1) {
      // Nobody was named: the card is gone from the list, as any card may go.
      expect(await seen(1, 'sarni', '')).toBeUndefined();
      expect(await seen(1, 'budi', '')).toEqual(upTo(1, true));
      return;
    }
    const reply = await referralOf(referrals.sarni);
    const standing = { status: isRevoked ? 'REVOKED' : status, outcomeReason: null };
    expect(reply.referral).toMatchObject(standing);
    expect(reply.referral?.['candidate'] === null).toBe(isRevoked);
    const revoked = { event: 'REVOKE', from: status, to: 'REVOKED', reason: null };
    expect(reply.referral?.['history']).toMatchObject(isRevoked ? [revoked] : []);
    if (isRevoked) {
      while (toldBy(board.events).length === told) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(toldBy(board.events).slice(told)).toEqual(isRevoked ? [`REVOKE ${referrals.sarni}`] : []);
    expect(JSON.stringify([board.events, reply.referral])).not.toMatch(/CONSENT|WITHDRAW/);
    // Control: the other referral stands, and the partner sees whom it is about.
    const other = await referralOf(referrals.budi);
    expect([other.referral?.['status'], namesOf(other.referral?.['candidate'] as Seen)?.includes('firstName')]).toEqual(
      [status, true],
    );
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
