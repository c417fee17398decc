import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { OutboxEvent } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import type { TestPlatform } from '../../../test/support/platform';
import {
  OFFICER,
  PARTNER,
  RECRUITER,
  day,
  plantConsent,
  plantReferral,
  startReferralPlatform,
} from '../../../test/support/referral-desk';
import { referralReads } from '../../../test/support/referral-reads';
import { consentRef } from '../consent-ref/consent-ref';

/** A consent is over and the referral goes on: the partner is told that it sees less, once, and not why. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startReferralPlatform();
  await platform.relay.stop();
});
afterAll(() => platform.stop());

const admin = <Result>(work: (client: Client) => Promise<Result>) => asAdmin(work, platform.database.adminUrl);
const { sql } = referralReads(admin);

type Kind = 'ANONYMOUS_PROFILE' | 'REFERRAL' | 'EMPLOYMENT' | 'DISABILITY';
interface Consent {
  readonly id: string;
  readonly personId: string;
  readonly kind: Kind;
  readonly vacancyId: string | null;
}
const PROFILE = { adultOn: null, birthYear: 1980, regencyCode: '3204', education: null };
const saying = ({ id, kind, ...consent }: Consent, status: string, profile: object | null = null): OutboxEvent => ({
  topic: 'consent',
  entityId: id,
  payload: {
    ...{ ...consent, kind, status, profile, givenBy: 'SELF', expiresOn: day(200) },
    employerId: kind === 'ANONYMOUS_PROFILE' ? null : PARTNER,
  },
  at: '2026-11-24T00:00:00Z',
});
const relay = (...events: readonly OutboxEvent[]) => {
  const { database } = platform.subgraph('employers');
  return database.bulk(systemActor(`relay ${consentRef.name}`), (client) =>
    consentRef.apply(events, client, database.recordKeys),
  );
};

/** A referral in a state whose person has agreed to everything, unless it is left out. */
async function placing(status: string, without: readonly Kind[] = []) {
  const found = await admin((client) => plantReferral(client, status));
  const { personId, vacancyId } = found;
  await sql('DELETE FROM employers.consent_ref WHERE person_id = $1', [personId]);
  const consents: Partial<Record<Kind, Consent>> = {};
  for (const kind of ['ANONYMOUS_PROFILE', 'REFERRAL', 'EMPLOYMENT', 'DISABILITY'] as const) {
    if (without.includes(kind)) continue;
    const about = kind === 'REFERRAL' ? { vacancy_id: vacancyId } : {};
    const id = await admin((client) => plantConsent(client, personId, kind, about));
    consents[kind] = { id, personId, kind, vacancyId: kind === 'REFERRAL' ? vacancyId : null };
  }
  const of = (kind: Kind) => {
    const consent = consents[kind];
    if (!consent) throw new Error(`no ${kind}`);
    return consent;
  };
  return { ...found, of };
}

/** What is kept of what happened: the referral with its version, its events and its notices. */
const standing = async (id: string) => {
  const [row] = await sql<{ status: string; version: number; events: string[]; notices: string[] }>(
    `SELECT status, version, ARRAY(SELECT concat_ws(' ', event, from_status, to_status, reason, note, evidence, actor)
         FROM employers.transition_event WHERE entity_id = r.id ORDER BY id) AS events,
       ARRAY(SELECT concat_ws(' ', payload ->> 'event', payload ->> 'status') FROM employers.outbox
         WHERE entity_id = r.id ORDER BY id) AS notices
     FROM employers.referral r WHERE id = $1`,
    [id],
  );
  return row;
};
const untold = (status: string) => ({ status, version: 1, events: [], notices: [] });
const told = (status: string) => ({
  ...{ status, version: 1, events: [`DISCLOSURE_CHANGED ${status} ${status} {} system:referral`] },
  notices: [`DISCLOSURE_CHANGED ${status}`],
});

/** Where the referral stands, which consents there never were, which one is over, whether less is shown. */
const CASES: readonly (readonly [string, readonly Kind[], Kind, boolean])[] = [
  ['PLACED', [], 'EMPLOYMENT', true],
  ['RETAINED_12', [], 'EMPLOYMENT', true],
  ['ENDED', [], 'EMPLOYMENT', true],
  ['PLACED', [], 'REFERRAL', false],
  ['RETAINED_3', ['EMPLOYMENT'], 'REFERRAL', true],
  ['PLACED', [], 'ANONYMOUS_PROFILE', false],
  ['PLACED', ['EMPLOYMENT', 'REFERRAL', 'DISABILITY'], 'ANONYMOUS_PROFILE', true],
  ['PLACED', [], 'DISABILITY', true],
  ['PLACED', ['EMPLOYMENT', 'REFERRAL'], 'DISABILITY', false],
  ['REFERRED', [], 'DISABILITY', true],
  ['INTERVIEW', [], 'DISABILITY', true],
  ['NOMINATED', [], 'DISABILITY', false],
  ['DECLINED', [], 'DISABILITY', false],
];

