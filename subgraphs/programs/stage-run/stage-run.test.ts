import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor } from '../../../shared/viewer';
import { viewerOf } from '../../../test/support/platform';
import { findPeriod } from '../pkh/period';
import { planPayments } from './plan';
import { stageReport } from './report';
import { ProgramsDesk } from '../../../test/support/programs-desk';
import type { StageRunRow } from './stage-run';

const MANAGER = viewerOf('PROGRAM_MANAGER', { programCodes: ['PKH', 'SEMBAKO'] });
const FIVE = ['IBU_HAMIL_NIFAS', 'ANAK_USIA_DINI', 'ANAK_SD', 'ANAK_SMP', 'ANAK_SMA'];
const NOTHING = { added: 0, raised: 0, lowered: 0, unchanged: 0, settled: 0, withdrawn: 0 };
const ALL_PAID = { suspended: 0, noComponent: 0, notActive: 0 };
const COUNTS = 'added raised lowered unchanged settled withdrawn suspended noComponent notActive total difference';

let desk: ProgramsDesk;
beforeAll(async () => {
  desk = await ProgramsDesk.open();
});
beforeEach(() => desk.clear());
afterAll(() => desk[Symbol.asyncDispose]());

/** A run as the command makes it. */
function plan(name = '2026-T1', programCode = 'PKH'): Promise<StageRunRow> {
  const period = findPeriod(name);
  if (!period) throw new Error(`${name} is no period`);
  const actor = systemActor('stage run');
  return desk.running.database.bulk(actor, async (connection) => {
    // A test ends some of these connections.
    const heard = () => undefined;
    connection.on('error', heard);
    const run = await planPayments(async (text, values) => (await connection.query(text, values && [...values])).rows, {
      programCode,
      period,
      actor: actor.subject,
      actorRole: actor.role,
    });
    connection.off('error', heard);
    return run;
  });
}

interface Asked {
  readonly runStage: Partial<StageRunRow> | null;
}
/** A run as a manager asks for it. */
function runStage(input: Record<string, unknown> = {}, viewer = MANAGER) {
  const query = `mutation ($input: RunStageInput!) { runStage(input: $input) { id period byRole account program { code } ${COUNTS} } }`;
  return desk.ask<Asked>(viewer, query, { input: { period: '2026-T1', clientKey: randomUUID(), ...input } });
}

/** What each family is planned to get, by enrolment. */
async function payments(period = '2026-T1') {
  const found = await desk.rows<{ id: string; amount: number; status: string; reason: string | null }>(
    'SELECT enrolment_id AS id, amount, status, reason FROM payment WHERE period = $1',
    [period],
  );
  return new Map(found.map(({ id, ...rest }) => [id, rest]));
}
const eventsOf = async (enrolment: string) =>
  (
    await desk.rows<{ said: string }>(
      `SELECT concat_ws(' ', t.event, t.from_status, t.to_status, t.reason, t.evidence->>'before', t.evidence->>'amount') AS said
       FROM transition_event t JOIN payment p ON p.id = t.entity_id WHERE p.enrolment_id = $1 ORDER BY t.id`,
      [enrolment],
    )
  ).map(({ said }) => said);
const noticesOf = async (enrolment: string) =>
  desk.rows(
    `SELECT o.payload->'amount' AS amount, o.payload->>'status' AS status FROM outbox o JOIN payment p ON p.id = o.entity_id
     WHERE o.topic = 'payment' AND p.enrolment_id = $1 ORDER BY o.id`,
    [enrolment],
  );

