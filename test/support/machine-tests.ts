import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { allowedEvents, findStep } from '../../shared/machine';
import type { AnyMachine, Step, StepRole } from '../../shared/machine';
import { ROLES } from '../../shared/viewer';
import type { Role, Viewer } from '../../shared/viewer';
import { startTestPlatform } from './platform';
import type { TestPlatform } from './platform';

/** A mutation as a test calls it. */
export interface MachineCall {
  readonly mutation: string;
  /** Name of its input type; StepInput, or ReasonedStepInput where the step takes a reason. */
  readonly inputType?: string;
  /** What it takes beside id, version and clientKey, so that the step is possible; asked once a record. */
  readonly input?: (record: string) => Readonly<Record<string, unknown>>;
}

/** How to get at the records of a machine in a test. */
export interface MachineFixture {
  readonly machine: AnyMachine;
  readonly schema: string;
  readonly table: string;
  /** By event; those only rules cause are left out. */
  readonly calls: Readonly<Record<string, MachineCall>>;
  /** Writes what the records stand on (families, persons), once. */
  readonly prepare?: (admin: Client, platform: TestPlatform) => Promise<void>;
  /** Writes a record in a state, with whatever its steps look at, and gives its id; `role` is to take a step of it. */
  readonly insert: (admin: Client, status: string, role?: Role) => Promise<string>;
  /** A viewer of a role in whose scope every inserted record is, unless it is hidden. */
  readonly viewer: (role: Role, record: string) => Viewer;
  /** Whether a role has no records in a state at all: to it they are missing. */
  readonly isHidden?: (role: Role, status: string) => boolean;
}

interface StepAnswer {
  readonly step: { readonly status: string | null; readonly version: number | null } | null;
}

/**
 * Holds a machine's mutations against its table over the whole platform: every step for every role, every forbidden step, every
 * other role, reasons, four eyes, stale versions, retries and two at once. Counted are events, notices and the record itself.
 */
