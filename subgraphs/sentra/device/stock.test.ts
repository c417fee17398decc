import { DeviceDesk, codesOf, day, officer } from '../../../test/support/device-desk';
import type { Stepped } from '../../../test/support/device-desk';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import type { Viewer } from '../../../shared/viewer';

let platform: TestPlatform;
let desk: DeviceDesk;
beforeAll(async () => {
  platform = await startTestPlatform();
  desk = new DeviceDesk(platform);
});
afterAll(() => platform.stop());

const [worker, checker] = [officer('worker', 'S-002'), officer('checker', 'S-002')];
const PUBLIC = viewerOf('PUBLIC');
const year = Number(day(0).slice(0, 4));
const quarter = Math.ceil(Number(day(0).slice(5, 7)) / 3);

interface Counted {
  readonly type: string;
  readonly planned: number;
  readonly made: number;
  readonly distributed: number | null;
}
async function counts(viewer: Viewer, centre = 'S-002'): Promise<Counted[]> {
  const query = `query ($year: Int!, $centre: ID) { deviceCounts(year: $year, centreCode: $centre) {
    centre { id } type year quarter planned made distributed } }`;
  const { data, errors } = await platform.ask<{ deviceCounts: Counted[] }>(viewer, query, { year, centre });
  expect(errors).toEqual([]);
  return data?.deviceCounts ?? [];
}

describe('counts', () => {
  const type = 'THREE_WHEEL_MOTORCYCLE';
  const row = (numbers: object) => ({ centre: { id: 'S-002' }, type, year, quarter, ...numbers });
  const plan = async (): Promise<Stepped> => {
    const { data } = await desk.ask(worker, 'planDevice', 'PlanDeviceInput', { type, plannedFor: day(0) });
    if (!data?.done) throw new Error('not planned');
    return data.done;
  };

  test('made and distributed are two measures; a plan given up is no plan', async () => {
    expect(await counts(PUBLIC)).toEqual([]);
    const [device, given] = [await plan(), await plan()];
    expect(await counts(PUBLIC)).toEqual([row({ planned: 2, made: 0, distributed: 0 })]);
    const cancelled = { reason: 'PLAN_CANCELLED' };
    expect(codesOf(await desk.step(worker, 'withdrawDevice', 'ReasonedStepInput', given, cancelled))).toEqual([]);
    const by = { teamId: await desk.team('S-002'), assembledOn: day(0) };
    await desk.step(worker, 'assembleDevice', 'AssembleDeviceInput', device, by);
    expect(await counts(PUBLIC)).toEqual([row({ planned: 1, made: 0, distributed: 0 })]);
    const check = (viewer: Viewer) =>
      desk.step(viewer, 'passDeviceCheck', 'PassDeviceCheckInput', { ...device, version: 2 }, { checkedOn: day(0) });
    expect(codesOf(await check(worker))).toEqual(['FORBIDDEN']);
    expect(codesOf(await check(checker))).toEqual([]);
    expect(await counts(PUBLIC)).toEqual([row({ planned: 1, made: 1, distributed: 0 })]);
  });

  test('how many got one is told from ten on, to the centre itself always', async () => {
    const handOver = async () => {
      const { id } = await desk.given({ status: 'FITTED', centre_id: 'S-002', type, handed_over_on: null });
      await desk.sql(
        `WITH n AS (UPDATE sentra.device_need SET status = 'ALLOCATED', centre_id = 'S-002'
           WHERE id = (SELECT need_id FROM sentra.device WHERE id = $1)) SELECT`,
        [id],
      );
      const over = { handedOverOn: day(0), bastNumber: 'BAST-2', receivedBy: 'GUARDIAN' };
      expect(codesOf(await desk.step(worker, 'handOverDevice', 'HandOverDeviceInput', { id }, over))).toEqual([]);
    };
    for (let given = 1; given <= 9; given++) await handOver();
    const told = async (viewer: Viewer) => (await counts(viewer)).map(({ distributed }) => distributed);
    expect(await told(worker)).toEqual([9]);
    for (const viewer of [PUBLIC, officer('of another centre', 'S-001'), viewerOf('ANALYST')]) {
      expect(await told(viewer)).toEqual([null]);
    }
    await handOver();
    expect(await told(PUBLIC)).toEqual([10]);
    expect(await counts(PUBLIC, 'S-001')).toEqual([]);
  });
});

