import type { BulkConnection } from '../database';
import { getStep } from './machine';
import type { Machine, Step, StepRole } from './machine';
import type { Records } from './take-step';

/** An event of a journey; alone it is done by the first role of its step, some days after the one before. */
export type JourneyStep<Event extends string> =
  | Event
  | {
      readonly event: Event;
      readonly by?: StepRole;
      /** Days after the step before. */
      readonly days?: number;
    };

/** A way through a machine that records of a demo have gone, and how many of them beside the other ways. */
export interface Journey<Event extends string> {
  /** Whole number. */
  readonly weight: number;
  readonly steps: readonly JourneyStep<Event>[];
  /** Days since the last step. */
  readonly rest?: number;
}

/** Journeys by the kind of record that goes them. */
export type Journeys<Event extends string> = Readonly<Record<string, readonly Journey<Event>[]>>;

/** Where the accounts of the demo work: there officers bear the names of the demo identities. */
export interface DemoHome {
  /** A district of six digits; its regency and province are those of the offices above. */
  readonly district: string;
  readonly centre: string;
}

const DAYS_BETWEEN = 6;

/** A step of a journey as a row. */
interface PathRow {
  readonly kind: string;
  readonly journey: number;
  readonly number: number;
  readonly event: string;
  readonly from: string | null;
  readonly to: string;
  readonly reasons: readonly string[];
  readonly role: StepRole;
  /** 1, or more where the step must be another account's doing. */
  readonly account: number;
  readonly day: number;
  /** Days since the last step of the journey. */
  readonly rest: number;
}

/**
 * The steps of journeys with the account that does each.
 * @throws CodedError INVALID_TRANSITION for a journey the machine does not allow
 * @throws Error for a role that may not do a step
 */
export function pathsOf<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  journeys: Journeys<Event>,
): PathRow[] {
  return Object.entries(journeys).flatMap(([kind, each]) =>
    each.flatMap(({ steps, rest = 0 }, journey) =>
      walk(machine, steps).map((row) => ({ ...row, kind, journey, rest })),
    ),
  );
}

type Walked = Omit<PathRow, 'kind' | 'journey' | 'rest'>;

function walk<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  steps: readonly JourneyStep<Event>[],
): Walked[] {
  const rows: Walked[] = [];
  let state: State | null = null;
  for (const each of steps) {
    const {
      event,
      by,
      days = rows.length === 0 ? 0 : DAYS_BETWEEN,
    } = typeof each === 'string' ? { event: each } : each;
    const step: Step<State, Event> = getStep(machine, state, event);
    const role: StepRole | undefined = by ?? step.who[0];
    if (role === undefined || !step.who.includes(role)) throw new Error(`${machine.name}: ${role} may not ${event}`);
    rows.push({
      number: rows.length + 1,
      event,
      from: state,
      to: step.to,
      reasons: step.reasons ?? [],
      role,
      account: accountFor(step, role, rows),
      day: (rows.at(-1)?.day ?? 0) + days,
    });
    state = step.to;
  }
  return rows;
}

/** The first account of a role that did none of the events the step must be apart from, the last time they happened. */
function accountFor(
  { apartFrom = [] }: Step<string, string>,
  role: StepRole,
  before: readonly Pick<PathRow, 'event' | 'role' | 'account'>[],
): number {
  const taken = apartFrom
    .map((event) => before.findLast((row) => row.event === event))
    .filter((row) => row?.role === role)
    .map((row) => row?.account);
  let account = 1;
  while (taken.includes(account)) account++;
  return account;
}

/** The journeys of a kind in the order records take them: each as often as its weight says, spread evenly. */
export function turnsOf(journeys: readonly Journey<string>[]): number[] {
  return journeys
    .flatMap(({ weight }, journey) =>
      Array.from({ length: weight }, (_, index) => ({ journey, place: (index + 0.5) / weight })),
    )
    .sort((one, other) => one.place - other.place || one.journey - other.journey)
    .map(({ journey }) => journey);
}

/** Records to plant, and how. */
export interface Planting<State extends string, Event extends string> {
  readonly records: Pick<Records<State, Event>, 'machine' | 'table' | 'fact'>;
  readonly journeys: Journeys<Event>;
  /**
   * A query with the columns `id` uuid, `kind` text, `serial` int from 0 within the kind, `ended_on` the day the journey has come to,
   * `place` a code of up to ten digits, and what the insert needs; with `centre` where officers of centres act.
   */
  readonly chosen: string;
  /**
   * Statements that write the records out of `demo_chosen c` and `demo_record r`, which has by `id` what the journey came to:
   * `status`, `version`, `began_on`, `began_by`, and of each event the last day, account and reason in `days`, `actors`, `reasons`.
   * Single steps stand in `demo_step`.
   */
  readonly insert: string;
  /** What proves a step `s` of a record `c`, `r`, as jsonb; nothing if left out. */
  readonly evidence?: string;
  readonly home: DemoHome;
}

