import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../shared/viewer';
import { servePlatform } from '../support/access/served';
import type { Reply, ServedPlatform } from '../support/access/served';
import { asAdmin } from '../support/database';
import { entriesOf, subjectOf } from '../support/ledger';
import { addFamilies, addRegions } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { OFFICER, PARTNER, RECRUITER, day, plantPartner, plantVacancy } from '../support/referral-desk';

/** From ready for work at a centre to a year at work and back, each step by whoever takes it, over HTTP. */
let platform: TestPlatform;
let served: ServedPlatform;
let personId: string;
let vacancyId: string;
const caseId = randomUUID();
beforeAll(async () => {
  platform = await startTestPlatform();
  await addRegions(platform);
  const ids = await addFamilies(platform, [
    { key: 'F-1', members: [{ key: 'sarni', name: 'Sarni Dewi Wulandaru', nik: '3204054101809917' }] },
  ]);
  personId = ids.person('sarni');
  await rows(
    `INSERT INTO sentra.person_ref VALUES ('${personId}', '3204052001', 'PADAN');
     INSERT INTO sentra.service_case (id, centre_id, region_code, person_id, status, place_kind, source, language, reached_at,
       photo_consent, identity, intake_on, consent_given_by, consent_mode, consent_text_version, resident)
     VALUES ('${caseId}', 'S-001', '3204052001', '${personId}', 'CERTIFIED', 'HOME', 'LKS', 'Sunda', now(), false, 'REGISTERED',
       current_date - 90, 'SELF', 'LISAN', 'C1-2026.1', true);
     UPDATE sentra.centre SET residents = 1 WHERE id = 'S-001'`,
  );
  vacancyId = await asAdmin(async (client) => {
    await plantPartner(client);
    return plantVacancy(client, { seats: 1 });
  }, platform.database.adminUrl);
  await platform.relay.drain();
  served = await servePlatform(platform);
});
afterAll(async () => {
  await served?.stop();
  await platform?.stop();
});

const citizen = () => viewerOf('CITIZEN', { subject: 'the person', personId });
const rows = <Row extends object>(sql: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(sql, [...values])).rows, platform.database.adminUrl);
const codes = ({ errors }: Reply) => errors.map(({ extensions }) => extensions['code']);

interface Stepped {
  readonly id: string;
  readonly status: string;
  readonly version: number;
}
let keys = 0;
let current: Stepped;

const mutate = async (viewer: Viewer, mutation: string, type: string, input: object) => {
  const reply = await served.ask(viewer, {
    query: `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`,
    variables: { input: { clientKey: `placing-${keys++}`, ...input } },
  });
  return { reply, done: reply.data?.['done'] as Stepped | null | undefined };
};

/** Takes a step of the referral, of which nothing may be refused; what it publishes has arrived everywhere afterwards. */
async function takes(viewer: Viewer, mutation: string, status: string, more: object = {}, type = 'StepInput') {
  const { reply, done } = await mutate(viewer, mutation, type, { id: current.id, version: current.version, ...more });
  expect([mutation, reply.errors]).toEqual([mutation, []]);
  expect(done?.status).toBe(status);
  current = done ?? current;
  await platform.relay.drain();
}

/** Agrees, by the person's own hand. */
async function agrees(kind: string, more: object = {}): Promise<void> {
  const input = {
    ...{ personId, kind, givenBy: 'SELF', form: 'TERTULIS', textVersion: 'P-2026.1', expiresOn: day(100) },
    ...more,
  };
  const { reply } = await mutate(citizen(), 'giveConsent', 'GiveConsentInput', input);
  expect([kind, reply.errors]).toEqual([kind, []]);
  await platform.relay.drain();
}

const see = async (viewer: Viewer, fields: string) => {
  const reply = await served.ask(viewer, {
    query: `query ($id: ID!) { referral(id: $id) { ${fields} } }`,
    variables: { id: current.id },
  });
  return reply.data?.['referral'] as Record<string, unknown> | null;
};
const candidate = async () => {
  const fields = 'candidate { firstName fullName phone nik payrollAccount }';
  return (await see(RECRUITER, fields))?.['candidate'] ?? null;
};
const caseStatus = async () => {
  const { data } = await served.ask(OFFICER, { query: `{ serviceCase(id: "${caseId}") { status version } }` });
  return data?.['serviceCase'] as { status: string; version: number };
};

test('is called ready for work, agrees to be known of without a name, and is nominated', async () => {
  const ready = {
    ...{ readiness: ['SKILL', 'MOTIVATION'], accommodations: ['RAMP_LIFT'], jobFit: 'Operator jahit' },
    ...{ skills: [{ code: 'JAHIT', level: 3 }], experienceMonths: 12 },
  };
  const { reply } = await mutate(OFFICER, 'callReadyForWork', 'ReadyInput', { id: caseId, version: 1, ...ready });
  expect(reply.errors).toEqual([]);
  await platform.relay.drain();
  const nominate = () => mutate(OFFICER, 'nominateCandidate', 'NominateInput', { caseId, vacancyId });
  const refused = await nominate();
  expect(codes(refused.reply)).toEqual(['RULES_NOT_MET']);
  expect(refused.reply.errors[0]?.message).toContain('READY');
  await agrees('ANONYMOUS_PROFILE');
  const { reply: nominated, done } = await nominate();
  expect(nominated.errors).toEqual([]);
  current = done ?? current;
  expect(current.status).toBe('NOMINATED');
  // The partner knows of nobody yet.
  expect(await see(RECRUITER, 'status')).toBeNull();
});

