import { randomUUID } from 'node:crypto';
import { CodedError } from '../../../shared/errors';
import { TODAY } from '../../../shared/machine';
import { publish } from '../fact';
import { entitlements } from '../pkh/entitlement';
import { MONTHS_OF } from '../pkh/period';
import type { Period } from '../pkh/period';
import type { Send } from './send';
import { STAGE_RUN_COLUMNS } from './stage-run';
import type { StageRunRow } from './stage-run';

/** Which payments to plan, and who wants them. */
export interface PlanRequest {
  readonly programCode: string;
  readonly period: Period;
  readonly actor: string;
  readonly actorRole: string;
}

/**
 * Plans the payments of a program for a period: one statement over all its enrolments, whatever their number, in a transaction
 * that sees every row. Payments that are only planned follow the data; what the treasury has ordered is left alone. Running it
 * again changes nothing. It queues with other runs and with imports: they change what it looks at.
 *
 * @throws CodedError BAD_USER_INPUT where the program is not paid by such periods, or no rate of it is in force
 */
export async function planPayments(
  send: Send,
  { programCode, period, actor, actorRole }: PlanRequest,
): Promise<StageRunRow> {
  await send(`SELECT pg_advisory_xact_lock(hashtext(current_schema() || ' import'))`);
  await refuseUnpaid(send, programCode, period);
  // A run that was killed would otherwise go on until its statement ends. Joins of millions of rows want more memory than look-ups.
  await send(`SET LOCAL client_connection_check_interval = '1s'`);
  await send(`SET LOCAL work_mem = '64MB'`);
  const months = MONTHS_OF[period.kind];
  const [run] = await send<StageRunRow>(PLAN, [
    ...[programCode, period.name, period.year, period.firstDay, months],
    ...[randomUUID(), actor, actorRole],
  ]);
  if (!run) throw new Error('a stage run wrote no row');
  return run;
}

async function refuseUnpaid(send: Send, programCode: string, { name, kind, firstDay }: Period): Promise<void> {
  const [program] = await send<{ isPaid: boolean; hasRate: boolean }>(
    `SELECT p.period_kind IS NOT DISTINCT FROM $2 AS "isPaid", EXISTS (SELECT FROM program_rate r
       WHERE r.program_code = p.code AND r.valid_from <= $3::date AND coalesce(r.valid_to >= $3::date, true)) AS "hasRate"
     FROM program p WHERE p.code = $1`,
    [programCode, kind, firstDay],
  );
  if (!program) throw new CodedError('NOT_FOUND', { what: 'program' });
  if (!program.isPaid) throw new CodedError('BAD_USER_INPUT', { reason: `${programCode} is not paid for ${name}` });
  if (!program.hasRate) {
    throw new CodedError('BAD_USER_INPUT', { reason: `no rate of ${programCode} is in force on ${firstDay}` });
  }
}

const [PROGRAM, PERIOD, YEAR, DAY, MONTHS] = ['$1', '$2', '$3::smallint', '$4::date', '$5::int'];
const [RUN, ACTOR, ROLE] = ['$6::uuid', '$7', '$8'];

/** The status of each enrolment at the end of the cut-off day: what the first step after it started from. */
const STANDING = `
  SELECT e.id, e.source_id, e.program_code, e.started_on, e.ended_on, e.status = 'SUSPENDED' AS rests,
    coalesce(after.from_status, e.status) AS status
  FROM enrolment e LEFT JOIN (
    SELECT DISTINCT ON (t.entity_id) t.entity_id, t.from_status FROM transition_event t
    WHERE t.machine = 'enrolment' AND t.at >= (${DAY} + 1)::timestamp AT TIME ZONE 'Asia/Jakarta'
    ORDER BY t.entity_id, t.id
  ) after ON after.entity_id = e.id
  WHERE e.program_code = ${PROGRAM}`;

/** Where families were paid last, in this year or the one before; by a join, since a look-up for each would see the rows being added. */
const LAST_DISBURSERS = `
  SELECT DISTINCT ON (before.enrolment_id) before.enrolment_id, before.disburser FROM payment before
  WHERE before.year BETWEEN ${YEAR} - 1 AND ${YEAR} AND before.period <> ${PERIOD} AND before.disburser IS NOT NULL
  ORDER BY before.enrolment_id, before.period DESC`;

const WHY_NOTHING = `CASE
  WHEN s.status NOT IN ('ACTIVE', 'TRANSITION', 'SUSPENDED') OR s.started_on > ${DAY} OR s.ended_on < ${DAY} THEN 'NOT_ACTIVE'
  WHEN s.rests OR s.status = 'SUSPENDED' THEN 'SUSPENDED'
  WHEN coalesce(due.amount, 0) = 0 THEN 'NO_COMPONENT' END`;

