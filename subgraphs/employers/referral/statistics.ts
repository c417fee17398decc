/** Wages in percent of the minimum wage of the workplace: the lower bounds of their bands. */
const WAGE_BANDS = [0, 100, 105, 110, 125, 150, 200, 300];

const localDay = (moment: string) => `(${moment} AT TIME ZONE 'Asia/Jakarta')::date`;
const happened = (event: string) => `coalesce(bool_or(t.event = '${event}'), false)`;

/**
 * What statistics learn of a referral `row`, beside how far it is: the days of its milestones, what the partner answered and for
 * which reason (never that of anybody else), the months of work that were confirmed, and the lower bound of the band in which the
 * wage lies, in percent of the minimum wage it was held against. The history knows nothing yet of a step that a rule is taking; of
 * those the status tells.
 */
export function referralStatistics(row: string): string {
  return `(
    SELECT jsonb_build_object('nominatedOn', ${localDay(`${row}.nominated_at`)}, 'referredOn', ${row}.referred_on,
      'answeredOn', h.answered_on, 'accepted', h.accepted, 'interviewed', h.interviewed, 'offered', h.offered,
      'declineReason', CASE WHEN ${row}.status = 'DECLINED' AND ${row}.is_partners_reason THEN ${row}.outcome_reason END,
      'retainedMonths', h.retained, 'contractType', ${row}.contract_type,
      'wageFrom', (ARRAY[${WAGE_BANDS.join(', ')}])[width_bucket(${row}.wage * 100.0 / ${row}.minimum_wage, ARRAY[${WAGE_BANDS.join(', ')}]::numeric[])])
    FROM (SELECT min(${localDay('t.at')}) FILTER (WHERE t.from_status = 'REFERRED' AND t.event IN ('ACCEPT', 'DECLINE')) AS answered_on,
        ${happened('ACCEPT')} AS accepted, ${happened('INVITE')} AS interviewed, ${happened('OFFER')} AS offered,
        CASE WHEN ${happened('CONFIRM_12')} THEN 12 WHEN ${happened('CONFIRM_6')} THEN 6 WHEN ${happened('CONFIRM_3')} THEN 3 ELSE 0 END
          AS retained
      FROM transition_event t WHERE t.machine = 'referral' AND t.entity_id = ${row}.id) h)`;
}
