import type { ListSource } from '../../../shared/database';
import { REPORT_PROJECTION } from './quota.loader';
import { requiredBy, ruleInForce } from './required';

/** SQL: `quotaStanding` over report `q` and rule `r`, so that a list can be in its order; a test holds one against the other. */
const GAP = `(${requiredBy('r', 'q.headcount')} - q.disabled_headcount)`;

/** Reports for which a rule was in force, with how many are missing. */
export const QUOTA_GAP_LIST: ListSource = {
  name: 'quotaGaps',
  from: `quota_report q JOIN employer e ON e.id = q.employer_id JOIN LATERAL
    (${ruleInForce('e.type', 'q.period')}) r ON true`,
  id: { column: 'q.id', type: 'uuid' },
  projection: REPORT_PROJECTION,
  filterable: {
    period: { column: 'q.period', type: 'text', group: 'QUOTA' },
    type: { column: 'e.type', type: 'text', group: 'PARTNER' },
    status: { column: 'e.status', type: 'text', group: 'PARTNER' },
    regencies: { column: 'e.regency_codes', type: 'text[]', group: 'PARTNER' },
    gap: { column: GAP, type: 'integer', group: 'QUOTA' },
  },
  sortable: { GAP: { column: GAP, type: 'integer', group: 'QUOTA' } },
};
