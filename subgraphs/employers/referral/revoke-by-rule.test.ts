import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { runJobs } from '../../../platform/jobs';
import { systemActor } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import type { TestPlatform } from '../../../test/support/platform';
import {
  OFFICER,
  PARTNER,
  RECRUITER,
  day,
  plantConsent,
  plantPartner,
  plantReferral,
  plantVacancy,
  startReferralPlatform,
} from '../../../test/support/referral-desk';
import { referralReads } from '../../../test/support/referral-reads';
import { consentRef } from '../consent-ref/consent-ref';
import { runReferralRules } from './revoke-by-rule';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startReferralPlatform();
  // The tests let the rules work, and nobody else.
  await platform.relay.stop();
});
afterAll(() => platform.stop());

const admin = <Result>(work: (client: Client) => Promise<Result>) => asAdmin(work, platform.database.adminUrl);
const { sql } = referralReads(admin);
const database = () => platform.subgraph('employers').database;
const members = () => platform.subgraphs.map((running) => ({ ...running.parts, database: running.database }));
const run = () => database().bulk(systemActor('rules'), runReferralRules);
const moved = async () => Object.fromEntries((await run()).map((line) => [line.rule, line.moved]));

/** What stands of a referral: its status, what happened, and how often others were told. */
const standing = async (id: string) => {
  const [row] = await sql<{ status: string; events: string[]; notices: number }>(
    `SELECT status, ARRAY(SELECT concat_ws(' ', event, reason, actor, actor_role) FROM employers.transition_event
         WHERE entity_id = r.id ORDER BY id) AS events,
       (SELECT count(*)::int FROM employers.outbox WHERE entity_id = r.id) AS notices
     FROM employers.referral r WHERE id = $1`,
    [id],
  );
  return row;
};
const revoked = (reason: string) => ({
  status: 'REVOKED',
  events: [`REVOKE ${reason} system:referral SYSTEM`],
  notices: 1,
});
const untouched = (status: string) => ({ status, events: [], notices: 0 });

interface Consent {
  readonly id: string;
  readonly personId: string;
  readonly kind: string;
  readonly vacancyId?: string;
}
/** Lets the registry publish a consent, and the relay bring it. */
async function publish({ id, personId, kind, vacancyId }: Consent, status: string, profile: object | null = null) {
  const employerId = kind === 'ANONYMOUS_PROFILE' ? null : PARTNER;
  const payload = { personId, kind, employerId, vacancyId: vacancyId ?? null, status, givenBy: 'SELF', profile };
  const event = {
    topic: 'consent',
    entityId: id,
    payload: { ...payload, expiresOn: day(200) },
    at: '2026-11-24T00:00:00Z',
  };
  await database().bulk(systemActor(`relay ${consentRef.name}`), (client) =>
    consentRef.apply([event], client, database().recordKeys),
  );
}
const PROFILE = { adultOn: null, birthYear: 1980, regencyCode: '3204', education: null };

/** A referral in a state, with the consents its person gave. */
async function placing(status: string) {
  const found = await admin((client) => plantReferral(client, status));
  const { personId, vacancyId } = found;
  const of = async (kind: string, columns: Readonly<Record<string, unknown>> = {}): Promise<Consent> => ({
    id: await admin((client) => plantConsent(client, personId, kind, columns)),
    ...{ personId, kind },
    ...(kind === 'REFERRAL' && { vacancyId }),
  });
  const [first] = await sql<{ id: string }>('SELECT id FROM employers.consent_ref WHERE person_id = $1', [personId]);
  return {
    ...found,
    c2: { id: first?.id ?? '', personId, kind: 'ANONYMOUS_PROFILE' },
    c3: await of('REFERRAL', { vacancy_id: vacancyId }),
    c4: await of('EMPLOYMENT'),
  };
}

