import { byRole, forRoles } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';
import { PARTNERS, ofOwnEmployer } from '../partner-user/partner-user.policies';
import { isInForce } from './agreement';

const OFFICERS = ['PROGRAM_MANAGER', 'DINSOS', 'SUPERVISOR', 'SENTRA_OFFICER', 'FRONTEND', 'DPO', 'ADMIN'] as const;
const OTHERS = ['PUBLIC', 'CITIZEN', 'FRONTEND_DEVELOPER', 'PENDAMPING', 'DATA_STEWARD', 'ANALYST'] as const;
const PUBLIC_LIST = `agreement.kind = 'MOU' AND ${isInForce('agreement')}
  AND EXISTS (SELECT FROM employer e WHERE e.id = employer_id AND e.status = 'ACTIVE')`;
const MINISTRY = byRole({ PROGRAM_MANAGER: 'true' });

export const AGREEMENT_POLICIES: Readonly<Record<'agreement', RowPolicies>> = {
  agreement: {
    select: byRole({
      ...forRoles(OFFICERS, 'true'),
      ...forRoles(PARTNERS, ofOwnEmployer('employer_id')),
      ...forRoles(OTHERS, PUBLIC_LIST),
    }),
    insert: MINISTRY,
    update: MINISTRY,
  },
};