export function describeMachine(fixture: MachineFixture): void {
  const { machine, calls } = fixture;
  describe(`machine ${machine.name}`, () => {
    const desk = new Desk(fixture);
    beforeAll(() => desk.open());
    afterAll(() => desk.close());

    const moving = machine.steps.filter(({ from, event }) => from !== null && calls[event]);
    const asked = (roles: readonly StepRole[]) => roles.filter((role): role is Role => role !== 'SYSTEM');
    const steps = moving.flatMap((step) => asked(step.who).map((role) => ({ ...step, role })));
    const pairs = Object.keys(machine.states).flatMap((from) => Object.keys(calls).map((event) => ({ from, event })));
    const begun = new Set(machine.steps.filter(({ from }) => from === null).map(({ event }) => event));
    const forbidden = pairs.filter(({ from, event }) => !begun.has(event) && !findStep(machine, from, event));

    test.each(steps)('$role: $event leads from $from to $to', async (step) => {
      const record = await desk.insert(step.from ?? '', step.role);
      const before = await desk.effects(record);
      const answer = await desk.call(step.role, record, step.event, 1, reasonOf(step));
      expect(answer.errors).toEqual([]);
      expect(await desk.effects(record)).toEqual({
        status: step.to,
        version: 2,
        events: [...before.events, `${step.event} ${step.from ?? ''} ${step.to} ${step.role}`],
        notices: before.notices + 1,
      });
    });

    test.each(forbidden)('$event is forbidden in $from', async ({ from, event }) => {
      const record = await desk.insert(from);
      const before = await desk.effects(record);
      const [role] = asked(machine.steps.filter((each) => each.event === event).flatMap(({ who }) => who));
      if (!role) throw new Error(`nobody may cause ${event}`);
      const { errors } = await desk.call(role, record, event, 1, reasonFor(machine, event));
      const isHidden = fixture.isHidden?.(role, from) ?? false;
      const code = isHidden ? 'NOT_FOUND' : 'INVALID_TRANSITION';
      expect(errors.map(({ extensions }) => extensions['code'])).toEqual([code]);
      const told = isHidden ? [] : allowedEvents(machine, from);
      for (const allowed of told) expect(errors[0]?.message).toContain(allowed);
      expect(await desk.effects(record)).toEqual(before);
    });

    test.each(moving)('$event in $from is for nobody else', async (step) => {
      const record = await desk.insert(step.from ?? '');
      const before = await desk.effects(record);
      for (const role of ROLES.filter((each) => !step.who.includes(each))) {
        const { errors, data } = await desk.call(role, record, step.event, 1, reasonOf(step));
        const codes = errors.map(({ extensions }) => String(extensions['code']));
        expect([role, codes.length, data?.step ?? null]).toEqual([role, 1, null]);
        expect(['FORBIDDEN', 'FORBIDDEN_FIELD', 'NOT_FOUND']).toContain(codes[0]);
      }
      expect(await desk.effects(record)).toEqual(before);
    });

    for (const step of moving.filter(({ apartFrom = [] }) => apartFrom.length > 0)) {
      test(`${step.event} in ${step.from ?? ''} takes other eyes`, async () => {
        for (const earlier of step.apartFrom ?? []) {
          const [role] = asked(step.who);
          if (!role) throw new Error(`nobody may cause ${step.event}`);
          const record = await desk.insert(step.from ?? '');
          const { subject } = fixture.viewer(role, record);
          await desk.happened(record, earlier, subject);
          const before = await desk.effects(record);
          const { errors } = await desk.call(role, record, step.event, 1, reasonOf(step));
          expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
          expect(await desk.effects(record)).toEqual(before);
          // Control: another account did it last.
          await desk.happened(record, earlier, 'somebody else');
          expect((await desk.call(role, record, step.event, 1, reasonOf(step))).errors).toEqual([]);
        }
      });
    }

    for (const step of moving.filter(({ reasons = [], who }) => reasons.length > 0 && asked(who).length > 0)) {
      test(`${step.event} in ${step.from ?? ''} takes one of its reasons`, async () => {
        const [role] = asked(step.who);
        if (!role) throw new Error(`nobody may cause ${step.event}`);
        const record = await desk.insert(step.from ?? '');
        const before = await desk.effects(record);
        const { errors } = await desk.call(role, record, step.event, 1, 'BECAUSE');
        expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
        expect(await desk.effects(record)).toEqual(before);
      });
    }

    test('an old version is refused, a retry gets the first answer, of two at once one wins', async () => {
      const [step] = steps;
      if (!step) throw new Error('the machine moves nothing');
      const record = await desk.insert(step.from ?? '');
      const stale = await desk.call(step.role, record, step.event, 7, reasonOf(step));
      expect(stale.errors.map(({ extensions }) => extensions['code'])).toEqual(['CONFLICT']);

      const key = `retry-${machine.name}-${record}`;
      const first = await desk.call(step.role, record, step.event, 1, reasonOf(step), key);
      const again = await desk.call(step.role, record, step.event, 1, reasonOf(step), key);
      expect([first.errors, again.errors]).toEqual([[], []]);
      expect(again.data).toEqual(first.data);
      const after = await desk.effects(record);
      expect(after.version).toBe(2);
      const other = await desk.call(step.role, record, step.event, 2, reasonOf(step), key);
      expect(other.errors.map(({ extensions }) => extensions['code'])).toEqual(['IDEMPOTENCY_MISMATCH']);
      expect(await desk.effects(record)).toEqual(after);

      const shared = await desk.insert(step.from ?? '');
      const both = await Promise.all([1, 2].map(() => desk.call(step.role, shared, step.event, 1, reasonOf(step))));
      const codes = both.flatMap(({ errors }) => errors.map(({ extensions }) => extensions['code']));
      expect(codes).toEqual(['CONFLICT']);
      expect((await desk.effects(shared)).version).toBe(2);
    });

    test('killed before its notice is written, a step has done nothing, and the same request goes through later', async () => {
      const [step] = steps;
      if (!step) throw new Error('the machine moves nothing');
      const record = await desk.insert(step.from ?? '');
      const before = await desk.effects(record);
      const key = `killed-${machine.name}-${record}`;
      const call = () => desk.call(step.role, record, step.event, 1, reasonOf(step), key);
      const cut = await desk.killedAtNotice(call);
      expect(cut.errors).toHaveLength(1);
      expect(await desk.effects(record)).toEqual(before);
      expect((await call()).errors).toEqual([]);
      expect(await desk.effects(record)).toMatchObject({ status: step.to, version: 2, notices: before.notices + 1 });
    });
  });
}

