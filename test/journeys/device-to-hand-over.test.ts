import type { Viewer } from '../../shared/viewer';
import { servePlatform } from '../support/access/served';
import type { Reply, ServedPlatform } from '../support/access/served';
import { asAdmin } from '../support/database';
import { day, officer } from '../support/device-desk';
import type { Stepped } from '../support/device-desk';
import { entriesOf, subjectOf } from '../support/ledger';
import { addFamilies, addRegions } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** A wheelchair from the plan to the person who uses it, each step by whoever takes it, over HTTP. */
let platform: TestPlatform;
let served: ServedPlatform;
let personId: string;
let caseId: string;
beforeAll(async () => {
  platform = await startTestPlatform();
  await addRegions(platform);
  const ids = await addFamilies(platform, [{ key: 'one', members: [{ key: 'rusdi', name: 'Rusdi Contoh' }] }]);
  personId = ids.person('rusdi');
  await rows(`INSERT INTO beneficiaries.outbox (topic, entity_id, payload)
    SELECT 'person', id, jsonb_build_object('sourceId', source_id, 'familyId', family_id, 'regionCode', region_code,
      'matchStatus', match_status) FROM beneficiaries.person`);
  await platform.relay.drain();
  served = await servePlatform(platform);
});
afterAll(async () => {
  await served.stop();
  await platform.stop();
});

const peksos = officer('social worker');
const workshop = officer('head of the workshop');
const inspector = officer('inspector');
const technician = officer('technician');
const elsewhere = officer('of another centre', 'S-002');
const dinsos = viewerOf('DINSOS', { subject: 'regional office', regionCodes: ['3204'] });
const citizen = () => viewerOf('CITIZEN', { subject: 'the person', personId });
const PUBLIC = viewerOf('PUBLIC');

let device: Stepped;
let need: Stepped;
let keys = 0;
const codes = ({ errors }: Reply) => errors.map(({ extensions }) => extensions['code']);

async function call(viewer: Viewer, mutation: string, type: string, input: object): Promise<Reply> {
  return served.ask(viewer, {
    query: `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`,
    variables: { input: { clientKey: `wheelchair-${keys++}`, ...input } },
  });
}

/** Asks for a step of the device; what it answers becomes its state. */
async function step(viewer: Viewer, mutation: string, type: string, input: object = {}): Promise<Reply> {
  const reply = await call(viewer, mutation, type, { id: device.id, version: device.version, ...input });
  device = (reply.data?.['done'] as Stepped | null | undefined) ?? device;
  return reply;
}

/** The same, of which nothing may be refused. */
async function takes(viewer: Viewer, mutation: string, type: string, status: string, input: object = {}) {
  const { errors } = await step(viewer, mutation, type, input);
  expect([mutation, errors]).toEqual([mutation, []]);
  expect(device.status).toBe(status);
}

async function needNow(viewer: Viewer) {
  const query = 'query ($id: ID!) { deviceNeed(id: $id) { id status version metOn devices { status } } }';
  const { data } = await served.ask(viewer, { query, variables: { id: need.id } });
  return data?.['deviceNeed'] as (Stepped & { metOn: string | null; devices: object[] }) | null;
}

const rows = <Row extends object>(sql: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(sql, [...values])).rows, platform.database.adminUrl);

const year = Number(day(0).slice(0, 4));
const counts = async (viewer: Viewer) => {
  const query = `{ deviceCounts(year: ${year}, centreCode: "S-001") { type planned made distributed } }`;
  return (await served.ask(viewer, { query })).data?.['deviceCounts'];
};
const stock = async (viewer: Viewer) => {
  const query = '{ centre(code: "S-001") { deviceStock { type inMaking inStock allocated waiting } } }';
  const { data } = await served.ask(viewer, { query });
  return (data?.['centre'] as { deviceStock: object[] }).deviceStock;
};
const counted = (planned: number, made: number, distributed: number | null) => [
  { type: 'ADAPTIVE_WHEELCHAIR', planned, made, distributed },
];
const standing = (inMaking: number, inStock: number, allocated: number, waiting: number) => [
  { type: 'ADAPTIVE_WHEELCHAIR', inMaking, inStock, allocated, waiting },
];

