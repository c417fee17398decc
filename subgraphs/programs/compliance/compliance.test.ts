import { randomUUID } from 'node:crypto';
import { viewerOf } from '../../../test/support/platform';
import { ProgramsDesk } from '../../../test/support/programs-desk';

const PENDAMPING = viewerOf('PENDAMPING', { regionCodes: ['320405'] });
const MANAGER = viewerOf('PROGRAM_MANAGER', { programCodes: ['PKH'] });

let desk: ProgramsDesk;
beforeAll(async () => {
  desk = await ProgramsDesk.open();
});
beforeEach(() => desk.clear());
afterAll(() => desk[Symbol.asyncDispose]());

interface Family {
  readonly enrolment: string;
  readonly person: string;
}
/** A family whose pengurus carries a component. */
async function family(component = 'ANAK_SD'): Promise<Family> {
  const enrolment = await desk.enrol({ components: [component] });
  const [found] = await desk.rows<{ person: string }>('SELECT manager_id AS person FROM enrolment WHERE id = $1', [
    enrolment,
  ]);
  return { enrolment, person: found?.person ?? '' };
}

function record({ enrolment, person }: Family, more: Record<string, unknown> = {}, viewer = PENDAMPING) {
  const query = `mutation ($input: RecordComplianceInput!) { recordCompliance(input: $input) { condition month done due isMet version person { id } } }`;
  const given = { condition: 'SCHOOL_ATTENDANCE', month: '2026-03', done: 17, due: 20 };
  const input = { enrolmentId: enrolment, personId: person, clientKey: randomUUID(), ...given, ...more };
  return desk.ask<{ recordCompliance: { isMet: boolean } | null }>(viewer, query, { input });
}
/** Records of some months, `done` of 20 each. */
async function attended(of: Family, months: Readonly<Record<string, number>>, condition = 'SCHOOL_ATTENDANCE') {
  for (const [month, done] of Object.entries(months)) {
    expect((await record(of, { month, done, condition })).codes).toEqual([]);
  }
}
async function check(month = '2026-03', viewer = MANAGER, clientKey: string = randomUUID()) {
  const query = 'mutation ($input: CheckComplianceInput!) { checkCompliance(input: $input) { suspended } }';
  return desk.ask<{ checkCompliance: { suspended: number } | null }>(viewer, query, { input: { month, clientKey } });
}
const state = async ({ enrolment }: Family) =>
  (await desk.rows('SELECT status, reason, version FROM enrolment WHERE id = $1', [enrolment]))[0];
const MISSED = { '2026-01': 10, '2026-02': 16, '2026-03': 0 };

