import type { Viewer } from '../../shared/viewer';
import { servePlatform } from '../support/access/served';
import type { Reply, ServedPlatform } from '../support/access/served';
import { asAdmin } from '../support/database';
import { entriesOf, subjectOf } from '../support/ledger';
import { addFamilies, addRegions } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** A person without papers, from the street to a certificate and ready for work, each step by whoever takes it, over HTTP. */
let platform: TestPlatform;
let served: ServedPlatform;
let personId: string;
beforeAll(async () => {
  platform = await startTestPlatform();
  await addRegions(platform);
  served = await servePlatform(platform);
});
afterAll(async () => {
  await served.stop();
  await platform.stop();
});

const at = (subject: string): Viewer => viewerOf('SENTRA_OFFICER', { subject, sentraId: 'S-001' });
const outreach = at('outreach worker');
const peksos = at('social worker');
const instructor = at('instructor');
const elsewhere = viewerOf('SENTRA_OFFICER', { subject: 'of another centre', sentraId: 'S-002' });
const supervisor = viewerOf('SUPERVISOR', { subject: 'supervisor', regionCodes: ['32'] });
const dinsos = viewerOf('DINSOS', { subject: 'regional office', regionCodes: ['3204'] });
const citizen = () => viewerOf('CITIZEN', { subject: 'the person', personId });

interface Case {
  readonly id: string;
  readonly status: string;
  readonly version: number;
}
let current: Case;
let keys = 0;
const codes = ({ errors }: Reply) => errors.map(({ extensions }) => extensions['code']);
const day = (days: number) => new Date(Date.now() + 7 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** Asks for a step and gives the reply; what it answers becomes the state of the case. */
async function step(viewer: Viewer, mutation: string, type: string, input: object = {}): Promise<Reply> {
  const reply = await served.ask(viewer, {
    query: `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`,
    variables: { input: { id: current?.id, version: current?.version, clientKey: `street-${keys++}`, ...input } },
  });
  const done = reply.data?.['done'] as Case | null | undefined;
  if (done) current = done;
  return reply;
}

/** The same, of which nothing may be refused. */
async function takes(viewer: Viewer, mutation: string, type: string, status: string, input: object = {}) {
  const { errors } = await step(viewer, mutation, type, input);
  expect([mutation, errors]).toEqual([mutation, []]);
  expect(current.status).toBe(status);
}

/** Writes into the file of the case. */
async function file(viewer: Viewer, mutation: string, type: string, input: object): Promise<Reply> {
  const reply = await served.ask(viewer, {
    query: `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`,
    variables: { input: { caseId: current.id, clientKey: `street-${keys++}`, ...input } },
  });
  current = (reply.data?.['done'] as Case | null) ?? current;
  return reply;
}

const see = async (viewer: Viewer, fields: string) => {
  const reply = await served.ask(viewer, {
    query: `query ($id: ID!) { serviceCase(id: $id) { ${fields} } }`,
    variables: { id: current.id },
  });
  return { ...reply, row: reply.data?.['serviceCase'] as Record<string, unknown> | null };
};

const rows = <Row extends object>(sql: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(sql, [...values])).rows, platform.database.adminUrl);
const residents = async () => {
  const { data } = await served.ask(viewerOf('PUBLIC'), { query: '{ centre(code: "S-001") { residents } }' });
  return (data?.['centre'] as { residents: number }).residents;
};

const meeting = { place: '3204052001', placeKind: 'STREET', at: '2026-10-01T20:15:00+07:00' };
const consent = { consentGivenBy: 'SELF', consentMode: 'LISAN', consentTextVersion: 'C1-2026.1' };
const ready = { readiness: ['SKILL', 'MOTIVATION', 'PAPERS'], accommodations: ['TUGAS_DISESUAIKAN'] };
const plan = {
  goals: ['LEARN_A_TRADE', 'WORK'],
  components: ['VOKASIONAL_KEWIRAUSAHAAN', 'TERAPI_PSIKOSOSIAL'],
  base: 'RESIDENSIAL',
  major: 'MENJAHIT',
  targetOn: day(180),
};

