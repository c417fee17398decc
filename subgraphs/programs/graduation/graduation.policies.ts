import { ANYONE, VIEWER, byRole, forRoles, placedWithin } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';

const HERE = placedWithin('region_code');
const OWN = 'family_id = own_family()';
const IN_PROGRAMS = `program_code = ANY (${VIEWER.programs})`;

/** Whoever sees the enrolment sees its graduations; each role writes where its steps lead. */
export const GRADUATION_POLICIES: Readonly<Record<'graduation' | 'graduation_rule', RowPolicies>> = {
  graduation_rule: { select: ANYONE },
  graduation: {
    select: byRole({
      ...forRoles(['PENDAMPING', 'DINSOS', 'SUPERVISOR'], HERE),
      ...forRoles(['CITIZEN', 'FRONTEND'], OWN),
      PROGRAM_MANAGER: IN_PROGRAMS,
      FRONTEND_DEVELOPER: 'true',
    }),
    insert: byRole({ PENDAMPING: HERE, CITIZEN: OWN }),
    update: byRole({
      ...forRoles(['PENDAMPING', 'DINSOS', 'SUPERVISOR'], HERE),
      CITIZEN: OWN,
      PROGRAM_MANAGER: IN_PROGRAMS,
    }),
  },
};