describe('a stage run', () => {
  test('five components: the four highest are paid, 2,375,000 a stage; a month of Sembako is flat', async () => {
    const family = await desk.enrol({ components: FIVE });
    const [run] = [await plan()];
    expect(run).toMatchObject({ ...NOTHING, ...ALL_PAID, added: 1, total: 2_375_000, difference: 2_375_000 });
    expect((await payments()).get(family)).toEqual({ amount: 2_375_000, status: 'PLANNED', reason: null });
    expect(await eventsOf(family)).toEqual(['PLAN PLANNED 2375000']);
    expect(await noticesOf(family)).toEqual([{ amount: 2_375_000, status: 'PLANNED' }]);
    expect(stageReport(run)).toMatch(/added +1\n[^]*planned, rupiah +2,375,000/);

    const sembako = await desk.enrol({ program: 'SEMBAKO' });
    expect(await plan('2026-07', 'SEMBAKO')).toMatchObject({ added: 1, total: 200_000 });
    expect((await payments('2026-07')).get(sembako)?.amount).toBe(200_000);
  });

  test('twice never doubles: the second changes no row and says so', async () => {
    for (let n = 0; n < 5; n++) await desk.enrol({ components: FIVE.slice(n) });
    const first = await plan();
    const state = 'SELECT xmin::text, p.* FROM payment p ORDER BY id';
    const before = await desk.rows(state);
    const second = await plan();
    expect(first).toMatchObject({ added: 5, unchanged: 0 });
    expect(second).toMatchObject({ ...NOTHING, ...ALL_PAID, unchanged: 5, total: first.total, difference: 0 });
    expect(await desk.rows(state)).toEqual(before);
    expect(await desk.rows('SELECT count(*)::int AS n FROM outbox')).toEqual([{ n: 5 }]);
    // The tables themselves forbid a second payment.
    await expect(
      desk.rows(`INSERT INTO payment (id, source_id, enrolment_id, period, year, amount, status, status_on)
        SELECT gen_random_uuid(), 'x', enrolment_id, period, year, amount, status, status_on FROM payment LIMIT 1`),
    ).rejects.toThrow('payment_enrolment');
  });

  test('follows the data as long as a payment is only planned, and tells what changed', async () => {
    const enrol = () => desk.enrol({ components: ['ANAK_SD', 'ANAK_SMP'] });
    const [same, more, less, gone] = [await enrol(), await enrol(), await enrol(), await enrol()];
    const [rests, out, ordered] = [await enrol(), await enrol(), await enrol()];
    await plan();
    await desk.carry(more, 'ANAK_SMA');
    await desk.rows(`DELETE FROM enrolment_component WHERE enrolment_id = $1 AND component = 'ANAK_SMP'`, [less]);
    await desk.rows(
      `UPDATE enrolment_component SET stopped_on = '2025-12-31', stop_reason = 'DECEASED' WHERE enrolment_id = $1`,
      [gone],
    );
    await desk.moved(rests, 'SUSPENDED', 'now');
    await desk.rows(`UPDATE enrolment SET ended_on = '2025-12-31' WHERE id = $1`, [out]);
    await desk.rows(`UPDATE payment SET status = 'SP2D' WHERE enrolment_id = $1`, [ordered]);
    await desk.carry(ordered, 'ANAK_SMA');

    const expected = { added: 0, raised: 1, lowered: 1, unchanged: 1, settled: 1, withdrawn: 3 };
    const why = { suspended: 1, noComponent: 1, notActive: 1 };
    const total = 600_000 + 1_100_000 + 225_000;
    expect(await plan()).toMatchObject({ ...expected, ...why, total, difference: total - 6 * 600_000 });
    const planned = await payments();
    expect([same, more, less, gone, rests, out, ordered].map((id) => planned.get(id))).toEqual([
      { amount: 600_000, status: 'PLANNED', reason: null },
      { amount: 1_100_000, status: 'PLANNED', reason: null },
      { amount: 225_000, status: 'PLANNED', reason: null },
      { amount: 600_000, status: 'CANCELLED', reason: 'NO_COMPONENT' },
      { amount: 600_000, status: 'CANCELLED', reason: 'SUSPENDED' },
      { amount: 600_000, status: 'CANCELLED', reason: 'NOT_ACTIVE' },
      { amount: 600_000, status: 'SP2D', reason: null },
    ]);
    expect(await eventsOf(more)).toEqual(['PLAN PLANNED 600000', 'ADJUST PLANNED PLANNED 600000 1100000']);
    expect(await noticesOf(rests)).toEqual([
      { amount: 600_000, status: 'PLANNED' },
      { amount: 600_000, status: 'CANCELLED' },
    ]);

    // The component comes back: it is planned again, and counted as added.
    await desk.carry(gone, 'ANAK_SD');
    expect(await plan()).toMatchObject({ ...NOTHING, added: 1, unchanged: 3, settled: 1, suspended: 1, notActive: 1 });
    expect((await payments()).get(gone)).toEqual({ amount: 225_000, status: 'PLANNED', reason: null });
    expect((await eventsOf(gone)).at(-1)).toBe('REPLAN CANCELLED PLANNED 600000 225000');
  });

  test('the status of the cut-off day decides, whatever happened since; only a suspension of today rests', async () => {
    const components = ['ANAK_SD'];
    const inTransition = await desk.enrol({ components, status: 'TRANSITION' });
    const left = await desk.enrol({ components });
    await desk.moved(left, 'INACTIVE', '2026-01-02T12:00:00+07');
    const onTheDay = await desk.enrol({ components, status: 'DESIGNATED' });
    await desk.moved(onTheDay, 'ACTIVE', '2026-01-01T23:59:00+07');
    const tooLate = await desk.enrol({ components, status: 'DESIGNATED' });
    await desk.moved(tooLate, 'ACTIVE', '2026-01-02T00:00:00+07');
    const resumed = await desk.enrol({ components, status: 'SUSPENDED' });
    await desk.moved(resumed, 'ACTIVE', '2026-02-01T00:00:00+07');
    const began = await desk.enrol({ components, startedOn: '2026-01-02' });
    expect(await plan()).toMatchObject({ added: 3, suspended: 1, notActive: 2, noComponent: 0 });
    const planned = await payments();
    expect([inTransition, left, onTheDay].map((id) => planned.get(id)?.amount)).toEqual([225_000, 225_000, 225_000]);
    expect([tooLate, resumed, began].filter((id) => planned.has(id))).toEqual([]);
  });

  test('rates and limits are those of the first day', async () => {
    const family = await desk.enrol({ components: ['ANAK_SD'] });
    await desk.rows(`UPDATE program_rate SET valid_to = '2026-03-31' WHERE component = 'ANAK_SD'`);
    await desk.rows(`INSERT INTO program_rate (program_code, component, amount, per, recipient, valid_from, confidence)
      VALUES ('PKH', 'ANAK_SD', 1200000, 'YEAR', 'FAMILY', '2026-04-01', 'UNCERTAIN')`);
    try {
      await plan('2026-T1');
      await plan('2026-T2');
      expect((await payments('2026-T1')).get(family)?.amount).toBe(225_000);
      expect((await payments('2026-T2')).get(family)?.amount).toBe(300_000);
    } finally {
      await desk.rows(`DELETE FROM program_rate WHERE component = 'ANAK_SD' AND valid_from = '2026-04-01'`);
      await desk.rows(`UPDATE program_rate SET valid_to = NULL WHERE component = 'ANAK_SD'`);
    }
  });

  test('a family is paid where it was paid before', async () => {
    const family = await desk.enrol({ components: ['ANAK_SD'] });
    await plan('2026-T1');
    await desk.rows(`UPDATE payment SET disburser = 'BSI'`);
    await plan('2026-T2');
    expect(await desk.rows('SELECT disburser FROM payment WHERE enrolment_id = $1 ORDER BY period', [family])).toEqual([
      { disburser: 'BSI' },
      { disburser: 'BSI' },
    ]);
  });

  test.each([
    ['a month of PKH', '2026-01', 'PKH', 'BAD_USER_INPUT'],
    ['a program that is not paid by time', '2026-T1', 'KUBE', 'BAD_USER_INPUT'],
    ['a year without rates', '2024-T1', 'PKH', 'BAD_USER_INPUT'],
    ['an unknown program', '2026-T1', 'XYZ', 'NOT_FOUND'],
  ])('%s is refused', async (_, period, program, code) => {
    await expect(plan(period, program)).rejects.toMatchObject({ code });
    expect(await desk.rows('SELECT id FROM stage_run')).toEqual([]);
  });
});