/**
 * Plants records of a demo with their histories: set-wise, and the same each time. What a record is and the events that led there
 * come from the same journey, so that its history is one the machine allows.
 */
export async function plantRecords<State extends string, Event extends string>(
  connection: BulkConnection,
  {
    records: { machine, table, fact },
    journeys,
    chosen,
    insert,
    evidence = `'{}'::jsonb`,
    home,
  }: Planting<State, Event>,
): Promise<void> {
  const paths = pathsOf(machine, journeys);
  const turns = Object.entries(journeys).flatMap(([kind, each]) =>
    turnsOf(each).map((journey, turn, all) => ({ kind, journey, turn, turns: all.length })),
  );
  await connection.query(`
    CREATE TEMP TABLE demo_chosen ON COMMIT DROP AS ${chosen};
    CREATE TEMP TABLE demo_step ON COMMIT DROP AS ${walked(literal(paths), literal(turns), actor(home, paths))};
    CREATE TEMP TABLE demo_record ON COMMIT DROP AS ${SUMMARY};
    CREATE INDEX ON demo_step (id);
    ANALYZE demo_chosen; ANALYZE demo_step; ANALYZE demo_record;
    ${insert};
    INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, evidence, actor, actor_role, at)
    SELECT '${machine.name}', s.id, s.event, s.from_status, s.to_status, s.reason, ${evidence}, s.actor, s.actor_role, s.at
    FROM demo_step s JOIN demo_chosen c USING (id) JOIN demo_record r USING (id) ORDER BY s.at, s.id, s.number;
    INSERT INTO outbox (topic, entity_id, payload)
    SELECT '${machine.name}', f.id, ${fact('f')} FROM ${table} f JOIN demo_record r ON r.id = f.id ORDER BY f.id;
    DROP TABLE demo_chosen, demo_step, demo_record`);
}

/** A value as a JSON literal: CREATE TABLE AS takes no parameters. */
function literal(value: unknown): string {
  return `'${JSON.stringify(value).replaceAll("'", "''")}'::jsonb`;
}

const walked = (paths: string, turns: string, account: string): string => `
  WITH path AS (SELECT * FROM jsonb_to_recordset(${paths}) AS p(kind text, journey int, number int, event text, "from" text,
    "to" text, reasons jsonb, role text, account int, day int, rest int)),
  turn AS (SELECT * FROM jsonb_to_recordset(${turns}) AS t(kind text, journey int, turn int, turns int)),
  length AS (SELECT kind, journey, max(day + rest) AS last FROM path GROUP BY kind, journey)
  SELECT c.id, p.number, p.event, p."from" AS from_status, p."to" AS to_status, p.role AS actor_role, ${account} AS actor,
    p.reasons ->> (c.serial % greatest(jsonb_array_length(p.reasons), 1)) AS reason,
    c.ended_on - (l.last - p.day) AS day,
    (c.ended_on - (l.last - p.day) + time '08:00' + make_interval(mins => p.number)) AT TIME ZONE 'Asia/Jakarta' AS at
  FROM demo_chosen c JOIN turn t ON t.kind = c.kind AND t.turn = c.serial % t.turns
    JOIN path p ON p.kind = t.kind AND p.journey = t.journey
    JOIN length l ON l.kind = t.kind AND l.journey = t.journey`;

const SUMMARY = `
  SELECT id, (array_agg(to_status ORDER BY number DESC))[1] AS status, count(*)::int AS version, min(day) AS began_on,
    (array_agg(actor_role ORDER BY number))[1] AS began_by, (array_agg(actor ORDER BY number))[1] AS beginner,
    jsonb_object_agg(event, day ORDER BY number) AS days, jsonb_object_agg(event, actor ORDER BY number) AS actors,
    jsonb_object_agg(event, reason ORDER BY number) AS reasons
  FROM demo_step GROUP BY id`;

/** The account of a step: the role with its place, at home the role alone as the demo identities are called. */
function actor({ district, centre }: DemoHome, paths: readonly PathRow[]): string {
  // Only records of centres have the column.
  const atCentre = paths.some(({ role }) => role === 'SENTRA_OFFICER')
    ? `WHEN 'SENTRA_OFFICER' THEN CASE WHEN c.centre = '${centre}' THEN '' ELSE '-' || lower(c.centre) END`
    : '';
  const placed = (length: number) =>
    `CASE WHEN left(c.place, ${length}) = '${district.slice(0, length)}' THEN '' ELSE '-' || left(c.place, ${length}) END`;
  return `(replace(lower(p.role), '_', '-') || CASE p.role
      WHEN 'PENDAMPING' THEN ${placed(6)} WHEN 'DINSOS' THEN ${placed(4)} WHEN 'SUPERVISOR' THEN ${placed(2)}
      ${atCentre}
      WHEN 'CITIZEN' THEN '-' || left(c.id::text, 8) ELSE '' END
    || CASE WHEN p.account = 1 THEN '' ELSE '-' || p.account END)`;
}