describe('stock', () => {
  const ASK = `{ centres(filter: { id: { in: ["S-001", "S-003"] } }) { nodes { id deviceTeams { name assemblers }
    deviceStock { type inMaking inStock allocated waiting medianLeadDays } } } }`;
  interface Centres {
    readonly centres: { readonly nodes: readonly { readonly id: string; readonly deviceStock: readonly object[] }[] };
  }
  const stockOf = async (viewer: Viewer, code: string) => {
    const { data, statements } = await platform.ask<Centres>(viewer, ASK);
    return { statements, stock: data?.centres.nodes.find(({ id }) => id === code)?.deviceStock };
  };

  test('is counted over what the reader sees, for all centres of a page in one statement', async () => {
    const here = { centre_id: 'S-003', region_code: '3372' };
    await desk.device(here);
    await desk.device({ ...here, status: 'PLANNED', made_on: null });
    await desk.need({ centre_id: 'S-003', region_code: '3372012001', type: 'PROSTHESIS' });
    for (const days of [-20, -5, -2]) {
      const met = {
        centre_id: 'S-003',
        region_code: '5101012001',
        status: 'MET',
        met_on: day(days),
        assessed_on: day(-25),
      };
      await desk.need({ ...met, type: 'PROSTHESIS' });
    }
    const cane = { type: 'ADAPTIVE_CANE', inMaking: 1, inStock: 1, allocated: 0, waiting: 0, medianLeadDays: null };
    const leg = { type: 'PROSTHESIS', inMaking: 0, inStock: 0, allocated: 0, waiting: 1, medianLeadDays: 20 };
    expect((await stockOf(officer('o', 'S-003'), 'S-003')).stock).toEqual([cane, leg]);
    // An office sees no need beyond its place, and so no time it took.
    const office = await stockOf(viewerOf('SUPERVISOR', { regionCodes: ['33'] }), 'S-003');
    expect(office.stock).toEqual([cane, { ...leg, medianLeadDays: null }]);
    expect((await stockOf(officer('o', 'S-001'), 'S-003')).stock).toEqual([]);
    const roles = [
      PUBLIC,
      viewerOf('CITIZEN', { personId: await desk.person() }),
      viewerOf('PENDAMPING', { regionCodes: ['33'] }),
    ];
    for (const viewer of roles) expect((await stockOf(viewer, 'S-003')).stock ?? []).toEqual([]);
    const counting = office.statements.filter((text) => text.includes('percentile_cont'));
    expect(counting).toHaveLength(1);
  });

  test('a team counts its makers and names none; fewer than ten are told to the centre only', async () => {
    const record = (viewer: Viewer, assemblers: number) =>
      platform.ask(viewer, 'mutation ($input: DeviceTeamInput!) { recordDeviceTeam(input: $input) { id } }', {
        input: { name: 'Tim motor roda tiga', assemblers, clientKey: `team-test-${assemblers}` },
      });
    const lead = officer('lead', 'S-003');
    expect(codesOf(await record(lead, 0))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await record(viewerOf('SUPERVISOR', { regionCodes: ['33'] }), 4))).toEqual(['FORBIDDEN']);
    const told = async (viewer: Viewer) => {
      const query = '{ centre(code: "S-003") { deviceTeams { name assemblers } } }';
      const { data } = await platform.ask<{ centre: { deviceTeams: object[] } }>(viewer, query);
      return data?.centre.deviceTeams.filter((team) => JSON.stringify(team).includes('roda tiga'));
    };
    const team = (assemblers: number | null) => [{ name: 'Tim motor roda tiga', assemblers }];
    expect(codesOf(await record(lead, 4))).toEqual([]);
    expect([await told(lead), await told(PUBLIC)]).toEqual([team(4), team(null)]);
    expect(codesOf(await record(lead, 12))).toEqual([]);
    expect([await told(lead), await told(PUBLIC)]).toEqual([team(12), team(12)]);
  });
});