test('an assessment finds that the person needs a wheelchair: the person waits', async () => {
  const meeting = { place: '3204052001', placeKind: 'HOME', at: '2026-10-01T10:00:00+07:00', source: 'FIELD_HELPER' };
  const met = await call(peksos, 'reachOut', 'ReachOutInput', { ...meeting, language: 'Sunda', photoConsent: false });
  caseId = (met.data?.['done'] as Stepped).id;
  const consent = { consentGivenBy: 'SELF', consentMode: 'LISAN', consentTextVersion: 'C1-2026.1' };
  const taken = await call(peksos, 'takeIntoService', 'AgreeInput', { id: caseId, version: 1, ...consent, personId });
  expect(taken.errors).toEqual([]);
  const asked = { caseId, type: 'ADAPTIVE_WHEELCHAIR', priority: 'HIGH' };
  expect(codes(await call(peksos, 'registerDeviceNeed', 'RegisterNeedInput', asked))).toEqual(['BAD_USER_INPUT']);
  const assessed = await call(peksos, 'assessPerson', 'AssessInput', {
    ...{ id: caseId, version: 2, assessedOn: day(0), ppksTypes: [], physical: 'lumpuh kaki', psychological: 'baik' },
    ...{ social: 'keluarga', spiritual: 'baik', economic: 'cukup', vocational: 'menjahit', risk: 'rendah', score: 60 },
    ...{
      seeing: 1,
      hearing: 1,
      walking: 4,
      remembering: 1,
      selfCare: 2,
      communicating: 1,
      recommendation: 'kursi roda',
    },
  });
  expect(assessed.errors).toEqual([]);
  expect(codes(await call(elsewhere, 'registerDeviceNeed', 'RegisterNeedInput', asked))).toEqual(['NOT_FOUND']);
  const waits = await call(peksos, 'registerDeviceNeed', 'RegisterNeedInput', asked);
  expect(waits.errors).toEqual([]);
  need = waits.data?.['done'] as Stepped;
  expect(need.status).toBe('WAITING');
  expect(await stock(peksos)).toEqual(standing(0, 0, 0, 1));
});

test('the workshop plans and assembles one; it is made once somebody else lets it pass', async () => {
  expect(await counts(PUBLIC)).toEqual([]);
  const team = { name: 'Tim kursi roda', assemblers: 5 };
  const recorded = await served.ask(workshop, {
    query: 'mutation ($input: DeviceTeamInput!) { recordDeviceTeam(input: $input) { deviceTeams { id assemblers } } }',
    variables: { input: { ...team, clientKey: `wheelchair-${keys++}` } },
  });
  const [made] = (recorded.data?.['recordDeviceTeam'] as { deviceTeams: { id: string }[] }).deviceTeams;
  const planned = { type: 'ADAPTIVE_WHEELCHAIR', plannedFor: day(0) };
  const begun = await call(workshop, 'planDevice', 'PlanDeviceInput', planned);
  expect(begun.errors).toEqual([]);
  device = begun.data?.['done'] as Stepped;
  expect(await counts(PUBLIC)).toEqual(counted(1, 0, 0));
  const by = { teamId: made?.id, assembledOn: day(0) };
  await takes(workshop, 'assembleDevice', 'AssembleDeviceInput', 'ASSEMBLED', by);
  expect(codes(await step(workshop, 'passDeviceCheck', 'PassDeviceCheckInput', { checkedOn: day(0) }))).toEqual([
    'FORBIDDEN',
  ]);
  await takes(inspector, 'failDeviceCheck', 'ReasonedStepInput', 'IN_REWORK', {
    reason: 'UNSAFE',
    note: 'rem longgar',
  });
  await takes(workshop, 'assembleDevice', 'AssembleDeviceInput', 'ASSEMBLED', by);
  expect(await counts(PUBLIC)).toEqual(counted(1, 0, 0));
  await takes(inspector, 'passDeviceCheck', 'PassDeviceCheckInput', 'IN_STOCK', { checkedOn: day(0) });
  expect(await counts(PUBLIC)).toEqual(counted(1, 1, 0));
  expect(await stock(peksos)).toEqual(standing(0, 1, 0, 1));
});

test('the one who waits gets it, and the need moves along; the fitting waits for an imported part', async () => {
  const asked = { needId: need.id, needVersion: need.version };
  expect(codes(await step(elsewhere, 'allocateDevice', 'AllocateDeviceInput', asked))).toEqual(['NOT_FOUND']);
  expect(
    (await served.ask(citizen(), { query: `{ device(id: "${device.id}") { status } }` })).data?.['device'],
  ).toBeNull();
  await takes(technician, 'allocateDevice', 'AllocateDeviceInput', 'ALLOCATED', asked);
  expect(await needNow(citizen())).toMatchObject({
    status: 'ALLOCATED',
    version: 2,
    devices: [{ status: 'ALLOCATED' }],
  });
  expect(await stock(peksos)).toEqual(standing(0, 0, 1, 0));
  await takes(technician, 'postponeDeviceFitting', 'PostponeFittingInput', 'ALLOCATED', {
    reason: 'IMPORTED_PART_MISSING',
    dueOn: day(21),
  });
  const query = `{ device(id: "${device.id}") { postponedFor fittingDueOn measures assembledBy { name assemblers } } }`;
  const postponed = { postponedFor: 'IMPORTED_PART_MISSING', fittingDueOn: day(21), measures: null };
  const told = { ...postponed, assembledBy: { name: 'Tim kursi roda', assemblers: null } };
  expect((await served.ask(dinsos, { query })).data?.['device']).toEqual(told);
  expect(codes(await step(technician, 'handOverDevice', 'HandOverDeviceInput', over))).toEqual(['INVALID_TRANSITION']);
});

