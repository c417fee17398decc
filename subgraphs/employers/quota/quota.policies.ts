import { ANYONE, byRole, forRoles, somePlaceWithin } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';
import { PARTNERS, ofOwnEmployer } from '../partner-user/partner-user.policies';

const ofEmployer = (condition: string) => `EXISTS (SELECT FROM employer e WHERE e.id = employer_id AND ${condition})`;
const REPORTS = byRole({
  ANALYST: ofEmployer(`e.status = 'ACTIVE'`),
  ...forRoles(PARTNERS, ofOwnEmployer('employer_id')),
  ...forRoles(['DINSOS', 'SUPERVISOR'], ofEmployer(somePlaceWithin('e.regency_codes'))),
  ...forRoles(['PROGRAM_MANAGER', 'DPO'], 'true'),
});
/** Whoever reports for the own organisation. */
const REPORTERS = byRole({ PARTNER_ADMIN: ofOwnEmployer('employer_id') });

export const QUOTA_POLICIES: Readonly<
  Record<'quota_report' | 'quota_entry' | 'quota_rule' | 'quota_attestation', RowPolicies>
> = {
  quota_report: { select: REPORTS, insert: REPORTERS, update: REPORTERS },
  quota_entry: { select: REPORTS, insert: REPORTERS },
  quota_rule: { select: ANYONE },
  quota_attestation: {},
};
