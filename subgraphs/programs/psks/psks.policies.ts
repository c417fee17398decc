import { ANYONE, VIEWER, byRole, forRoles, placedWithin } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';
import { COMMUNITY_PROGRAM } from '../community/community';

const HERE = placedWithin('region_code');
const VILLAGE_HERE = placedWithin('village_code');

/** Institutions, counts and activities are public; who helps is seen where they help. Offices write within their jurisdiction. */
export const PSKS_POLICIES: Readonly<Record<string, RowPolicies>> = {
  psks_count: { select: ANYONE },
  psks_helper: {
    select: byRole({
      ...forRoles(['PENDAMPING', 'DINSOS', 'SUPERVISOR', 'DATA_STEWARD', 'DPO'], HERE),
      FRONTEND_DEVELOPER: 'true',
    }),
    insert: byRole({ DINSOS: HERE }),
    update: byRole(forRoles(['DINSOS', 'SUPERVISOR'], HERE)),
  },
  lks: {
    select: ANYONE,
    insert: byRole({ DINSOS: HERE }),
    update: byRole(forRoles(['DINSOS', 'SUPERVISOR'], HERE)),
  },
  community_activity: {
    select: ANYONE,
    insert: byRole({ DINSOS: VILLAGE_HERE }),
    update: byRole({
      ...forRoles(['DINSOS', 'SUPERVISOR'], VILLAGE_HERE),
      PROGRAM_MANAGER: `'${COMMUNITY_PROGRAM}' = ANY (${VIEWER.programs})`,
    }),
  },
};