test('is referred once they agree to the partner, who then learns a first name', async () => {
  const input = { id: current.id, version: current.version };
  const refused = await mutate(OFFICER, 'refer', 'StepInput', input);
  expect(refused.reply.errors[0]?.message).toContain('CONSENT');
  await agrees('REFERRAL', { employerId: PARTNER, vacancyId });
  await takes(OFFICER, 'refer', 'REFERRED');
  const fields = 'status employer { name } vacancy { title } centre { name } serviceCaseId respondBy isOverdue';
  expect(await see(RECRUITER, fields)).toMatchObject({
    ...{ status: 'REFERRED', employer: { name: 'Mitra Contoh' }, vacancy: { title: 'Penjahit' }, isOverdue: false },
    ...{ centre: { name: 'Sentra Terpadu Pangudi Luhur' }, serviceCaseId: null },
  });
  expect(await see(OFFICER, 'serviceCaseId candidate { ref }')).toEqual({ serviceCaseId: caseId, candidate: null });
  expect(await candidate()).toMatchObject({ firstName: 'Sarni', fullName: null, phone: null, nik: null });
});

test('is accepted and met: the partner reads who it is, and the registry writes down that it did', async () => {
  await takes(RECRUITER, 'acceptReferral', 'ACCEPTED');
  const entries = await entriesOf(platform, 'beneficiaries', async () => {
    expect(await candidate()).toMatchObject({ fullName: 'Sarni Dewi Wulandaru', nik: null });
  });
  expect(entries).toContainEqual(expect.objectContaining({ account: RECRUITER.subject, organisation: PARTNER }));
  const read = entries.flatMap(({ decisions }) => decisions).filter(({ grade }) => grade === 'FULL');
  expect(read.flatMap(({ subjects }) => subjects)).toContain(subjectOf(platform, 'person', personId));
  expect(read.flatMap(({ coordinates }) => coordinates)).toContain('Candidate.fullName');
  await takes(
    RECRUITER,
    'inviteToInterview',
    'INTERVIEW',
    { at: `${day(2)}T03:00:00Z`, place: 'Kantor, lantai 1', accommodations: ['RAMP_LIFT'] },
    'InterviewInput',
  );
  expect(await see(citizen(), 'interview { place accommodations unmetAccommodations }')).toEqual({
    interview: { place: 'Kantor, lantai 1', accommodations: ['RAMP_LIFT'], unmetAccommodations: [] },
  });
  await rows(`UPDATE employers.referral SET interview_at = now() - interval '1 hour' WHERE id = $1`, [current.id]);
  await takes(RECRUITER, 'passInterview', 'INTERVIEW_PASSED');
  const offer = { contractType: 'PKWT', wage: 9_000_000, startsOn: day(0) };
  await takes(RECRUITER, 'makeOffer', 'OFFERED', offer, 'OfferInput');
  expect(await see(citizen(), 'offer { wage startsOn } allowedEvents')).toEqual({
    offer: { wage: 9_000_000, startsOn: day(0) },
    allowedEvents: ['TAKE_OFFER', 'REFUSE_OFFER', 'REVOKE'],
  });
});

test('takes the offer with consent to what payroll needs; the case moves by itself, and the seat is taken', async () => {
  const take = { id: current.id, version: current.version };
  const refused = await mutate(citizen(), 'takeOffer', 'StepInput', take);
  expect(refused.reply.errors[0]?.message).toContain('CONSENT');
  const payroll = { account: '0071234567', bpjsNumber: '19012345678' };
  await agrees('EMPLOYMENT', { employerId: PARTNER, payroll });
  expect((await caseStatus()).status).toBe('READY_FOR_WORK');
  await takes(citizen(), 'takeOffer', 'PLACED');
  expect((await caseStatus()).status).toBe('AFTERCARE');
  expect(await candidate()).toMatchObject({ nik: '3204054101809917', payrollAccount: '0071234567' });
  const [vacancy] = await rows('SELECT status, seats_taken FROM employers.vacancy WHERE id = $1', [vacancyId]);
  expect(vacancy).toEqual({ status: 'FILLED', seats_taken: 1 });
  const [centre] = await rows(`SELECT residents FROM sentra.centre WHERE id = 'S-001'`);
  expect(centre).toEqual({ residents: 0 });
});

