import type { ListSource } from '../../../shared/database';
import { REPORT_PROJECTION } from './quota.loader';

/** SQL: the last day of the period of report `q`, see `lastDayOf`. */
const LAST_DAY = `make_date(left(q.period, 4)::int, CASE right(q.period, 1) WHEN '1' THEN 6 ELSE 12 END,
  CASE right(q.period, 1) WHEN '1' THEN 30 ELSE 31 END)`;
const SHARE = 'q.headcount * r.rate_basis_points / 10000.0';
/** SQL: `quotaStanding` over report `q` and rule `r`, so that a list can be in its order; a test holds one against the other. */
const REQUIRED = `CASE WHEN q.headcount < r.minimum_headcount THEN 0 ELSE
  CASE r.rounding WHEN 'CEIL' THEN ceil(${SHARE}) WHEN 'FLOOR' THEN floor(${SHARE}) ELSE floor(${SHARE} + 0.5) END END`;
const GAP = `(${REQUIRED} - q.disabled_headcount)::int`;

/** Reports for which a rule was in force, with how many are missing. */
export const QUOTA_GAP_LIST: ListSource = {
  name: 'quotaGaps',
  from: `quota_report q JOIN employer e ON e.id = q.employer_id JOIN LATERAL (
    SELECT * FROM quota_rule law WHERE law.employer_type = e.type AND law.valid_from <= ${LAST_DAY}
      AND (law.valid_to IS NULL OR law.valid_to >= ${LAST_DAY}) ORDER BY law.valid_from DESC LIMIT 1) r ON true`,
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