test('met on the street, refuses, is met again and agrees', async () => {
  const first = {
    ...meeting,
    source: 'PATROL',
    language: 'Sunda',
    photoConsent: false,
    id: undefined,
    version: undefined,
  };
  await takes(outreach, 'reachOut', 'ReachOutInput', 'REACHED_OUT', first);
  await takes(outreach, 'refuseService', 'RefuseInput', 'REFUSED_SERVICE', { reason: 'WANTS_TO_EARN' });
  expect((await see(dinsos, 'refusalReason offerAgainOn person { id }')).row).toEqual({
    refusalReason: 'WANTS_TO_EARN',
    offerAgainOn: day(30),
    person: null,
  });
  await takes(dinsos, 'offerServiceAgain', 'OfferAgainInput', 'REACHED_OUT', {
    ...meeting,
    at: '2026-11-01T19:00:00Z',
  });
  // A regional office does not take people in, and nobody is taken in without saying who it is.
  expect(codes(await step(dinsos, 'takeIntoService', 'AgreeInput', { ...consent, undocumented: true }))).toEqual([
    'FORBIDDEN',
  ]);
  expect(codes(await step(peksos, 'takeIntoService', 'AgreeInput', consent))).toEqual(['BAD_USER_INPUT']);
  await takes(peksos, 'takeIntoService', 'AgreeInput', 'INTAKE', { ...consent, undocumented: true });
});

test('once the registry knows the person, the officers of the centre see who it is, and no others', async () => {
  const ids = await addFamilies(platform, [{ key: 'alone', members: [{ key: 'sarni', name: 'Sarni Wulandaru' }] }]);
  personId = ids.person('sarni');
  const name = async (viewer: Viewer) => {
    const { data } = await served.ask(viewer, {
      query: 'query ($id: ID!) { person(id: $id) { fullName family { address } } }',
      variables: { id: personId },
    });
    return data?.['person'] ?? null;
  };
  expect(codes(await file(peksos, 'identifyServed', 'IdentifyInput', { personId }))).toEqual(['NOT_FOUND']);
  await rows(`INSERT INTO beneficiaries.outbox (topic, entity_id, payload)
    SELECT 'person', id, jsonb_build_object('sourceId', source_id, 'familyId', family_id, 'regionCode', region_code,
      'matchStatus', match_status) FROM beneficiaries.person`);
  await platform.relay.drain();
  expect(await name(peksos)).toBeNull();
  expect(codes(await file(peksos, 'identifyServed', 'IdentifyInput', { personId }))).toEqual([]);
  await platform.relay.drain();
  const entries = await entriesOf(platform, 'beneficiaries', async () => {
    expect(await name(peksos)).toEqual({ fullName: 'Sarni Wulandaru', family: { address: 'Jalan Contoh 1' } });
    expect(await name(elsewhere)).toBeNull();
  });
  const read = entries.flatMap(({ account, organisation, decisions }) =>
    decisions.map(({ coordinates, subjects }) => ({ account, organisation, coordinates, subjects })),
  );
  expect(read).toContainEqual({
    account: 'social worker',
    organisation: 'S-001',
    coordinates: expect.arrayContaining(['Person.fullName']) as unknown,
    subjects: [subjectOf(platform, 'person', personId)],
  });
  expect(read.filter(({ account }) => account === 'of another centre')).toEqual([]);
});

