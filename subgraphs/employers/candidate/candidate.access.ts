import { NOWHERE, only } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';
import { isToldToPartner } from '../referral/referral.access';

/**
 * The referrals through which a partner knows candidates, over alias `r`: those of the own employer it has been told of. Whoever
 * is not disclosed at this moment is no candidate, so that the first stage holds of every one.
 */
export function candidateScope({ role, employerId }: Viewer): RowScope {
  const isPartner = role === 'PARTNER_RECRUITER' || role === 'PARTNER_ADMIN';
  if (!isPartner || employerId === undefined) return NOWHERE;
  return only((bind) => `r.employer_id = ${bind(employerId)}::uuid AND ${isToldToPartner('r.')}`, 'STAGE_1');
}