describe('a need', () => {
  const register = (viewer: Viewer, caseId: string, type = 'ADAPTIVE_CANE') =>
    desk.ask(viewer, 'registerDeviceNeed', 'RegisterNeedInput', { caseId, type, priority: 'HIGH' });
  const at = officer('peksos');

  test('is found by an assessment of an open case of the centre, and waits from that day on', async () => {
    const person_id = await desk.person();
    const known = await desk.openCase({ person_id });
    const { data, errors } = await register(at, known);
    expect(errors).toEqual([]);
    const [row] = await desk.sql(
      `SELECT centre_id, person_id, region_code, priority, assessed_on::text, status FROM sentra.device_need WHERE id = $1`,
      [data?.done?.id],
    );
    expect(row).toEqual({
      ...{ centre_id: 'S-001', person_id, region_code: '3204052001', priority: 'HIGH' },
      ...{ assessed_on: day(-3), status: 'WAITING' },
    });
    expect(codesOf(await register(at, known))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await register(at, known, 'HEARING_AID'))).toEqual([]);
    expect(codesOf(await register(worker, known, 'ORTHOSIS'))).toEqual(['NOT_FOUND']);
    const unassessed = await desk.openCase({ person_id: await desk.person() }, 1);
    const closed = await desk.openCase({ person_id: await desk.person(), status: 'CLOSED' });
    const nobody = await desk.openCase({ person_id: null, status: 'INTAKE' });
    for (const id of [unassessed, closed, nobody]) expect(codesOf(await register(at, id))).toEqual(['BAD_USER_INPUT']);
  });

  test('registered by two officers at once is one', async () => {
    const known = await desk.openCase({ person_id: await desk.person() });
    const both = await Promise.all([at, officer('another')].map((each) => register(each, known)));
    expect(both.flatMap(codesOf)).toEqual(['BAD_USER_INPUT']);
    const [waiting] = await desk.sql<{ count: number }>(
      'SELECT count(*)::int FROM sentra.device_need WHERE case_id = $1',
      [known],
    );
    expect(waiting).toEqual({ count: 1 });
  });

  test('is the own of a person, who reads it and may withdraw it, and is below persons in one statement', async () => {
    const people = [await desk.person(), await desk.person()];
    const needs = await Promise.all(people.map((person_id) => desk.need({ person_id })));
    await desk.given({}, people[0]);
    const [mine, other] = needs.map(({ id }) => id);
    const me = viewerOf('CITIZEN', { subject: 'me', personId: people[0] ?? '' });
    const withdraw = (id: string | undefined) =>
      desk.ask(me, 'withdrawDeviceNeed', 'ReasonedStepInput', { id, version: 1, reason: 'MET_ELSEWHERE' });
    expect(codesOf(await withdraw(other))).toEqual(['NOT_FOUND']);
    expect(codesOf(await withdraw(mine))).toEqual([]);
    const below = `query ($ids: [ID!]) { deviceNeeds(filter: { id: { in: $ids } }) { nodes { person {
      deviceNeeds { status history { event } } devices { status need { status } } } } } }`;
    const own = await platform.ask(me, below, { ids: [mine, other] });
    expect(own.data).toEqual({
      deviceNeeds: {
        nodes: [
          {
            person: {
              deviceNeeds: expect.arrayContaining([
                { status: 'WITHDRAWN', history: [{ event: 'WITHDRAW' }] },
                { status: 'MET', history: [] },
              ]) as unknown,
              devices: [{ status: 'HANDED_OVER', need: { status: 'MET' } }],
            },
          },
        ],
      },
    });
    const reading = async (ids: (string | undefined)[]) => (await platform.ask(at, below, { ids })).statements.length;
    expect(await reading([mine, other])).toBe(await reading([mine]));
  });
});
