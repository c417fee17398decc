import type { BatchSource } from '../../../shared/database';
import { loadMany, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import { RETENTION_MONTHS, fullAfter } from './retention';
import type { RetentionRow } from './retention';
import { ruleToday } from './rule';

const FULL_ON = fullAfter('r.placed_on', 'm.months');
const WINDOW = ruleToday('RETENTION_WINDOW_DAYS');

const byReferral: BatchSource = {
  from: `referral r JOIN (VALUES ${RETENTION_MONTHS.map((months) => `(${months})`).join(', ')}) m (months)
      ON r.placed_on IS NOT NULL
    LEFT JOIN retention_report rr ON rr.referral_id = r.id AND rr.months = m.months`,
  key: { column: 'r.id', type: 'uuid', property: 'referralId' },
  projection: {
    columns: {
      referralId: 'r.id',
      personId: 'r.person_id',
      months: 'm.months',
      fullOn: FULL_ON,
      opensOn: `${FULL_ON} - ${WINDOW}`,
      closesOn: `${FULL_ON} + ${WINDOW}`,
      reportedOn: 'rr.reported_on',
      evidenceKind: 'rr.evidence_kind',
      referenceEnd: 'rr.reference_end',
      confirmedOn: `(SELECT (e.at AT TIME ZONE 'Asia/Jakarta')::date FROM transition_event e
        WHERE e.machine = 'referral' AND e.entity_id = r.id AND e.event = 'CONFIRM_' || m.months ORDER BY e.id DESC LIMIT 1)`,
    },
    always: ['referralId', 'personId', 'months'],
  },
  orderBy: 'm.months',
};

/** Whether somebody was still at work after three, six and twelve months; nothing before a placement. */
export function findRetention(
  context: SubgraphContext,
  referralId: string,
  info: GraphQLResolveInfo,
): Promise<RetentionRow[]> {
  return loadMany<RetentionRow>(context, 'ReferralRetention', byReferral, referralId, requestedFields(info));
}
