import { asAdmin } from '../../test/support/database';
import type { TestDatabase } from '../../test/support/database';
import { openNation } from '../../test/support/nation';
import type { AnyMachine } from '../../shared/machine';
import { findStep } from '../../shared/machine';
import { BENEFICIARIES_MACHINES } from '../../subgraphs/beneficiaries/machines';
import { PROGRAMS_MACHINES } from '../../subgraphs/programs/machines';
import { EMPLOYERS_MACHINES } from '../../subgraphs/employers/machines';
import { SENTRA_MACHINES } from '../../subgraphs/sentra/machines';
import { openSubgraphs } from '../subgraphs';
import { DEMO_PARTS, missingParts } from './missing-parts';
import { PLANTED, plantNation } from './plant-nation';

interface Step {
  readonly record: string;
  readonly event: string;
  readonly from: string | null;
  readonly to: string;
  readonly reason: string | null;
  readonly actor: string;
  readonly role: string;
}
interface Held {
  readonly id: string;
  readonly status: string;
}

const SCHEMAS = {
  beneficiaries: BENEFICIARIES_MACHINES,
  programs: PROGRAMS_MACHINES,
  sentra: SENTRA_MACHINES,
  employers: EMPLOYERS_MACHINES.filter(({ table }) => table !== 'vacancy'),
};
const MACHINES = Object.entries(SCHEMAS).flatMap(([schema, machines]) =>
  machines.map(({ machine, table }) => [machine.name, { schema, machine, table }] as const),
);
/** Written when a registry file reports what the sender decided by its own machine. */
const BY_FILE = 'REGISTRY_FILE';

let nation: TestDatabase;
beforeAll(async () => {
  nation = await openNation();
}, 240_000);
afterAll(() => nation.drop());

const ask = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  asAdmin(async (client) => (await client.query<Row>(text, [...values])).rows, nation.adminUrl);

const stepsOf = (schema: string, machine: string): Promise<Step[]> =>
  ask<Step>(
    `SELECT entity_id AS record, event, from_status AS "from", to_status AS "to", reason, actor, actor_role AS role
     FROM ${schema}.transition_event WHERE machine = $1 ORDER BY entity_id, id`,
    [machine],
  );

/** What is wrong with histories, in words. */
function faultsOf(machine: AnyMachine, held: readonly Held[], steps: readonly Step[]): string[] {
  const faults: string[] = [];
  const histories = new Map<string, Step[]>();
  for (const step of steps) {
    const before = histories.get(step.record) ?? [];
    faults.push(...faultsOfStep(machine, before, step));
    histories.set(step.record, [...before, step]);
  }
  const status = new Map(held.map((record) => [record.id, record.status]));
  for (const [id, history] of histories) {
    const last = history.at(-1)?.to;
    if (status.get(id) !== last) faults.push(`${id} is ${status.get(id)}, its history ends in ${last}`);
  }
  return faults;
}

function faultsOfStep(machine: AnyMachine, before: readonly Step[], step: Step): string[] {
  const { event, from, to, reason, actor, role } = step;
  const previous = before.at(-1);
  const joins = previous === undefined || previous.to === from ? [] : [`${event} from ${from} follows ${previous.to}`];
  if (event === BY_FILE) return joins;
  const known = findStep(machine, from, event);
  if (known?.to !== to) return [...joins, `${from} ${event} ${to} is not in the table`];
  const wrong = [
    known.who.includes(role as never) ? '' : `${role} may not ${event}`,
    (known.reasons ?? []).length === 0 || known.reasons?.includes(reason ?? '') ? '' : `${event} for ${reason}`,
    ...(known.apartFrom ?? []).map((apart) =>
      before.findLast((each) => each.event === apart)?.actor === actor ? `${actor} did ${apart} and ${event}` : '',
    ),
  ];
  return [...joins, ...wrong.filter((fault) => fault !== '')];
}

describe('the planted nation', () => {
  it.each(MACHINES)('has histories of %s that its machine allows, up to the state of the record', async (_, given) => {
    const { schema, machine, table } = given;
    const held = await ask<Held>(`SELECT id, status FROM ${schema}.${table}`);
    const steps = await stepsOf(schema, machine.name);
    expect(faultsOf(machine, held, steps).slice(0, 5)).toEqual([]);
    // Control: there was something to look at, and spoiled histories are seen.
    expect(steps.length).toBeGreaterThan(0);
    const [first, ...rest] = steps;
    if (!first) throw new Error('no step');
    expect(faultsOf(machine, held, [{ ...first, role: 'PUBLIC' }, ...rest])).not.toEqual([]);
    expect(
      faultsOf(
        machine,
        held.map((record) => ({ ...record, status: 'NONE' })),
        steps,
      ),
    ).not.toEqual([]);
  });

  it.each(MACHINES)('has records of %s in every state', async (_, { schema, machine, table }) => {
    const held = await ask<{ status: string }>(`SELECT DISTINCT status FROM ${schema}.${table}`);
    const missing = Object.keys(machine.states).filter((state) => !held.some(({ status }) => status === state));
    expect(missing).toEqual([]);
  });

  it('keeps four eyes where one role does both steps', () => {
    const machine = MACHINES.find(([name]) => name === 'kube')?.[1].machine;
    if (!machine) throw new Error('no machine');
    const step = (event: string, from: string | null, to: string, actor: string, role: string): Step => ({
      ...{ record: 'r', event, from, to, actor, role, reason: null },
    });
    const history = (payer: string) => [
      step('PROPOSE', null, 'PROPOSED', 'a', 'PENDAMPING'),
      step('VERIFY', 'PROPOSED', 'VERIFIED', 'b', 'DINSOS'),
      step('DESIGNATE', 'VERIFIED', 'DESIGNATED', 'c', 'PROGRAM_MANAGER'),
      step('DISBURSE', 'DESIGNATED', 'DISBURSED', payer, 'PROGRAM_MANAGER'),
    ];
    const held = [{ id: 'r', status: 'DISBURSED' }];
    expect(faultsOf(machine, held, history('d'))).toEqual([]);
    expect(faultsOf(machine, held, history('c'))).toEqual(['c did DESIGNATE and DISBURSE']);
  });
});

describe('planting', () => {
  it('names its parts where a later start looks for them', () => {
    const names = Object.fromEntries(
      Object.entries(PLANTED).map(([schema, parts]) => [schema, parts.map(({ name }) => name)]),
    );
    expect(names).toEqual(DEMO_PARTS);
  });

  it('does nothing a second time, and makes up for a part that is missing', async () => {
    const subgraphs = await openSubgraphs(nation.adminUrl, nation.config);
    const members = subgraphs.map(({ parts, database }) => ({ ...parts, database }));
    const count = async () => (await ask<{ n: number }>('SELECT count(*)::int AS n FROM sentra.ska_month'))[0]?.n ?? 0;
    const before = await count();
    try {
      expect(await missingParts(members)).toEqual([]);
      await plantNation(nation.config, members, ['demo-ska']);
      expect(await count()).toBe(before);
      await ask(`DELETE FROM sentra.ska_month`);
      await ask(`DELETE FROM sentra.client_key WHERE key = 'demo-ska'`);
      expect(await missingParts(members)).toEqual(['demo-ska']);
      await plantNation(nation.config, members, await missingParts(members));
      expect(await count()).toBe(before);
    } finally {
      await Promise.all(subgraphs.map((running) => running.close()));
    }
  });
});