describe('runs at once, and killed ones', () => {
  /** A run stops at its last row, while the gate is shut. */
  const GATE = 4_712;
  const shut = () =>
    desk
      .rows(
        `CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock(${GATE}); RETURN NEW; END $$`,
      )
      .then(async () => {
        await desk.rows('CREATE TRIGGER gate BEFORE INSERT ON stage_run FOR EACH ROW EXECUTE FUNCTION gate()');
        await desk.rows(`SELECT pg_advisory_lock(${GATE})`);
      });
  const open = async () => {
    await desk.rows(`SELECT pg_advisory_unlock(${GATE})`);
    await desk.rows('DROP FUNCTION gate CASCADE');
  };
  const waiting = `pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`;
  const until = async (n: number) => {
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(20)) {
      if ((await desk.rows(`SELECT pid FROM ${waiting}`)).length === n) return;
    }
    throw new Error(`never ${n} waiting`);
  };

  test('two at once: the second waits, and finds everything planned', async () => {
    for (let n = 0; n < 3; n++) await desk.enrol({ components: ['ANAK_SD'] });
    await shut();
    const both = [plan(), plan()];
    await until(2);
    await open();
    const runs = (await Promise.all(both)).map(({ added, unchanged }) => ({ added, unchanged }));
    expect(runs).toContainEqual({ added: 3, unchanged: 0 });
    expect(runs).toContainEqual({ added: 0, unchanged: 3 });
    expect((await payments()).size).toBe(3);
  });

  test('killed in the middle: nothing half done, and again it ends', async () => {
    const family = await desk.enrol({ components: ['ANAK_SD'] });
    await shut();
    const killed = plan();
    killed.catch(() => undefined);
    await until(1);
    await desk.rows(`SELECT pg_terminate_backend(pid) FROM ${waiting}`);
    await expect(killed).rejects.toThrow();
    await open();
    for (const table of ['payment', 'stage_run', 'outbox', 'transition_event']) {
      expect([table, await desk.rows(`SELECT FROM ${table}`)]).toEqual([table, []]);
    }
    expect(await plan()).toMatchObject({ added: 1 });
    expect((await payments()).get(family)?.amount).toBe(225_000);
  });
});