describe('records', () => {
  test('85 of a hundred school days meet the condition, less does not; again for the month corrects', async () => {
    const pupil = await family();
    const first = await record(pupil);
    expect(first.data.recordCompliance).toEqual({
      ...{ condition: 'SCHOOL_ATTENDANCE', month: '2026-03', done: 17, due: 20 },
      ...{ isMet: true, version: 1, person: { id: pupil.person } },
    });
    expect((await record(pupil, { done: 16 })).data.recordCompliance).toMatchObject({ isMet: false, version: 2 });
    const clientKey = randomUUID();
    await record(pupil, { done: 18, clientKey });
    expect((await record(pupil, { done: 18, clientKey })).data.recordCompliance).toMatchObject({ version: 3 });
    expect((await record(pupil, { done: 19, clientKey })).codes).toEqual(['IDEMPOTENCY_MISMATCH']);
  });

  test('tell who looks after the enrolment where somebody else did before, and not each month', async () => {
    const pupil = await family();
    const other = viewerOf('PENDAMPING', { regionCodes: ['3204'], subject: 'another-pendamping' });
    const told = () => desk.rows(`SELECT payload #>> '{statistics,facilitator}' AS by FROM outbox ORDER BY id`);
    await attended(pupil, { '2026-01': 20, '2026-02': 20 });
    expect(await told()).toEqual([{ by: PENDAMPING.subject }]);
    await record(pupil, { month: '2026-03' }, other);
    await record(pupil, { month: '2026-03', done: 18 }, other);
    await record(pupil, { month: '2026-04' }, PENDAMPING);
    const seen = (await told()).map((row) => ('by' in row ? row.by : undefined));
    expect(seen.at(-1)).toBe(PENDAMPING.subject);
    expect(new Set(seen)).toEqual(new Set([PENDAMPING.subject, other.subject]));
  });

  test.each([
    ['a month that is none', { month: '2026-13' }, 'BAD_USER_INPUT'],
    ['more than due', { done: 21 }, 'BAD_USER_INPUT'],
    ['a person who is no pupil', { personId: randomUUID() }, 'BAD_USER_INPUT'],
    ['a health visit of a pupil', { condition: 'HEALTH_VISIT' }, 'BAD_USER_INPUT'],
    ['a month before the component began', { month: '2024-12' }, 'BAD_USER_INPUT'],
    ['an unknown enrolment', { enrolmentId: randomUUID() }, 'NOT_FOUND'],
  ])('%s is refused', async (_, input, code) => {
    expect((await record(await family(), input)).codes).toEqual([code]);
    expect(await desk.rows('SELECT FROM compliance')).toEqual([]);
  });

  test('are for the pendamping of the place', async () => {
    const pupil = await family();
    expect((await record(pupil, {}, viewerOf('PENDAMPING', { regionCodes: ['3205'] }))).codes).toEqual(['NOT_FOUND']);
    for (const viewer of [MANAGER, viewerOf('DINSOS', { regionCodes: ['3204'] })]) {
      expect((await record(pupil, {}, viewer)).codes).toEqual(['FORBIDDEN']);
    }
  });

  test('stand below the enrolment by period, in one statement for all; health visits take the right to read health', async () => {
    const [pupil, mother] = [await family(), await family('IBU_HAMIL_NIFAS')];
    await attended(pupil, { '2026-03': 20, '2026-04': 20 });
    await attended(mother, { '2026-03': 20 }, 'HEALTH_VISIT');
    const query = `{ enrolments { nodes { compliance(period: "2026-T1") { condition month isMet } } } }`;
    const of = async (viewer: typeof MANAGER) => {
      const sent: string[] = [];
      const stop = desk.running.database.onStatement((text) => sent.push(text));
      const { data } = await desk.ask<{ enrolments: { nodes: { compliance: object[] }[] } }>(viewer, query);
      stop();
      return { records: data.enrolments.nodes.flatMap(({ compliance }) => compliance), sent: sent.length };
    };
    const school = { condition: 'SCHOOL_ATTENDANCE', month: '2026-03', isMet: true };
    const health = { condition: 'HEALTH_VISIT', month: '2026-03', isMet: true };
    const seen = await of(PENDAMPING);
    expect(seen.records).toHaveLength(2);
    expect(seen.records).toEqual(expect.arrayContaining([school, health]));
    expect(seen.sent).toBe(2);
    expect((await of(MANAGER)).records).toEqual([school]);
    expect((await of(viewerOf('DINSOS', { regionCodes: ['3204'] }))).records).toEqual([school]);
    expect((await of(viewerOf('DINSOS', { regionCodes: ['3205'] }))).records).toEqual([]);
  });
});

