import { DeviceDesk, VILLAGE, codesOf, day, officer } from '../../../test/support/device-desk';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';

let platform: TestPlatform;
let desk: DeviceDesk;
beforeAll(async () => {
  platform = await startTestPlatform();
  desk = new DeviceDesk(platform);
});
afterAll(() => platform.stop());

const [worker, colleague] = [officer('worker'), officer('colleague')];
const elsewhere = officer('of another centre', 'S-002');
const citizen = (personId: string) => viewerOf('CITIZEN', { subject: `citizen ${personId}`, personId });
const allocate = (viewer: typeof worker, device: string, need: string, more: object = {}) =>
  desk.step(viewer, 'allocateDevice', 'AllocateDeviceInput', { id: device }, { needId: need, needVersion: 1, ...more });

describe('an allocation', () => {
  test('of the same device by two officers at once: one wins, and only one need is served', async () => {
    const type = 'PROSTHESIS';
    const device = await desk.device({ type });
    const needs = [await desk.need({ type }), await desk.need({ type })];
    const note = { note: 'both at once' };
    const both = await Promise.all(
      [worker, colleague].map((each, n) => allocate(each, device, needs[n]?.id ?? '', note)),
    );
    expect(both.flatMap(codesOf)).toEqual(['CONFLICT']);
    expect(await desk.state('device', device)).toEqual(['ALLOCATED', 2]);
    const states = await Promise.all(needs.map(({ id }) => desk.state('device_need', id)));
    expect(states.map(([status]) => status).sort()).toEqual(['ALLOCATED', 'WAITING']);
  });

  test('of two devices to the same need at once: one wins, the other device stays in stock', async () => {
    const type = 'ORTHOSIS';
    const devices = [await desk.device({ type }), await desk.device({ type })];
    const need = await desk.need({ type });
    const both = await Promise.all([worker, colleague].map((each, n) => allocate(each, devices[n] ?? '', need.id)));
    expect(both.flatMap(codesOf)).toEqual(['CONFLICT']);
    expect(await desk.state('device_need', need.id)).toEqual(['ALLOCATED', 2]);
    const states = await Promise.all(devices.map((id) => desk.state('device', id)));
    expect(states.map(([status]) => status).sort()).toEqual(['ALLOCATED', 'IN_STOCK']);
    expect(states.map(([, version]) => version).sort()).toEqual([1, 2]);
  });

  test('goes by the order of waiting; out of turn it takes words', async () => {
    const type = 'HEARING_AID';
    const device = await desk.device({ type });
    const late = await desk.need({ type, assessed_on: day(-2) });
    const long = await desk.need({ type, assessed_on: day(-90) });
    const urgent = await desk.need({ type, priority: 'EMERGENCY', assessed_on: day(-1) });
    const { data, errors } = await platform.ask(
      worker,
      `{ deviceNeeds(filter: { type: { eq: HEARING_AID } }, orderBy: [{ field: PRIORITY }, { field: ASSESSED_ON }]) {
        nodes { id } } }`,
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      deviceNeeds: { nodes: [urgent, long, late].map(({ id }) => ({ id })) },
    });
    const early = await allocate(worker, device, late.id);
    expect(codesOf(early)).toEqual(['BAD_USER_INPUT']);
    expect(early.errors[0]?.message).toContain('2 waiting come first');
    expect(await desk.state('device', device)).toEqual(['IN_STOCK', 1]);
    expect(codesOf(await allocate(worker, device, urgent.id))).toEqual([]);
    const [event] = await desk.sql<{ evidence: object }>(
      `SELECT evidence FROM sentra.transition_event WHERE entity_id = $1 AND event = 'ALLOCATE'`,
      [device],
    );
    expect(event?.evidence).toEqual({ needId: urgent.id, ahead: 0 });
  });

  test('is of the same type, to a need of the same centre, or neither moves', async () => {
    const device = await desk.device({ type: 'OBSTACLE_SENSOR' });
    const [other, far] = [await desk.need({ type: 'ORTHOSIS' }), await desk.need({ centre_id: 'S-002' })];
    expect(codesOf(await allocate(worker, device, other.id, { note: 'n' }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await allocate(worker, device, far.id, { note: 'n' }))).toEqual(['NOT_FOUND']);
    expect(codesOf(await allocate(elsewhere, device, far.id, { note: 'n' }))).toEqual(['NOT_FOUND']);
    expect(await desk.state('device', device)).toEqual(['IN_STOCK', 1]);
    expect(await desk.state('device_need', other.id)).toEqual(['WAITING', 1]);
    expect(await desk.state('device_need', far.id)).toEqual(['WAITING', 1]);
  });

  test('that is undone leaves nothing about the person on the device, who waits again at the same place', async () => {
    const type = 'ADAPTIVE_WHEELCHAIR';
    const [device, need] = [await desk.device({ type }), await desk.need({ type })];
    await allocate(worker, device, need.id);
    const fitting = { fittedOn: day(0), measures: 'lebar 42 cm' };
    expect(
      codesOf(await desk.step(worker, 'fitDevice', 'FitDeviceInput', { id: device, version: 2 }, fitting)),
    ).toEqual([]);
    const undone = { reason: 'DOES_NOT_FIT', note: 'pinggul terlalu lebar' };
    const undo = desk.step(colleague, 'unallocateDevice', 'ReasonedStepInput', { id: device, version: 3 }, undone);
    expect(codesOf(await undo)).toEqual([]);
    const [row] = await desk.sql(
      `SELECT status, person_id, need_id, allocated_on, fitted_on, measures, region_code FROM sentra.device WHERE id = $1`,
      [device],
    );
    expect(row).toEqual({
      ...{ status: 'IN_STOCK', person_id: null, need_id: null, allocated_on: null, fitted_on: null, measures: null },
      region_code: '3275',
    });
    expect(await desk.state('device_need', need.id)).toEqual(['WAITING', 3]);
    const next = await desk.need({ type, assessed_on: day(-20) });
    const again = { needId: next.id, needVersion: 1 };
    await desk.step(worker, 'allocateDevice', 'AllocateDeviceInput', { id: device, version: 4 }, again);
    // Whoever gets the device next sees it, but not what officers wrote about somebody else.
    const see = `query ($id: ID!) { device(id: $id) { status history { note } } }`;
    const seen = await platform.ask(citizen(next.person_id), see, { id: device });
    expect(seen.data).toEqual({ device: { status: 'ALLOCATED', history: null } });
    expect((await platform.ask(citizen(need.person_id), see, { id: device })).data).toEqual({ device: null });
    const { data } = await platform.ask<{ device: { history: object[] } }>(worker, see, { id: device });
    expect(data?.device.history).toContainEqual({ note: 'pinggul terlalu lebar' });
  });
});

