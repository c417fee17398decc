import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { suspendFound, suspensions } from '../enrolment/stop-aid';
import type { StatusReason } from '../enrolment/enrolment';
import type { Send } from '../stage-run/send';
import { isMet } from './compliance';

const REASON: StatusReason = 'NON_COMPLIANCE';

/**
 * Lets aid rest of every family of a program in which somebody missed one condition in each of the months its rule names, the
 * given one the last: one statement, with events and notices. Months without a record miss nothing. Running it again changes
 * nothing.
 * @param month `2026-03`
 * @returns how many families
 */
export async function suspendNonCompliant(send: Send, programCode: string, month: string): Promise<number> {
  const [answer] = await send<{ suspended: number }>(SUSPEND, [programCode, `${month}-01`]);
  return answer?.suspended ?? 0;
}

const monthOf = (day: string) => `to_char(${day}, 'YYYY-MM')`;
const SUSPEND = `
  WITH missed AS MATERIALIZED (
    SELECT k.enrolment_id FROM compliance k
    JOIN enrolment e ON e.id = k.enrolment_id AND e.program_code = $1
    JOIN compliance_rule cr ON cr.program_code = $1 AND cr.condition = k.condition
      AND cr.valid_from <= $2::date AND coalesce(cr.valid_to >= $2::date, true)
    WHERE k.month <= ${monthOf('$2::date')} AND k.month > ${monthOf('$2::date - make_interval(months => cr.months)')}
      AND NOT ${isMet('k', '$1')}
    GROUP BY k.enrolment_id, k.person_id, k.condition, cr.months HAVING count(*) = cr.months
  ), found AS (
    SELECT e.id, m.from_status, m.to_status, '${REASON}' AS reason FROM enrolment e
    JOIN (${suspensions()}) m (from_status, to_status) ON m.from_status = e.status
    WHERE e.id IN (SELECT enrolment_id FROM missed) ORDER BY e.id FOR UPDATE OF e
  ), ${suspendFound('found')}
  SELECT count(*)::int AS suspended FROM suspended`;

/**
 * What rested for a missed condition goes on when everybody keeps each again: the latest record of each meets its rule.
 * @throws CodedError BAD_USER_INPUT; it does not say which, since that can tell of somebody's health
 */
export async function requireCompliance(manager: WriteManager, enrolmentId: string): Promise<void> {
  const [missing]: object[] = await manager.query(
    `SELECT FROM (SELECT DISTINCT ON (k.person_id, k.condition) ${isMet('k', 'e.program_code')} AS met
       FROM enrolment e JOIN compliance k ON k.enrolment_id = e.id
       WHERE e.id = $1::uuid AND e.reason = '${REASON}' ORDER BY k.person_id, k.condition, k.month DESC) latest
     WHERE NOT met LIMIT 1`,
    [enrolmentId],
  );
  if (missing) throw new CodedError('BAD_USER_INPUT', { reason: 'the latest records still miss a condition' });
}