test.each(CASES)('%s, never agreed to %j: %s is over, told: %s', async (status, without, kind, isTold) => {
  const { id, of } = await placing(status, without);
  const bystander = await placing(status, without);
  await relay(saying(of(kind), 'WITHDRAWN'));
  expect(await standing(id)).toEqual(isTold ? told(status) : untold(status));
  // However often the relay brings it.
  await relay(saying(of(kind), 'WITHDRAWN'));
  await relay(saying(of(kind), 'GIVEN'), saying(of(kind), 'WITHDRAWN'));
  expect(await standing(id)).toEqual(isTold ? told(status) : untold(status));
  // Control: whose consents stand.
  expect(await standing(bystander.id)).toEqual(untold(status));
});

test('the partner and the centre read it in the history and on the board, without a reason', async () => {
  const { id, of } = await placing('PLACED');
  const cursorOf = async () => {
    const { data } = await platform.ask(RECRUITER, '{ referralEvents { cursor } }');
    return (data?.['referralEvents'] as { cursor: string }).cursor;
  };
  const before = await cursorOf();
  await relay(saying(of('EMPLOYMENT'), 'WITHDRAWN'));
  const QUERY = `query ($id: ID!, $after: String) {
    referral(id: $id) { status version outcomeReason history { event from to reason note byRole } }
    referralEvents(after: $after) { events { event referral { id status } } } }`;
  const news = {
    event: 'DISCLOSURE_CHANGED',
    from: 'PLACED',
    to: 'PLACED',
    reason: null,
    note: null,
    byRole: null,
  };
  const referral = { status: 'PLACED', version: 1, outcomeReason: null, history: [news] };
  const { data, errors } = await platform.ask(RECRUITER, QUERY, { id, after: before });
  expect(errors).toEqual([]);
  expect(data).toEqual({
    referral,
    referralEvents: { events: [{ event: 'DISCLOSURE_CHANGED', referral: { id, status: 'PLACED' } }] },
  });
  const own = await platform.ask(OFFICER, `{ referral(id: "${id}") { history { event } } }`);
  expect(own.data?.['referral']).toEqual({ history: [{ event: 'DISCLOSURE_CHANGED' }] });
});

test('another consent of the kind keeps open what it opened; one for another vacancy does not', async () => {
  const { id, personId, of } = await placing('PLACED');
  const [again, elsewhere] = await admin(async (client) => [
    await plantConsent(client, personId, 'EMPLOYMENT'),
    await plantConsent(client, personId, 'EMPLOYMENT', { vacancy_id: randomUUID() }),
  ]);
  await relay(saying(of('EMPLOYMENT'), 'WITHDRAWN'));
  expect(await standing(id)).toEqual(untold('PLACED'));
  await relay(saying({ ...of('EMPLOYMENT'), id: again ?? '' }, 'ENDED'));
  expect(await standing(id)).toEqual(told('PLACED'));
  await relay(saying({ ...of('EMPLOYMENT'), id: elsewhere ?? '' }, 'ENDED'));
  expect(await standing(id)).toEqual(told('PLACED'));
});

test('a consent that was given and taken back before it was known here is told too, an old one is not', async () => {
  const { id, of } = await placing('PLACED', ['REFERRAL']);
  await relay(saying({ ...of('EMPLOYMENT'), id: randomUUID() }, 'WITHDRAWN'));
  expect(await standing(id)).toEqual(untold('PLACED'));
  await sql('DELETE FROM employers.consent_ref WHERE id = $1', [of('EMPLOYMENT').id]);
  await relay(saying(of('EMPLOYMENT'), 'GIVEN'), saying(of('EMPLOYMENT'), 'WITHDRAWN'));
  expect(await standing(id)).toEqual(told('PLACED'));
});

test('a record that may not be used closes everything, and each time it does', async () => {
  const { id, of } = await placing('PLACED');
  const first = of('ANONYMOUS_PROFILE');
  await relay(saying(first, 'GIVEN', null));
  expect(await standing(id)).toEqual(told('PLACED'));
  await relay(saying(first, 'GIVEN', PROFILE));
  await relay(saying(first, 'GIVEN', null));
  expect((await standing(id))?.notices).toHaveLength(2);
});

test('a partner whose agreement does not name the kind of disability is not told that it was shown', async () => {
  const { id, of } = await placing('ACCEPTED');
  const name = (set: string) => sql(`UPDATE employers.agreement SET fields = ${set} WHERE employer_id = $1`, [PARTNER]);
  await name(`array_remove(fields, 'DISABILITY')`);
  await relay(saying(of('DISABILITY'), 'WITHDRAWN'));
  expect(await standing(id)).toEqual(untold('ACCEPTED'));
  await name(`fields || '{DISABILITY}'`);
});
