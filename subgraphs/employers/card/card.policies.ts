import { ANYONE, byRole, forRoles } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';
import { PARTNERS, ofOwnEmployer } from '../partner-user/partner-user.policies';
import { MAY_SEE, isShown } from './card.access';

const IN_FORCE = `EXISTS (SELECT FROM employer e WHERE ${MAY_SEE} AND ${ofOwnEmployer('e.id')})`;
const OFFICERS = ['SENTRA_OFFICER', 'DINSOS', 'SUPERVISOR', 'PROGRAM_MANAGER', 'ANALYST'] as const;

/** Published cards, and counts of skills. A run of the platform writes them. */
export const cardPolicies: Readonly<Record<string, RowPolicies>> = {
  card_rule: { select: ANYONE },
  cohort: { select: byRole(forRoles(PARTNERS, IN_FORCE)) },
  card: { select: byRole(forRoles(PARTNERS, `${isShown('card')} AND ${IN_FORCE}`)) },
  skill_supply: { select: byRole({ ...forRoles(OFFICERS, 'true'), ...forRoles(PARTNERS, IN_FORCE) }) },
};