test('is still at work after three, six and twelve months: reported by the partner or seen by the centre', async () => {
  const worked = (months: number) =>
    rows(`UPDATE employers.referral SET placed_on = (current_date - make_interval(months => $2))::date WHERE id = $1`, [
      current.id,
      months,
    ]);
  await worked(3);
  const report = { referralId: current.id, months: 3, evidenceKind: 'PAYSLIP', reference: 'SLIP-2026-0042' };
  const confirm = { id: current.id, version: current.version };
  expect(codes((await mutate(OFFICER, 'confirmRetention3', 'ConfirmRetentionInput', confirm)).reply)).toEqual([
    'RULES_NOT_MET',
  ]);
  expect((await mutate(RECRUITER, 'reportRetention', 'RetentionReportInput', report)).reply.errors).toEqual([]);
  await takes(OFFICER, 'confirmRetention3', 'RETAINED_3', {}, 'ConfirmRetentionInput');
  for (const months of [6, 12]) {
    await worked(months);
    const visit = { visitedOn: day(0) };
    await takes(OFFICER, `confirmRetention${months}`, `RETAINED_${months}`, visit, 'ConfirmRetentionInput');
  }
  const attested = await served.ask(OFFICER, {
    query: 'mutation ($input: AttestQuotaInput!) { attestQuota(input: $input) }',
    variables: {
      input: { clientKey: `placing-${keys++}`, referralId: current.id, counts: true, reference: 'ULD-2026-7' },
    },
  });
  expect(attested.errors).toEqual([]);
  expect(await see(RECRUITER, 'countsTowardQuota retention { months reportedOn confirmedOn }')).toEqual({
    countsTowardQuota: true,
    retention: [
      { months: 3, reportedOn: day(0), confirmedOn: day(0) },
      { months: 6, reportedOn: null, confirmedOn: day(0) },
      { months: 12, reportedOn: null, confirmedOn: day(0) },
    ],
  });
});

test('loses the work and is ready again; what the partner sees closes with consent, on the next request', async () => {
  const end = { endedOn: day(0), reason: 'BUSINESS_CLOSED' };
  await takes(RECRUITER, 'endWork', 'ENDED', end, 'EndWorkInput');
  expect((await caseStatus()).status).toBe('READY_FOR_WORK');
  expect(await see(citizen(), 'outcomeReason endedOn')).toEqual({ outcomeReason: 'BUSINESS_CLOSED', endedOn: day(0) });
  expect(await candidate()).toMatchObject({ nik: '3204054101809917' });
  const [consent] = await rows<{ id: string; version: number }>(
    `SELECT id, version FROM beneficiaries.consent WHERE person_id = $1 AND kind = 'EMPLOYMENT'`,
    [personId],
  );
  const { reply } = await mutate(citizen(), 'withdrawConsent', 'StepInput', { ...consent });
  expect(reply.errors).toEqual([]);
  // Nothing was carried anywhere yet.
  expect(await candidate()).toMatchObject({ nik: null, payrollAccount: null });
});

test('every step left one event and one notice, by whoever took it, and no notice says more than it must', async () => {
  const events = await rows<{ line: string }>(
    `SELECT concat_ws(' ', event, actor) AS line FROM employers.transition_event WHERE machine = 'referral' AND entity_id = $1
     ORDER BY id`,
    [current.id],
  );
  const lines = events.map(({ line }) => line);
  expect(lines).toEqual([
    `NOMINATE ${OFFICER.subject}`,
    `REFER ${OFFICER.subject}`,
    `ACCEPT ${RECRUITER.subject}`,
    `INVITE ${RECRUITER.subject}`,
    `PASS ${RECRUITER.subject}`,
    `OFFER ${RECRUITER.subject}`,
    'TAKE_OFFER the person',
    `CONFIRM_3 ${OFFICER.subject}`,
    `CONFIRM_6 ${OFFICER.subject}`,
    `CONFIRM_12 ${OFFICER.subject}`,
    `END_WORK ${RECRUITER.subject}`,
  ]);
  const notices = await rows<{ payload: Record<string, unknown> }>(
    `SELECT payload FROM employers.outbox WHERE topic = 'referral' AND entity_id = $1 ORDER BY id`,
    [current.id],
  );
  expect(notices).toHaveLength(lines.length);
  expect(Object.keys(notices.at(-1)?.payload ?? {}).sort()).toEqual([
    'caseId',
    'centreId',
    'employerId',
    'endReason',
    'endedOn',
    'event',
    'personId',
    'placedOn',
    'ref',
    'score',
    'statistics',
    'status',
    'vacancyId',
  ]);
  const ofCase = await rows<{ line: string }>(
    `SELECT concat_ws(' ', event, reason, actor) AS line FROM sentra.transition_event WHERE entity_id = $1 ORDER BY id`,
    [caseId],
  );
  expect(ofCase.map(({ line }) => line)).toEqual([
    `CALL_READY_FOR_WORK ${OFFICER.subject}`,
    'FOLLOW_UP system:placement',
    'RESUME_SEARCH EMPLOYER_CLOSED system:placement',
  ]);
  // Who reads of a referral reads about a person, and that is written down.
  const entries = await entriesOf(platform, 'employers', () => see(RECRUITER, 'status offer { wage }'));
  expect(entries.flatMap(({ decisions }) => decisions)).toContainEqual(
    expect.objectContaining({ grade: 'FULL', subjects: [subjectOf(platform, 'person', personId)] }),
  );
});
