import { ANYONE, VIEWER, byRole, forRoles, placedWithin } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';

const HERE = placedWithin('region_code');
const MINE = `assigned_to = ${VIEWER.subject}`;
const OWN = 'family_id = own_family()';
const MANAGED = `program_code = ANY (${VIEWER.programs})`;
const byMyself = `submitted_by = ${VIEWER.subject} AND submitted_by_role = ${VIEWER.role}`;

/** Who has and writes which grievances; the rules of `grievance.access.ts`. Whoever submits one for a family looks after it. */
export const GRIEVANCE_POLICIES: Readonly<Record<string, RowPolicies>> = {
  grievance: {
    select: byRole({
      ...forRoles(['DINSOS', 'SUPERVISOR', 'DATA_STEWARD', 'DPO'], HERE),
      PENDAMPING: `${MINE} AND ${HERE}`,
      ...forRoles(['CITIZEN', 'FRONTEND'], OWN),
      PROGRAM_MANAGER: MANAGED,
      FRONTEND_DEVELOPER: 'true',
    }),
    insert: byRole({
      CITIZEN: `${OWN} AND ${byMyself}`,
      PENDAMPING: `${MINE} AND ${HERE} AND ${byMyself}`,
      DINSOS: `${HERE} AND ${byMyself}`,
    }),
    update: byRole({
      ...forRoles(['DINSOS', 'SUPERVISOR'], HERE),
      PENDAMPING: `${MINE} AND ${HERE}`,
      CITIZEN: OWN,
      PROGRAM_MANAGER: MANAGED,
    }),
  },
  grievance_deadline: { select: ANYONE },
};
