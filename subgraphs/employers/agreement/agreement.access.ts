import { NOWHERE, everywhere, only } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';
import { ofOwnOrganisation } from '../partner-user/partner-user.access';
import { isInForce } from './agreement';

/** The public list: with which active partners a memorandum is in force; over alias `a`. */
const PUBLIC_LIST = `a.kind = 'MOU' AND ${isInForce('a')}
  AND EXISTS (SELECT FROM employer e WHERE e.id = a.employer_id AND e.status = 'ACTIVE')`;

/**
 * The agreements a viewer may see, over alias `a`: whoever deals with partners all of them, a partner its own and no other's,
 * everyone else that there is a memorandum. EMPLOYER holds of every row a partner gets.
 */
export function agreementScope(viewer: Viewer): RowScope {
  switch (viewer.role) {
    case 'PROGRAM_MANAGER':
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'SENTRA_OFFICER':
    case 'FRONTEND':
    case 'DPO':
    case 'ADMIN':
      return everywhere();
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN': {
      const own = ofOwnOrganisation(viewer, 'a.employer_id');
      return own ? only(own, 'EMPLOYER') : NOWHERE;
    }
    case 'PUBLIC':
    case 'CITIZEN':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'DATA_STEWARD':
    case 'ANALYST':
      return only(() => PUBLIC_LIST);
  }
}
