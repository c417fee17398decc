import { ANYONE, VIEWER, byRole, placedWithin } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';

const IN_POOL = 'is_ready AND has_consented';

/** Who is ready for work, and how much counts in a match. */
export const matchPolicies: Readonly<Record<string, RowPolicies>> = {
  job_seeker: {
    select: byRole({
      SENTRA_OFFICER: `${IN_POOL} AND centre_id = ${VIEWER.sentra}`,
      SUPERVISOR: `${IN_POOL} AND ${placedWithin('regency_code')}`,
    }),
  },
  match_weight: { select: ANYONE },
};