describe('runStage', () => {
  test('answers the run, the same to the same key, and stands in the list with who asked', async () => {
    await desk.enrol({ components: FIVE });
    const clientKey = randomUUID();
    const first = await runStage({ clientKey });
    expect(first.codes).toEqual([]);
    expect(first.data.runStage).toMatchObject({
      ...NOTHING,
      ...ALL_PAID,
      added: 1,
      total: 2_375_000,
      byRole: 'PROGRAM_MANAGER',
    });
    expect(await runStage({ clientKey })).toEqual(first);
    expect((await runStage({ clientKey, period: '2026-T2' })).codes).toEqual(['IDEMPOTENCY_MISMATCH']);
    expect((await runStage()).data.runStage).toMatchObject({ added: 0, unchanged: 1 });
    const list = `{ stageRuns(orderBy: [{ field: AT, direction: DESC }], filter: { period: { eq: "2026-T1" } }) {
      nodes { added unchanged account program { code } } totalCount { value } } }`;
    const { data } = await desk.ask<{ stageRuns: object }>(MANAGER, list);
    const run = { account: MANAGER.subject, program: { code: 'PKH' } };
    expect(data.stageRuns).toEqual({
      nodes: [
        { added: 0, unchanged: 1, ...run },
        { added: 1, unchanged: 0, ...run },
      ],
      totalCount: { value: 2 },
    });
    const other = await desk.ask<{ stageRuns: object }>(viewerOf('PROGRAM_MANAGER', { programCodes: ['PENA'] }), list);
    expect(other.data.stageRuns).toEqual({ nodes: [], totalCount: { value: 0 } });
    const [event] = await desk.rows(`SELECT actor, actor_role FROM transition_event WHERE machine = 'payment'`);
    expect(event).toEqual({ actor: MANAGER.subject, actor_role: 'PROGRAM_MANAGER' });
  });

  test.each([
    ['another program', { program: 'PENA' }, MANAGER, 'NOT_FOUND'],
    ['a period that is none', { period: '2026-T5' }, MANAGER, 'BAD_USER_INPUT'],
    ['a month of PKH', { period: '2026-01' }, MANAGER, 'BAD_USER_INPUT'],
    ['a role that may not', {}, viewerOf('PENDAMPING', { regionCodes: ['ID'], programCodes: ['PKH'] }), 'FORBIDDEN'],
  ])('%s is refused', async (_, input, viewer, code) => {
    await desk.enrol({ components: FIVE });
    expect((await runStage(input, viewer)).codes).toEqual([code]);
    expect((await payments()).size).toBe(0);
  });
});