describe('a device that was given', () => {
  const end = (id: string, mutation: string, reason: string) =>
    desk.step(worker, mutation, 'ReasonedStepInput', { id }, { reason });

  test.each([
    ['replaceDevice', 'OUTGROWN', ['WAITING', 2]],
    ['withdrawDevice', 'RECALL', ['WAITING', 2]],
    ['withdrawDevice', 'NOT_USED', ['MET', 1]],
  ])('by %s for %s leaves its need %p', async (mutation, reason, expected) => {
    const { id, need } = await desk.given();
    expect(codesOf(await end(id, mutation, reason))).toEqual([]);
    expect(await desk.state('device_need', need.id)).toEqual(expected);
  });

  test('lets nobody wait twice for the same', async () => {
    const { id, need } = await desk.given();
    const other = await desk.need({ person_id: need.person_id });
    expect(codesOf(await end(id, 'replaceDevice', 'WORN_OUT'))).toEqual([]);
    expect(await desk.state('device_need', need.id)).toEqual(['MET', 1]);
    expect(await desk.state('device_need', other.id)).toEqual(['WAITING', 1]);
  });
});

describe('days', () => {
  test.each([
    ['passDeviceCheck', 'PassDeviceCheckInput', { status: 'ASSEMBLED', made_on: null }, { checkedOn: day(-31) }],
    ['passDeviceCheck', 'PassDeviceCheckInput', { status: 'ASSEMBLED', made_on: null }, { checkedOn: day(1) }],
    ['assembleDevice', 'AssembleDeviceInput', { status: 'PLANNED', made_on: null }, { assembledOn: day(1) }],
    ['fitDevice', 'FitDeviceInput', { status: 'ALLOCATED' }, { fittedOn: day(-10), measures: 'm' }],
    ['fitDevice', 'FitDeviceInput', { status: 'ALLOCATED' }, { fittedOn: day(0), measures: 'NIK 3204050101900001' }],
    [
      'postponeDeviceFitting',
      'PostponeFittingInput',
      { status: 'ALLOCATED' },
      { dueOn: day(0), reason: 'PERSON_ABSENT' },
    ],
    ['handOverDevice', 'HandOverDeviceInput', { status: 'FITTED' }, { handedOverOn: day(-8), bastNumber: 'B-1' }],
    ['handOverDevice', 'HandOverDeviceInput', { status: 'FITTED' }, { handedOverOn: day(0), bastNumber: '' }],
    ['followUpDevice', 'FollowUpDeviceInput', {}, { seenOn: day(-6), use: 'DAILY' }],
    ['serviceDevice', 'ServiceDeviceInput', {}, { servicedOn: day(-6), reason: 'WEAR' }],
  ])('%s %s of %p refuses %p, and nothing moves', async (mutation, type, columns, input) => {
    const before = await desk.sql<{ counts: string }>(`SELECT json_agg(c)::text AS counts FROM sentra.device_count c`);
    const { id, need } = await desk.given(columns);
    const receiver = type === 'HandOverDeviceInput' ? { receivedBy: 'FAMILY' } : {};
    const team = type === 'AssembleDeviceInput' ? { teamId: await desk.team() } : {};
    const answer = await desk.step(worker, mutation, type, { id }, { ...input, ...receiver, ...team });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect((await desk.state('device', id))[1]).toBe(1);
    expect(await desk.state('device_need', need.id)).toEqual(['MET', 1]);
    expect(await desk.sql(`SELECT json_agg(c)::text AS counts FROM sentra.device_count c`)).toEqual(before);
  });

  test('a team of another centre assembles nothing here', async () => {
    const device = await desk.device({ status: 'PLANNED', made_on: null });
    const input = { teamId: await desk.team('S-002'), assembledOn: day(0) };
    const assemble = (each: object) => desk.step(worker, 'assembleDevice', 'AssembleDeviceInput', { id: device }, each);
    expect(codesOf(await assemble(input))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await assemble({ ...input, teamId: await desk.team() }))).toEqual([]);
  });

  test('a device is planned for a day to come, where there is a workshop', async () => {
    const plan = (viewer: typeof worker, plannedFor: string) =>
      desk.ask(viewer, 'planDevice', 'PlanDeviceInput', { type: 'ADAPTIVE_CANE', plannedFor });
    expect(codesOf(await plan(worker, day(-1)))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await plan(officer('worker', 'S-005'), day(1)))).toEqual(['BAD_USER_INPUT']);
    const PLAN = 'mutation ($input: PlanDeviceInput!) { planDevice(input: $input) { __typename } }';
    const input = { type: 'ADAPTIVE_CANE', plannedFor: day(1), clientKey: 'without-a-centre' };
    expect(codesOf(await platform.ask(viewerOf('SENTRA_OFFICER'), PLAN, { input }))).toEqual(['FORBIDDEN']);
    expect(codesOf(await plan(worker, day(0)))).toEqual([]);
  });
});

test('a place beyond the jurisdiction of an office shows nothing of its devices and needs', async () => {
  const [near, far] = [await desk.given({ type: 'PROSTHESIS' }), await desk.need({ region_code: '5101012001' })];
  const see = `query ($device: ID!, $need: ID!, $far: ID!) {
    device(id: $device) { type person { id } need { id } measures history { event } }
    deviceNeed(id: $need) { status } far: deviceNeed(id: $far) { status } }`;
  const ids = { device: near.id, need: near.need.id, far: far.id };
  const seen = await platform.ask(viewerOf('DINSOS', { regionCodes: [VILLAGE.slice(0, 4)] }), see, ids);
  expect(seen.data).toEqual({
    device: {
      ...{ type: 'PROSTHESIS', person: { id: near.need.person_id }, need: { id: near.need.id } },
      ...{ measures: null, history: null },
    },
    deviceNeed: { status: 'MET' },
    far: null,
  });
  const nobody = { device: null, deviceNeed: null, far: null };
  expect((await platform.ask(elsewhere, see, ids)).data).toEqual(nobody);
  expect((await platform.ask(viewerOf('PROGRAM_MANAGER', { programCodes: ['PKH'] }), see, ids)).data).toEqual(nobody);
});
