import { CodedError } from '../../../shared/errors';
import { TODAY } from '../../../shared/machine';
import { publish } from '../fact';
import { PAYMENT_MACHINE } from '../payment/payment';
import type { PaymentEvent, PaymentStatus } from '../payment/payment';
import type { Send } from './send';

/** What is asked of the payments of a run. */
export interface AdvanceRequest {
  readonly run: string;
  readonly to: PaymentStatus;
  readonly reason: string | null;
  readonly actor: string;
  readonly actorRole: 'PROGRAM_MANAGER';
}

/** How many payments moved, and their amount in whole rupiah. */
export interface Advanced {
  readonly payments: number;
  readonly amount: number;
}

/** The plan is the work of runs alone. */
const OF_RUNS: readonly PaymentEvent[] = ['PLAN', 'ADJUST', 'CANCEL', 'REPLAN'];

/**
 * Moves all payments of a run's program and period that can take the step to a state, in one statement, with their events and
 * notices. Those in other states stay where they are, so asking again moves nobody twice.
 * @throws CodedError BAD_USER_INPUT for a state no step leads to, and for a reason that is missing or asked of nobody
 */
export async function advancePayments(send: Send, request: AdvanceRequest): Promise<Advanced> {
  const steps = PAYMENT_MACHINE.steps.filter(
    ({ event, from, to, who }) =>
      to === request.to && from !== null && !OF_RUNS.includes(event) && who.includes(request.actorRole),
  );
  if (steps.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: `nothing is advanced to ${request.to}` });
  const reasons = [...new Set(steps.flatMap((each) => each.reasons ?? []))];
  if (reasons.length > 0 && !reasons.includes(request.reason ?? '')) {
    throw new CodedError('BAD_USER_INPUT', { reason: `it needs one of the reasons ${reasons.join(', ')}` });
  }
  if (reasons.length === 0 && request.reason !== null) {
    throw new CodedError('BAD_USER_INPUT', { reason: `${request.to} takes no reason` });
  }
  const values = [
    ...[request.run, steps.map(({ from }) => from), steps.map(({ event }) => event), request.to],
    ...[request.reason, request.actor, request.actorRole],
  ];
  const [advanced] = await send<Advanced>(ADVANCE, values);
  return advanced ?? { payments: 0, amount: 0 };
}

const ADVANCE = `
  WITH here AS MATERIALIZED (
    SELECT p.id, p.status, s.event
    FROM stage_run sr JOIN payment p ON p.period = sr.period
    JOIN enrolment e ON e.id = p.enrolment_id AND e.program_code = sr.program_code
    JOIN unnest($2::text[], $3::text[]) s (status, event) ON s.status = p.status
    WHERE sr.id = $1::uuid ORDER BY p.id FOR UPDATE OF p
  ), moved AS (
    UPDATE payment p SET status = $4, reason = $5, status_on = ${TODAY}, version = p.version + 1
    FROM here WHERE here.id = p.id RETURNING p.*, here.status AS from_status, here.event
  ), events AS (
    INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, evidence, actor, actor_role)
    SELECT 'payment', id, event, from_status, status, reason, jsonb_build_object('run', $1::uuid), $6, $7 FROM moved
  ), notices AS (${publish('payment', 'moved')})
  SELECT count(*)::int AS payments, coalesce(sum(amount), 0)::bigint AS amount FROM moved`;