describe('advanceStage', () => {
  interface Moved {
    readonly advanceStage: { readonly payments: number; readonly amount: number } | null;
  }
  const advance = (run: string, to: string, more: Record<string, unknown> = {}, viewer = MANAGER) =>
    desk.ask<Moved>(
      viewer,
      `mutation ($input: AdvanceStageInput!) { advanceStage(input: $input) { payments amount } }`,
      { input: { run, to, clientKey: randomUUID(), ...more } },
    );

  test('moves every payment of the run that can go, once, with event and notice; others stay', async () => {
    const families = [await desk.enrol({ components: ['ANAK_SD'] }), await desk.enrol({ components: ['ANAK_SMP'] })];
    const [paid = '', dead = ''] = families;
    const failed = await desk.enrol({ components: ['ANAK_SMA'] });
    const { id } = await plan();
    await plan('2026-T2');
    expect((await advance(id, 'SP2D')).data.advanceStage).toEqual({ payments: 3, amount: 1_100_000 });
    expect((await advance(id, 'SP2D')).data.advanceStage).toEqual({ payments: 0, amount: 0 });
    expect((await advance(id, 'CREDITED')).data.advanceStage).toEqual({ payments: 0, amount: 0 });
    await advance(id, 'SENT');
    await desk.rows(
      `UPDATE payment SET status = 'FAILED', reason = 'DORMANT' WHERE enrolment_id = $1 AND period = '2026-T1'`,
      [failed],
    );
    expect((await advance(id, 'CREDITED')).data.advanceStage).toEqual({ payments: 2, amount: 600_000 });
    await desk.rows(`UPDATE payment SET status = 'WITHDRAWN' WHERE enrolment_id = $1 AND period = '2026-T1'`, [paid]);
    expect((await advance(id, 'RETURNED')).codes).toEqual(['BAD_USER_INPUT']);
    const returned = await advance(id, 'RETURNED', { reason: 'DORMANT' });
    expect(returned.data.advanceStage).toEqual({ payments: 1, amount: 375_000 });
    expect((await payments()).get(dead)).toEqual({ amount: 375_000, status: 'RETURNED', reason: 'DORMANT' });
    expect((await payments()).get(paid)?.status).toBe('WITHDRAWN');
    expect([...(await payments('2026-T2')).values()].map(({ status }) => status)).toEqual(Array(3).fill('PLANNED'));
    expect((await eventsOf(dead)).filter((said) => !said.startsWith('PLAN'))).toEqual([
      'ORDER PLANNED SP2D',
      'SEND SP2D SENT',
      'CREDIT SENT CREDITED',
      'RETURN CREDITED RETURNED DORMANT',
    ]);
    expect(await noticesOf(dead)).toHaveLength(1 + 4 + 1);
    expect(
      await desk.rows('SELECT version FROM payment WHERE enrolment_id = $1 AND status = $2', [dead, 'RETURNED']),
    ).toEqual([{ version: 5 }]);
    // What was ordered is settled for every later run.
    expect(await plan()).toMatchObject({ ...NOTHING, settled: 3, total: 0 });
  });

  test('a retry gets the first answer; a plan, another manager and an unknown run are refused', async () => {
    await desk.enrol({ components: ['ANAK_SD'] });
    const { id } = await plan();
    const clientKey = randomUUID();
    const first = await advance(id, 'SP2D', { clientKey });
    expect(await advance(id, 'SP2D', { clientKey })).toEqual(first);
    expect(first.data.advanceStage?.payments).toBe(1);
    for (const to of ['PLANNED', 'CANCELLED']) expect((await advance(id, to)).codes).toEqual(['BAD_USER_INPUT']);
    expect((await advance(id, 'SENT', { reason: 'DORMANT' })).codes).toEqual(['BAD_USER_INPUT']);
    const other = viewerOf('PROGRAM_MANAGER', { programCodes: ['PENA'] });
    expect((await advance(id, 'SENT', {}, other)).codes).toEqual(['NOT_FOUND']);
    expect((await advance(randomUUID(), 'SENT')).codes).toEqual(['NOT_FOUND']);
    expect([...(await payments()).values()][0]?.status).toBe('SP2D');
  });
});