describe('a consent that is taken back', () => {
  test('takes the referral back, once however often it is told, and the partner learns that and not why', async () => {
    const { id, c3 } = await placing('REFERRED');
    await publish(c3, 'GIVEN');
    expect(await standing(id)).toEqual(untouched('REFERRED'));
    await publish(c3, 'WITHDRAWN');
    expect(await standing(id)).toEqual(revoked('CONSENT_WITHDRAWN'));
    await publish(c3, 'WITHDRAWN');
    expect(await standing(id)).toEqual(revoked('CONSENT_WITHDRAWN'));
    const fields = 'status outcomeReason candidate { ref } history { event to reason byRole }';
    const { data } = await platform.ask(RECRUITER, `{ referral(id: "${id}") { ${fields} } }`);
    expect(data?.['referral']).toEqual({
      ...{ status: 'REVOKED', outcomeReason: null, candidate: null },
      history: [{ event: 'REVOKE', to: 'REVOKED', reason: null, byRole: null }],
    });
    // Control: the centre, which has to talk with the person, reads why.
    const { data: own } = await platform.ask(OFFICER, `{ referral(id: "${id}") { outcomeReason history { byRole } } }`);
    expect(own?.['referral']).toEqual({ outcomeReason: 'CONSENT_WITHDRAWN', history: [{ byRole: 'SYSTEM' }] });
  });

  test.each([
    ['c2', 'NOMINATED', true],
    ['c2', 'INTERVIEW', true],
    ['c2', 'PLACED', false],
    ['c3', 'NOMINATED', false],
    ['c3', 'ACCEPTED', true],
    ['c3', 'PLACED', false],
    ['c4', 'NOMINATED', false],
    ['c4', 'REFERRED', false],
    ['c4', 'INTERVIEW_PASSED', false],
    ['c4', 'OFFERED', true],
    ['c4', 'PLACED', false],
  ] as const)('%s, in %s', async (kind, status, isRevoked) => {
    const found = await placing(status);
    await publish(found[kind], 'WITHDRAWN');
    expect((await standing(found.id))?.status).toBe(isRevoked ? 'REVOKED' : status);
  });

  test('one to employment data that has run out takes nothing along: it is given anew before an offer is taken', async () => {
    const { id, c4 } = await placing('OFFERED');
    await publish(c4, 'ENDED');
    expect(await standing(id)).toEqual(untouched('OFFERED'));
    // Control: the person takes it back.
    await publish(c4, 'WITHDRAWN');
    expect(await standing(id)).toEqual(revoked('CONSENT_WITHDRAWN'));
  });

  test('one to employment data that names a vacancy is for that one, as the registry reads it', async () => {
    const { id, personId, c4 } = await placing('OFFERED');
    const elsewhere = { id: randomUUID(), personId, kind: 'EMPLOYMENT', vacancyId: randomUUID() };
    await publish(elsewhere, 'GIVEN');
    await publish(elsewhere, 'WITHDRAWN');
    expect(await standing(id)).toEqual(untouched('OFFERED'));
    await publish({ ...elsewhere, id: randomUUID() }, 'GIVEN');
    // The one for another vacancy keeps nothing open here.
    await publish(c4, 'WITHDRAWN');
    expect(await standing(id)).toEqual(revoked('CONSENT_WITHDRAWN'));
    // Control: one for this vacancy does.
    const other = await placing('OFFERED');
    await publish({ ...elsewhere, id: randomUUID(), personId: other.personId, vacancyId: other.vacancyId }, 'GIVEN');
    await publish(other.c4, 'WITHDRAWN');
    expect(await standing(other.id)).toEqual(untouched('OFFERED'));
  });

  test('changes nothing while another of the kind is in force, or where it was for another vacancy', async () => {
    const { id, personId, vacancyId, c3 } = await placing('ACCEPTED');
    const again = await admin((client) => plantConsent(client, personId, 'REFERRAL', { vacancy_id: vacancyId }));
    await publish(c3, 'ENDED');
    expect(await standing(id)).toEqual(untouched('ACCEPTED'));
    await publish({ id: randomUUID(), personId, kind: 'REFERRAL', vacancyId: randomUUID() }, 'WITHDRAWN');
    expect(await standing(id)).toEqual(untouched('ACCEPTED'));
    await publish({ ...c3, id: again }, 'ENDED');
    expect(await standing(id)).toEqual(revoked('CONSENT_WITHDRAWN'));
  });

  test('a record that may not be used any longer: the first consent comes again without a profile', async () => {
    const { id, c2 } = await placing('INTERVIEW');
    await publish(c2, 'GIVEN', PROFILE);
    expect(await standing(id)).toEqual(untouched('INTERVIEW'));
    await publish(c2, 'GIVEN', null);
    expect(await standing(id)).toEqual(revoked('RECORD_RESTRICTED'));
  });

  test('what somebody is at work on is left alone, and taken back by the rules afterwards', async () => {
    const { id, c3 } = await placing('ACCEPTED');
    await admin(async (client) => {
      await client.query(`BEGIN; SELECT FROM employers.referral WHERE id = '${id}' FOR UPDATE`);
      await publish(c3, 'WITHDRAWN');
      await client.query('COMMIT');
    });
    expect(await standing(id)).toEqual(untouched('ACCEPTED'));
    expect(await moved()).toEqual({ ANSWER_IN_TIME: 0, CONSENT: 1, PARTNERSHIP: 0 });
    expect(await standing(id)).toEqual(revoked('CONSENT_WITHDRAWN'));
    expect(await moved()).toEqual({ ANSWER_IN_TIME: 0, CONSENT: 0, PARTNERSHIP: 0 });
  });
});