const reasonOf = ({ reasons = [] }: Step<string, string>) => reasons[0];

function reasonFor(machine: AnyMachine, event: string): string | undefined {
  return machine.steps.find((each) => each.event === event && each.reasons)?.reasons?.[0];
}

/** What stands of a record. */
interface Effects {
  readonly status: string;
  readonly version: number;
  readonly events: readonly string[];
  readonly notices: number;
}

class Desk {
  private running: TestPlatform | undefined;
  private client: Client | undefined;
  private keys = 0;

  constructor(private readonly fixture: MachineFixture) {}

  async open(): Promise<void> {
    this.running = await startTestPlatform();
    this.client = new Client({ connectionString: this.running.database.adminUrl });
    await this.client.connect();
    await this.client.query(`SET search_path = ${this.fixture.schema}`);
    await this.admin(async (client) => this.fixture.prepare?.(client, this.platform));
  }

  async close(): Promise<void> {
    await this.client?.end();
    await this.running?.stop();
  }

  insert(status: string, role?: Role): Promise<string> {
    return this.admin((client) => this.fixture.insert(client, status, role));
  }

  call(role: Role, record: string, event: string, version: number, reason?: string, key?: string) {
    const call = this.fixture.calls[event];
    if (!call) throw new Error(`no mutation for ${event}`);
    const type = call.inputType ?? (reason === undefined ? 'StepInput' : 'ReasonedStepInput');
    const input = {
      id: record,
      version,
      clientKey: key ?? `machine-test-${this.keys++}`,
      ...(reason !== undefined && { reason }),
      ...call.input?.(record),
    };
    const query = `mutation ($input: ${type}!) { step: ${call.mutation}(input: $input) { status version } }`;
    return this.platform.ask<StepAnswer>(this.fixture.viewer(role, record), query, { input });
  }

  /** Writes that an event happened, by an account. */
  async happened(record: string, event: string, actor: string): Promise<void> {
    await this.admin((client) =>
      client.query(
        `INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, actor, actor_role)
         VALUES ($1, $2, $3, 'X', 'X', $4, 'X')`,
        [this.fixture.machine.name, record, event, actor],
      ),
    );
  }

  /** Runs a call whose database connection is cut when everything but its notice is written. */
  async killedAtNotice<Result>(call: () => Promise<Result>): Promise<Result> {
    const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
      AND query LIKE 'INSERT INTO outbox%'`;
    return this.admin(async (client) => {
      await client.query(`BEGIN; LOCK TABLE ${this.fixture.schema}.outbox IN SHARE ROW EXCLUSIVE MODE`);
      const answer = call();
      try {
        // A transaction sees activity as it was when it first looked, unless told to look again.
        const isWaiting = async () => {
          await client.query('SELECT pg_stat_clear_snapshot()');
          return (await client.query(waiting)).rows.length > 0;
        };
        while (!(await isWaiting())) await sleep(10);
        await client.query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) held`);
        return await answer;
      } finally {
        await client.query('ROLLBACK');
      }
    });
  }

  effects(record: string): Promise<Effects> {
    const { machine, table } = this.fixture;
    return this.admin(async (client) => {
      const { rows } = await client.query<Effects>(
        `SELECT status, version,
           ARRAY(SELECT concat_ws(' ', event, from_status, to_status, actor_role) FROM transition_event
             WHERE machine = $2 AND entity_id = r.id ORDER BY transition_event.id) AS events,
           (SELECT count(*)::int FROM outbox WHERE topic = $2 AND entity_id = r.id) AS notices
         FROM ${table} r WHERE id = $1::uuid`,
        [record, machine.name],
      );
      const [found] = rows;
      if (!found) throw new Error('the record is gone');
      return found;
    });
  }

  private get platform(): TestPlatform {
    if (!this.running) throw new Error('the platform is not open');
    return this.running;
  }

  private async admin<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    if (!this.client) throw new Error('the platform is not open');
    return work(this.client);
  }
}