test('is assessed, accepted, and served by a plan that somebody else approved', async () => {
  await takes(peksos, 'assessPerson', 'AssessInput', 'ASSESSED', {
    ...{ assessedOn: day(0), ppksTypes: ['GELANDANGAN'], physical: 'sehat', psychological: 'cemas', social: 'sendiri' },
    ...{ spiritual: 'baik', economic: 'tanpa penghasilan', vocational: 'pernah menjahit', risk: 'jalanan', score: 48 },
    ...{ seeing: 2, hearing: 1, walking: 1, remembering: 1, selfCare: 1, communicating: 1, recommendation: 'latih' },
  });
  const conference = { heldOn: day(0), minutes: 'BA-31/2026' };
  await takes(peksos, 'holdCaseConference', 'ConferenceInput', 'CASE_CONFERENCE', { ...conference, result: 'PENDING' });
  expect(codes(await step(peksos, 'writeServicePlan', 'PlanInput', plan))).toEqual(['BAD_USER_INPUT']);
  await takes(peksos, 'holdCaseConference', 'ConferenceInput', 'CASE_CONFERENCE', { ...conference, result: 'LULUS' });
  await takes(peksos, 'writeServicePlan', 'PlanInput', 'CASE_CONFERENCE', plan);
  // Four eyes: the author may not, in one's own role.
  expect(codes(await step(peksos, 'approveServicePlan', 'StepInput'))).toEqual(['FORBIDDEN']);
  await takes(supervisor, 'approveServicePlan', 'StepInput', 'PLAN_APPROVED');
  expect(await residents()).toBe(0);
  await takes(peksos, 'startService', 'StepInput', 'IN_SERVICE');
  expect(await residents()).toBe(1);
});

test('learns a trade: attendance is counted, not claimed', async () => {
  for (const number of [1, 2, 3, 4]) {
    const session = { heldOn: day(-number), topic: 'Jahit lurus', attended: number !== 4 };
    expect(codes(await file(instructor, 'recordTrainingSession', 'SessionInput', session))).toEqual([]);
  }
  const finish = () => step(instructor, 'finishTraining', 'StepInput');
  expect((await finish()).errors[0]?.message).toContain('attendance is 75%');
  await file(instructor, 'recordTrainingSession', 'SessionInput', { heldOn: day(0), topic: 'Kerah', attended: true });
  expect((await finish()).errors[0]?.message).toContain('psychosocial closing note');
  const note = { kind: 'PSYCHOSOCIAL_CLOSING', text: 'Tenang, ingin bekerja.' };
  expect(codes(await file(peksos, 'writeCaseNote', 'CaseNoteInput', note))).toEqual([]);
  await takes(instructor, 'finishTraining', 'StepInput', 'TRAINING_FINISHED');
  await takes(instructor, 'certifyPerson', 'CertifyInput', 'CERTIFIED', {
    ...{ issuer: 'LSP_BNSP', number: 'LSP-GAR-2026-0042', unitCode: 'C.141110.001.02', level: 2 },
    ...{ issuedOn: day(0), expiresOn: day(1_095) },
  });
});

test('is ready for work, is placed, loses the work, and finds other work', async () => {
  expect(codes(await step(peksos, 'callReadyForWork', 'ReadyInput', { ...ready, readiness: ['SKILL'] }))).toEqual([
    'BAD_USER_INPUT',
  ]);
  await takes(peksos, 'callReadyForWork', 'ReadyInput', 'READY_FOR_WORK', { ...ready, jobFit: 'Operator jahit' });
  const placed = { outcome: 'PLACED', since: day(0) };
  await takes(peksos, 'beginAftercare', 'FollowUpInput', 'AFTERCARE', placed);
  expect(await residents()).toBe(0);
  await takes(peksos, 'resumeSearch', 'ReasonedStepInput', 'READY_FOR_WORK', { reason: 'CONTRACT_ENDED' });
  await takes(peksos, 'beginAftercare', 'FollowUpInput', 'AFTERCARE', placed);
  expect(
    codes(await step(supervisor, 'closeServiceCase', 'ReasonedStepInput', { reason: 'RETAINED_12_MONTHS' })),
  ).toEqual(['BAD_USER_INPUT']);
  await takes(supervisor, 'closeServiceCase', 'ReasonedStepInput', 'CLOSED', { reason: 'GOAL_MET' });
  await platform.relay.drain();
  // The case is over, and with it the centre's business with the record.
  const { data } = await served.ask(peksos, { query: `{ person(id: "${personId}") { fullName } }` });
  expect(data?.['person']).toBeNull();
});