describe('rules', () => {
  test('let lapse what was not answered in time, and nothing else, once', async () => {
    const late = await admin((client) => plantReferral(client, 'REFERRED', { respond_by: day(-1) }));
    const inTime = await admin((client) => plantReferral(client, 'REFERRED', { respond_by: day(0) }));
    const answered = await admin((client) => plantReferral(client, 'ACCEPTED', { respond_by: day(-1) }));
    expect(await moved()).toEqual({ ANSWER_IN_TIME: 1, CONSENT: 0, PARTNERSHIP: 0 });
    expect(await standing(late.id)).toEqual({
      ...{ status: 'LAPSED', events: ['LAPSE system:referral SYSTEM'], notices: 1 },
    });
    expect(await standing(inTime.id)).toEqual(untouched('REFERRED'));
    expect(await standing(answered.id)).toEqual(untouched('ACCEPTED'));
    expect(await moved()).toEqual({ ANSWER_IN_TIME: 0, CONSENT: 0, PARTNERSHIP: 0 });
  });

  test('take back what is under way with a partner that is no longer active, not who works there', async () => {
    const employer_id = randomUUID();
    await admin((client) => plantPartner(client, employer_id, []));
    const vacancy_id = await admin((client) => plantVacancy(client, { employer_id }));
    const [open, atWork] = await Promise.all(
      ['ACCEPTED', 'PLACED'].map((status) =>
        admin((client) => plantReferral(client, status, { employer_id, vacancy_id })),
      ),
    );
    expect(await moved()).toMatchObject({ PARTNERSHIP: 0 });
    await sql(`UPDATE employers.employer SET status = 'SUSPENDED' WHERE id = $1`, [employer_id]);
    // As the running platform does.
    await runJobs(
      members().map((member) => ({ ...member, folder: '' })),
      ({ every }) => every === 'MINUTE',
    );
    expect(await standing(open?.id ?? '')).toEqual(revoked('PARTNERSHIP_ENDED'));
    expect(await standing(atWork?.id ?? '')).toEqual(untouched('PLACED'));
  });
});

test('an agreement that has expired shows nothing on the next request, and a removed account has nothing', async () => {
  const { id } = await placing('ACCEPTED');
  const seen = async () => {
    const { data } = await platform.ask(
      RECRUITER,
      `{ referral(id: "${id}") { status } referrals { totalCount { value } } }`,
    );
    return [data?.['referral'], (data?.['referrals'] as { totalCount: { value: number } }).totalCount.value > 0];
  };
  const open = [{ status: 'ACCEPTED' }, true];
  const shut = [null, false];
  expect(await seen()).toEqual(open);
  const agreement = (set: string) => sql(`UPDATE employers.agreement SET ${set} WHERE employer_id = $1`, [PARTNER]);
  await agreement(`ends_on = '${day(-1)}'`);
  expect(await seen()).toEqual(shut);
  await agreement(`ends_on = '${day(0)}'`);
  expect(await seen()).toEqual(open);
  await agreement(`terminated_on = '${day(0)}'`);
  expect(await seen()).toEqual(shut);
  await agreement(`terminated_on = '${day(1)}'`);
  expect(await seen()).toEqual(open);
  const account = (status: string) =>
    sql(`UPDATE employers.partner_user SET status = $2 WHERE employer_id = $1`, [PARTNER, status]);
  await account('REMOVED');
  expect(await seen()).toEqual(shut);
  await account('ACTIVE');
  expect(await seen()).toEqual(open);
  // Control: the centre sees it throughout.
  const { data } = await platform.ask(OFFICER, `{ referral(id: "${id}") { status } }`);
  expect(data?.['referral']).toEqual({ status: 'ACCEPTED' });
});

test('a referral that was taken back before the partner was told stays unknown to it', async () => {
  const { id } = await admin((client) => plantReferral(client, 'REVOKED', { referred_on: null }));
  const told = await admin((client) => plantReferral(client, 'REVOKED'));
  const seen = async (referral: string) =>
    (await platform.ask(RECRUITER, `{ referral(id: "${referral}") { status } }`)).data?.['referral'];
  expect(await seen(id)).toBeNull();
  expect(await seen(told.id)).toEqual({ status: 'REVOKED' });
});
