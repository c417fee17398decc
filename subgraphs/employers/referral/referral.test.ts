import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Role, Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { viewerOf } from '../../../test/support/platform';
import type { Answer, TestPlatform } from '../../../test/support/platform';
import {
  OFFICER,
  PARTNER,
  RECRUITER,
  day,
  plantConsent,
  plantPartner,
  plantReferral,
  plantSeeker,
  plantVacancy,
  startReferralPlatform,
} from '../../../test/support/referral-desk';
import { codesOf, referralReads, rulesOf } from '../../../test/support/referral-reads';
import { DECLINE_REASONS, FAIL_REASONS } from './referral';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startReferralPlatform();
});
afterAll(() => platform.stop());

const admin = <Result>(work: (client: Client) => Promise<Result>) => asAdmin(work, platform.database.adminUrl);
const { sql, historyOf, noticesOf, statusOf } = referralReads(admin);

interface Done {
  readonly id: string;
  readonly status: string;
  readonly version: number;
}
let keys = 0;
const ask = (viewer: Viewer, mutation: string, type: string, input: object) =>
  platform.ask<{ done: Done | null }>(
    viewer,
    `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`,
    { input: { clientKey: `referral-test-${keys++}`, ...input } },
  );
const step = (viewer: Viewer, mutation: string, id: string, more: object = {}, type = 'StepInput') =>
  ask(viewer, mutation, type, { id, version: 1, ...more });
const nominate = (caseId: string, vacancyId: string, viewer: Viewer = OFFICER) =>
  ask(viewer, 'nominateCandidate', 'NominateInput', { caseId, vacancyId });