describe('missed in a row', () => {
  test('three months suspend, by the rule, with event and notice; again nothing', async () => {
    const [pupil, other] = [await family(), await family()];
    await attended(pupil, MISSED);
    await attended(other, { '2026-01': 20, '2026-02': 20, '2026-03': 20 });
    const clientKey = randomUUID();
    const first = await check('2026-03', MANAGER, clientKey);
    expect(first.data.checkCompliance).toEqual({ suspended: 1 });
    expect(await check('2026-03', MANAGER, clientKey)).toEqual(first);
    expect(await state(pupil)).toEqual({ status: 'SUSPENDED', reason: 'NON_COMPLIANCE', version: 2 });
    expect(await state(other)).toMatchObject({ status: 'ACTIVE' });
    expect(await desk.rows('SELECT event, reason, actor, actor_role AS role FROM transition_event')).toEqual([
      { event: 'SUSPEND', reason: 'NON_COMPLIANCE', actor: MANAGER.subject, role: 'SYSTEM' },
    ]);
    expect(
      await desk.rows(
        `SELECT entity_id AS id, payload->>'status' AS status FROM outbox WHERE payload->>'status' = 'SUSPENDED'`,
      ),
    ).toEqual([{ id: pupil.enrolment, status: 'SUSPENDED' }]);
    expect((await check()).data.checkCompliance).toEqual({ suspended: 0 });
  });

  test.each<[string, Record<string, number>]>([
    ['two months', { '2026-02': 0, '2026-03': 0 }],
    ['a month without a record between', { '2025-12': 0, '2026-01': 0, '2026-03': 0 }],
    ['one kept in between', { '2026-01': 0, '2026-02': 17, '2026-03': 0 }],
    ['three that are over', { '2025-12': 0, '2026-01': 0, '2026-02': 0, '2026-03': 20 }],
  ])('%s do not', async (_, months) => {
    const pupil = await family();
    await attended(pupil, months);
    expect((await check()).data.checkCompliance).toEqual({ suspended: 0 });
    expect(await state(pupil)).toMatchObject({ status: 'ACTIVE' });
  });

  test('two persons who each miss some do not add up; a rule row of its time decides', async () => {
    const pupil = await family();
    await attended(pupil, { '2026-01': 0, '2026-03': 0 });
    const sibling = randomUUID();
    await desk.carry(pupil.enrolment, 'ANAK_SMP', sibling);
    await attended({ ...pupil, person: sibling }, { '2026-02': 0 });
    expect((await check()).data.checkCompliance).toEqual({ suspended: 0 });
    await desk.rows(`UPDATE compliance_rule SET valid_to = '2026-02-28' WHERE condition = 'SCHOOL_ATTENDANCE'`);
    await desk.rows(`INSERT INTO compliance_rule (program_code, condition, minimum_percent, months, valid_from, confidence)
      VALUES ('PKH', 'SCHOOL_ATTENDANCE', 85, 1, '2026-03-01', 'UNCERTAIN')`);
    try {
      expect((await check()).data.checkCompliance).toEqual({ suspended: 1 });
    } finally {
      await desk.rows(`DELETE FROM compliance_rule WHERE valid_from = '2026-03-01'`);
      await desk.rows('UPDATE compliance_rule SET valid_to = NULL');
    }
  });

  test('the check is for the manager of the program', async () => {
    await attended(await family(), MISSED);
    expect((await check('2026-03', viewerOf('PROGRAM_MANAGER', { programCodes: ['PENA'] }))).codes).toEqual([
      'NOT_FOUND',
    ]);
    expect((await check('2026-03', PENDAMPING)).codes).toEqual(['FORBIDDEN']);
    expect((await check('2026-T1')).codes).toEqual(['BAD_USER_INPUT']);
  });
});

test('aid goes on when the condition is kept again, and not before', async () => {
  const pupil = await family();
  await attended(pupil, MISSED);
  await check();
  const resume = () =>
    desk.ask(MANAGER, `mutation ($input: StepInput!) { resumeEnrolment(input: $input) { status } }`, {
      input: { id: pupil.enrolment, version: 2, clientKey: randomUUID() },
    });
  expect((await resume()).codes).toEqual(['BAD_USER_INPUT']);
  expect(await state(pupil)).toMatchObject({ status: 'SUSPENDED', version: 2 });
  await attended(pupil, { '2026-04': 18 });
  expect(await resume()).toMatchObject({ codes: [], data: { resumeEnrolment: { status: 'ACTIVE' } } });
  expect(await state(pupil)).toEqual({ status: 'ACTIVE', reason: null, version: 3 });
});