/** Each enrolment with what is due, what is planned, and which step of its payment follows from the two. */
const FINDINGS = `
  SELECT f.*, CASE
      WHEN f.payment_id IS NULL AND f.why IS NULL THEN 'PLAN'
      WHEN f.payment_status = 'PLANNED' AND f.why IS NOT NULL THEN 'CANCEL'
      WHEN f.payment_status = 'PLANNED' AND f.due <> f.planned THEN 'ADJUST'
      WHEN f.payment_status = 'CANCELLED' AND f.why IS NULL THEN 'REPLAN' END AS event
  FROM (
    SELECT s.id, s.source_id, due.amount AS due, ${WHY_NOTHING} AS why,
      p.id AS payment_id, p.status AS payment_status, p.amount AS planned, last.disburser
    FROM standing s
    LEFT JOIN (${entitlements('SELECT id, program_code, started_on, ended_on FROM standing', { day: DAY ?? '', months: MONTHS ?? '' })}) due
      ON due.id = s.id
    LEFT JOIN payment p ON p.enrolment_id = s.id AND p.period = ${PERIOD}
    LEFT JOIN (${LAST_DISBURSERS}) last ON last.enrolment_id = s.id
  ) f`;

const count = (condition: string) => `count(*) FILTER (WHERE ${condition})::int`;
const rupiah = (amount: string, condition: string) => `coalesce(sum(${amount}) FILTER (WHERE ${condition}), 0)::bigint`;
const IS_PLANNED = `why IS NULL AND (payment_status IS NULL OR payment_status IN ('PLANNED', 'CANCELLED'))`;

/**
 * One statement: findings, payments, events, notices and the run itself. A payment that meanwhile was ordered fails the
 * condition of the update, and has neither event nor notice.
 */
const PLAN = `
  WITH standing AS MATERIALIZED (${STANDING}),
  finding AS MATERIALIZED (${FINDINGS}),
  added AS (
    INSERT INTO payment (id, source_id, enrolment_id, period, year, amount, status, disburser, status_on)
    SELECT md5('payment ' || f.id || ' ' || ${PERIOD})::uuid, 'PLAN ' || f.source_id || ' ' || ${PERIOD}, f.id, ${PERIOD}, ${YEAR},
      f.due, 'PLANNED', f.disburser, ${TODAY}
    FROM finding f WHERE f.event = 'PLAN'
    RETURNING *
  ), adjusted AS (
    UPDATE payment p SET amount = CASE f.event WHEN 'CANCEL' THEN p.amount ELSE f.due END, status = CASE f.event WHEN 'CANCEL' THEN 'CANCELLED' ELSE 'PLANNED' END,
      reason = f.why, status_on = ${TODAY}, version = p.version + 1
    FROM finding f WHERE p.id = f.payment_id AND f.event IN ('ADJUST', 'CANCEL', 'REPLAN') AND p.status = f.payment_status
    RETURNING p.*, f.event, f.payment_status, f.planned
  ), written AS (
    SELECT id, source_id, enrolment_id, period, year, amount, status, reason, disburser, status_on,
      'PLAN' AS event, NULL AS from_status, NULL::bigint AS planned FROM added
    UNION ALL
    SELECT id, source_id, enrolment_id, period, year, amount, status, reason, disburser, status_on,
      event, payment_status, planned FROM adjusted
  ), events AS (
    INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, evidence, actor, actor_role)
    SELECT 'payment', id, event, from_status, status, reason,
      jsonb_build_object('run', ${RUN}, 'before', planned, 'amount', amount), ${ACTOR}, ${ROLE} FROM written
  ), notices AS (${publish('payment', 'written')}),
  run AS (
    INSERT INTO stage_run (id, program_code, period, cut_off, actor, actor_role, added, raised, lowered, withdrawn, unchanged, settled,
      suspended, no_component, not_active, total, difference)
    SELECT ${RUN}, ${PROGRAM}, ${PERIOD}, ${DAY}, ${ACTOR}, ${ROLE}, ${count(`event IN ('PLAN', 'REPLAN')`)},
      ${count(`event = 'ADJUST' AND due > planned`)}, ${count(`event = 'ADJUST' AND due < planned`)}, ${count(`event = 'CANCEL'`)},
      ${count(`why IS NULL AND payment_status = 'PLANNED' AND event IS NULL`)},
      ${count(`why IS NULL AND payment_status NOT IN ('PLANNED', 'CANCELLED')`)},
      ${count(`why = 'SUSPENDED'`)}, ${count(`why = 'NO_COMPONENT'`)}, ${count(`why = 'NOT_ACTIVE'`)},
      ${rupiah('due', IS_PLANNED)},
      ${rupiah('due', IS_PLANNED)} - ${rupiah('planned', `payment_status = 'PLANNED'`)}
    FROM finding RETURNING *
  )
  SELECT ${Object.entries(STAGE_RUN_COLUMNS)
    .map(([property, column]) => `${column} AS "${property}"`)
    .join(', ')} FROM run sr`;