const over = { handedOverOn: day(0), bastNumber: 'BAST-007/S-001/2026', receivedBy: 'SELF' };

test('fitted, it is handed over by a record; now it is distributed, and the need is met', async () => {
  const fitted = { fittedOn: day(0), measures: 'lebar dudukan 42 cm' };
  await takes(technician, 'fitDevice', 'FitDeviceInput', 'FITTED', fitted);
  expect(await counts(peksos)).toEqual(counted(1, 1, 0));
  await takes(peksos, 'handOverDevice', 'HandOverDeviceInput', 'HANDED_OVER', over);
  expect(await needNow(peksos)).toMatchObject({ status: 'MET', version: 3, metOn: day(0) });
  // One person is not told in public.
  expect([await counts(peksos), await counts(PUBLIC), await counts(dinsos)]).toEqual([
    counted(1, 1, 1),
    counted(1, 1, null),
    counted(1, 1, null),
  ]);
  await takes(peksos, 'followUpDevice', 'FollowUpDeviceInput', 'FOLLOWED_UP', { seenOn: day(0), use: 'DAILY' });
  await takes(technician, 'serviceDevice', 'ServiceDeviceInput', 'SERVICED', { servicedOn: day(0), reason: 'WEAR' });
});

test('the person reads of the own device, which the ledger tells; officers elsewhere see nothing', async () => {
  const query =
    'query ($id: ID!) { person(id: $id) { devices { status bastNumber use measures } deviceNeeds { status } } }';
  const read = (viewer: Viewer) => served.ask(viewer, { query, variables: { id: personId } });
  const entries = await entriesOf(platform, 'sentra', async () => {
    expect((await read(citizen())).data?.['person']).toEqual({
      devices: [{ status: 'SERVICED', bastNumber: over.bastNumber, use: 'DAILY', measures: null }],
      deviceNeeds: [{ status: 'MET' }],
    });
    expect((await read(elsewhere)).data?.['person']).toBeNull();
  });
  const decisions = entries.flatMap(({ account, decisions: made }) =>
    made.map(({ coordinates, subjects }) => ({ account, coordinates, subjects })),
  );
  expect(decisions).toContainEqual({
    account: 'the person',
    coordinates: expect.arrayContaining(['Device.bastNumber', 'DeviceNeed.status']) as unknown,
    subjects: [subjectOf(platform, 'person', personId)],
  });
  expect(decisions.filter(({ account }) => account === 'of another centre')).toEqual([]);
});

test('every step left one event and one notice, and no notice says whose device it is', async () => {
  const events = async (id: string) => {
    const found = await rows<{ event: string; actor: string }>(
      'SELECT event, actor FROM sentra.transition_event WHERE entity_id = $1 ORDER BY id',
      [id],
    );
    return found.map(({ event, actor }) => `${event} ${actor}`);
  };
  const ofDevice = await events(device.id);
  expect(ofDevice).toEqual([
    'PLAN head of the workshop',
    'ASSEMBLE head of the workshop',
    'FAIL_CHECK inspector',
    'ASSEMBLE head of the workshop',
    'PASS_CHECK inspector',
    'ALLOCATE technician',
    'POSTPONE_FITTING technician',
    'FIT technician',
    'HAND_OVER social worker',
    'FOLLOW_UP social worker',
    'SERVICE technician',
  ]);
  const ofNeed = await events(need.id);
  expect(ofNeed).toEqual(['REGISTER social worker', 'ALLOCATE technician', 'MEET social worker']);
  const notices = await rows<{ topic: string; payload: object }>(
    `SELECT topic, payload FROM sentra.outbox WHERE entity_id = ANY ($1::uuid[]) ORDER BY id`,
    [[device.id, need.id]],
  );
  const of = (topic: string) => notices.filter((each) => each.topic === topic);
  expect([of('device').length, of('device_need').length]).toEqual([ofDevice.length, ofNeed.length]);
  const thing = { centreId: 'S-001', type: 'ADAPTIVE_WHEELCHAIR' };
  const handedOver = {
    personId,
    plannedFor: day(0),
    madeOn: day(0),
    handedOverOn: day(0),
    regency: '3275',
    leadDays: 0,
  };
  expect(of('device').at(-1)?.payload).toEqual({ ...thing, status: 'SERVICED', statistics: handedOver });
  const met = { personId, priority: 'HIGH', assessedOn: day(0), metOn: day(0) };
  expect(of('device_need').at(-1)?.payload).toEqual({ ...thing, status: 'MET', statistics: met });
  // The counts are what the devices say.
  expect(
    await rows(
      `SELECT planned, made, distributed FROM sentra.device_count WHERE centre_id = 'S-001' EXCEPT
       SELECT count(*), count(made_on), count(handed_over_on) FROM sentra.device WHERE centre_id = 'S-001'`,
    ),
  ).toEqual([]);
});