describe('a nomination', () => {
  test('takes somebody of the own centre who fits, and keeps how well', async () => {
    const vacancy = await admin((client) => plantVacancy(client));
    const { personId, caseId } = await admin((client) => plantSeeker(client));
    const { data, errors } = await nominate(caseId, vacancy);
    expect(errors).toEqual([]);
    expect(data?.done).toMatchObject({ status: 'NOMINATED', version: 1 });
    const id = data?.done?.id ?? '';
    const [row] = await sql<Record<string, unknown>>('SELECT * FROM employers.referral WHERE id = $1', [id]);
    expect(row).toMatchObject({ person_id: personId, case_id: caseId, centre_id: 'S-001', region_code: '3204' });
    expect(row?.['candidate_ref']).toMatch(/^[0-9a-f]{32}$/);
    expect(row?.['score']).toEqual(expect.any(Number));
    expect(await historyOf(id)).toEqual(['NOMINATE SENTRA_OFFICER']);
    const [notice] = await noticesOf(id);
    expect(notice?.payload).toEqual({
      ...{ ref: row?.['candidate_ref'], personId, caseId, centreId: 'S-001', employerId: PARTNER, vacancyId: vacancy },
      ...{
        event: 'NOMINATE',
        status: 'NOMINATED',
        placedOn: null,
        endedOn: null,
        endReason: null,
        score: row?.['score'],
      },
      statistics: {
        ...{
          nominatedOn: day(0),
          referredOn: null,
          answeredOn: null,
          accepted: false,
          interviewed: false,
          offered: false,
        },
        ...{ declineReason: null, retainedMonths: 0, contractType: null, wageFrom: null },
      },
    });
  });

  test.each([
    ['is a child', { adult_on: day(30) }, {}, ['READY']],
    ['is not ready', { is_ready: false }, {}, ['READY']],
    ['took the first consent back', { has_consented: false }, {}, ['READY']],
    ['agreed until yesterday', { consent_until: day(-1) }, {}, ['READY']],
    ['lives elsewhere', { regency_code: '3205' }, {}, ['PLACE']],
    ['needs what is not offered', { accommodations: ['RUANG_TENANG'] }, {}, ['ADJUSTMENTS']],
    ['lacks the certificate', {}, { certificate_required: ['C.14.001'] }, ['FITS']],
    ['is late', {}, { open_until: day(-1) }, ['OPEN_VACANCY']],
  ])('is refused of who %s', async (_, seeker, vacancy, rules) => {
    const vacancyId = await admin((client) => plantVacancy(client, vacancy));
    const { caseId } = await admin((client) => plantSeeker(client, seeker));
    const answer = await nominate(caseId, vacancyId);
    expect(codesOf(answer)).toEqual(['RULES_NOT_MET']);
    expect(rulesOf(answer)).toEqual(rules);
    expect(await sql('SELECT id FROM employers.referral WHERE case_id = $1', [caseId])).toEqual([]);
  });

  test('of another centre’s case, or to a vacancy nobody sees, is as of one that is missing', async () => {
    const vacancy = await admin((client) => plantVacancy(client));
    const draft = await admin((client) => plantVacancy(client, { status: 'DRAFT' }));
    const { caseId } = await admin((client) => plantSeeker(client));
    const elsewhere = viewerOf('SENTRA_OFFICER', { subject: 'of another centre', sentraId: 'S-002' });
    const told = async (answer: Promise<Answer>) => (await answer).errors.map(({ message }) => message);
    expect(await told(nominate(caseId, vacancy, elsewhere))).toEqual(await told(nominate(randomUUID(), vacancy)));
    expect(await told(nominate(caseId, draft))).toEqual(await told(nominate(caseId, randomUUID())));
  });

  test('goes up to the limit in force, whichever centre made the others', async () => {
    const { caseId, personId } = await admin((client) => plantSeeker(client));
    const other = randomUUID();
    await admin((client) => plantPartner(client, other, []));
    await admin((client) =>
      plantReferral(client, 'NOMINATED', { person_id: personId, centre_id: 'S-002', employer_id: other }),
    );
    const more = await Promise.all(
      [1, 2, 3].map(async () => {
        const employer = randomUUID();
        await admin((client) => plantPartner(client, employer, []));
        return admin((client) => plantVacancy(client, { employer_id: employer }));
      }),
    );
    for (const vacancy of more.slice(0, 2)) expect(codesOf(await nominate(caseId, vacancy))).toEqual([]);
    expect(rulesOf(await nominate(caseId, more[2] ?? ''))).toEqual(['PARALLEL_REFERRALS']);
    // Control: the limit is a dated row.
    await sql(`UPDATE employers.referral_rule SET valid_to = current_date - 1 WHERE rule = 'PARALLEL_REFERRALS';
      INSERT INTO employers.referral_rule VALUES ('PARALLEL_REFERRALS', 4, true, current_date, NULL, 'A rule of a test')`);
    // Of two that overlap the later one holds.
    await sql(`UPDATE employers.referral_rule SET valid_to = NULL WHERE rule = 'PARALLEL_REFERRALS'`);
    expect(codesOf(await nominate(caseId, more[2] ?? ''))).toEqual([]);
  });

  test('of two officers at once one wins, and the other is told why', async () => {
    const vacancy = await admin((client) => plantVacancy(client));
    const { caseId } = await admin((client) => plantSeeker(client));
    const officers = [1, 2].map((number) =>
      viewerOf('SENTRA_OFFICER', { subject: `officer ${number}`, sentraId: 'S-001' }),
    );
    const answers = await Promise.all(officers.map((officer) => nominate(caseId, vacancy, officer)));
    expect(answers.flatMap(codesOf)).toEqual(['RULES_NOT_MET']);
    expect(answers.flatMap(rulesOf)).toEqual(['FITS']);
    expect(await sql('SELECT id FROM employers.referral WHERE case_id = $1', [caseId])).toHaveLength(1);
  });
});