test('comes back: the same case, another episode, consent anew', async () => {
  const { id } = current;
  await takes(peksos, 'reopenServiceCase', 'ReopenInput', 'REOPENED', { ...consent, reason: 'BACK_ON_STREET' });
  expect((await see(peksos, 'id episode conferenceResult attendancePercent assessments { episode }')).row).toEqual({
    id,
    episode: 2,
    conferenceResult: null,
    attendancePercent: null,
    assessments: [{ episode: 1 }],
  });
});

test('the person reads a summary and the certificate, not what was written about them', async () => {
  await file(peksos, 'summariseCase', 'SummaryInput', { text: 'Anda siap bekerja sebagai penjahit.' });
  const { row, errors } = await see(citizen(), 'status summary certificates { numberEnd level } jobFit notes { text }');
  expect(row).toEqual({
    status: 'REOPENED',
    summary: 'Anda siap bekerja sebagai penjahit.',
    certificates: [{ numberEnd: '0042', level: 2 }],
    jobFit: null,
    notes: null,
  });
  expect(errors).toEqual([]);
  expect((await see(dinsos, 'status summary notes { text }')).row).toEqual({
    status: 'REOPENED',
    summary: null,
    notes: null,
  });
  await takes(citizen(), 'withdrawFromService', 'StepInput', 'EXITED');
});

test('every step left one event and one notice, and no notice says why somebody needs help', async () => {
  const events = await rows<{ event: string; actor: string; role: string }>(
    `SELECT event, actor, actor_role AS role FROM sentra.transition_event WHERE entity_id = $1 ORDER BY id`,
    [current.id],
  );
  expect(events.map(({ event, actor }) => `${event} ${actor}`)).toEqual([
    'REACH_OUT outreach worker',
    'REFUSE outreach worker',
    'OFFER_AGAIN regional office',
    'AGREE social worker',
    'ASSESS social worker',
    'HOLD_CONFERENCE social worker',
    'HOLD_CONFERENCE social worker',
    'WRITE_PLAN social worker',
    'APPROVE_PLAN supervisor',
    'START social worker',
    'FINISH_TRAINING instructor',
    'CERTIFY instructor',
    'CALL_READY_FOR_WORK social worker',
    'FOLLOW_UP social worker',
    'RESUME_SEARCH social worker',
    'FOLLOW_UP social worker',
    'CLOSE supervisor',
    'REOPEN social worker',
    'WITHDRAW the person',
  ]);
  const notices = await rows<{ payload: object }>(
    `SELECT payload FROM sentra.outbox WHERE topic = 'service_case' AND entity_id = $1 ORDER BY id`,
    [current.id],
  );
  // One for each step, and one for saying who it is.
  expect(notices).toHaveLength(events.length + 1);
  expect(notices.at(-1)?.payload).toEqual({
    centreId: 'S-001',
    personId,
    status: 'EXITED',
    open: false,
    episode: 2,
    profile: null,
    // Whole, though the last step is the person's, who reads neither the plan nor who said what.
    statistics: {
      district: '320405',
      source: 'PATROL',
      major: 'MENJAHIT',
      milestones: {
        ...{ reachedOn: '2026-10-01', takenInOn: day(0), assessedOn: day(0), plannedOn: day(0), startedOn: day(0) },
        ...{ trainedOn: day(0), certifiedOn: day(0), readyOn: day(0), readyForBusinessOn: null, placedOn: day(0) },
        endedOn: day(0),
      },
      contacts: [
        { attempt: 1, on: '2026-10-01', placeKind: 'STREET', outcome: 'REFUSED' },
        { attempt: 2, on: '2026-11-02', placeKind: 'STREET', outcome: 'ACCEPTED' },
      ],
    },
  });
  const sealed = await rows<{ number: string }>('SELECT number_sealed AS number FROM sentra.certificate');
  expect(sealed[0]?.number).not.toContain('0042');
});