describe('a referral', () => {
  const nominated = async (consent?: object) => {
    const placing = await admin((client) => plantReferral(client, 'NOMINATED'));
    if (consent) {
      const about = { vacancy_id: placing.vacancyId, ...consent };
      await admin((client) => plantConsent(client, placing.personId, 'REFERRAL', about));
    }
    return placing;
  };

  test('takes consent to this partner and vacancy, and gives ten working days', async () => {
    const { id } = await nominated({});
    expect(codesOf(await step(OFFICER, 'refer', id))).toEqual([]);
    const [row] = await sql<{ referred: string; days: number }>(
      `SELECT referred_on::text AS referred, (SELECT count(*)::int FROM generate_series(referred_on + 1, respond_by, '1 day') d
         WHERE extract(isodow FROM d) < 6 AND d::date NOT IN (SELECT day FROM employers.public_holiday)) AS days
       FROM employers.referral WHERE id = $1`,
      [id],
    );
    expect(row).toEqual({ referred: day(0), days: 10 });
  });

  test.each([
    ['never given', undefined],
    ['to another partner', { employer_id: randomUUID() }],
    ['for another vacancy', { vacancy_id: randomUUID() }],
    ['withdrawn', { status: 'WITHDRAWN' }],
    ['until yesterday', { expires_on: day(-1) }],
  ])('is refused with consent %s', async (_, consent) => {
    const { id } = await nominated(consent);
    expect(rulesOf(await step(OFFICER, 'refer', id))).toEqual(['CONSENT']);
    expect(await statusOf(id)).toBe('NOMINATED');
  });

  test('is refused without an agreement in force, and to a partner that is suspended', async () => {
    const employer_id = randomUUID();
    await admin((client) => plantPartner(client, employer_id, []));
    const vacancy_id = await admin((client) => plantVacancy(client, { employer_id }));
    const { id, personId } = await admin((client) => plantReferral(client, 'NOMINATED', { employer_id, vacancy_id }));
    await admin((client) => plantConsent(client, personId, 'REFERRAL', { employer_id, vacancy_id }));
    await sql('UPDATE employers.agreement SET terminated_on = $2 WHERE employer_id = $1', [employer_id, day(0)]);
    expect(rulesOf(await step(OFFICER, 'refer', id))).toEqual(['AGREEMENT']);
    await sql(`UPDATE employers.agreement SET terminated_on = NULL WHERE employer_id = $1`, [employer_id]);
    await sql(`UPDATE employers.employer SET status = 'SUSPENDED' WHERE id = $1`, [employer_id]);
    expect(rulesOf(await step(OFFICER, 'refer', id))).toEqual(['OPEN_VACANCY']);
    await sql(`UPDATE employers.employer SET status = 'ACTIVE' WHERE id = $1`, [employer_id]);
    expect(codesOf(await step(OFFICER, 'refer', id))).toEqual([]);
  });

  test('that is answered too late is not accepted, though no job has run; the job then lets it lapse', async () => {
    const { id } = await admin((client) => plantReferral(client, 'REFERRED', { respond_by: day(-1) }));
    const seen = await platform.ask<{ referral: Record<string, unknown> }>(
      RECRUITER,
      `{ referral(id: "${id}") { isOverdue allowedEvents } }`,
    );
    expect(seen.data?.referral).toEqual({ isOverdue: true, allowedEvents: ['DECLINE'] });
    expect(rulesOf(await step(RECRUITER, 'acceptReferral', id))).toEqual(['RESPOND_BY']);
    // Control: on the last day it is.
    const { id: inTime } = await admin((client) => plantReferral(client, 'REFERRED', { respond_by: day(0) }));
    expect(codesOf(await step(RECRUITER, 'acceptReferral', inTime))).toEqual([]);
  });

  test('offers no reason to decline or fail somebody that would discriminate', () => {
    const forbidden =
      /disab|difabel|cacat|sex|gender|age|umur|religio|agama|famil|marri|pregnan|health|sehat|ethnic|suku|look/i;
    for (const reason of [...DECLINE_REASONS, ...FAIL_REASONS]) expect(reason).not.toMatch(forbidden);
    expect('DISABILITY').toMatch(forbidden);
  });
});

describe('who was referred to whom', () => {
  test('a social service finds by no path, whose numbers it has: the case of a row would name the person', async () => {
    const { id, caseId, vacancyId } = await admin((client) => plantReferral(client, 'ACCEPTED'));
    const find = async (role: Role) => {
      const { data, errors } = await platform.ask(
        viewerOf(role, { regionCodes: ['3204'] }),
        `{ vacancy(id: "${vacancyId}") { employer { name } referrals { nodes { serviceCaseId } totalCount { value } } }
          referrals(first: 100) { nodes { serviceCaseId } }
          referral(id: "${id}") { serviceCaseId } }`,
      );
      expect(errors).toEqual([]);
      return data;
    };
    const employer = { name: 'Mitra Contoh' };
    expect(await find('DINSOS')).toEqual({
      vacancy: { employer, referrals: { nodes: [], totalCount: { value: 0 } } },
      referrals: { nodes: [] },
      referral: null,
    });
    // Control: a supervisor of the place, who may see referrals.
    const found = { serviceCaseId: caseId };
    expect(await find('SUPERVISOR')).toEqual({
      vacancy: { employer, referrals: { nodes: [found], totalCount: { value: 1 } } },
      referrals: { nodes: expect.arrayContaining([found]) as unknown },
      referral: found,
    });
  });
});

describe('an offer', () => {
  test('an offer below the minimum wage of the workplace is refused', async () => {
    const { id } = await admin((client) => plantReferral(client, 'INTERVIEW_PASSED'));
    const offer = (wage: number, startsOn = day(5)) =>
      step(RECRUITER, 'makeOffer', id, { contractType: 'PKWT', wage, startsOn }, 'OfferInput');
    expect(rulesOf(await offer(1_000_000))).toEqual(['MINIMUM_WAGE']);
    expect(codesOf(await offer(9_000_000, day(-1)))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await offer(9_000_000))).toEqual([]);
  });
});
