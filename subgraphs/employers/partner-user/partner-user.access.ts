import { NOWHERE, everywhere, only } from '../../../shared/database';
import type { Predicate, RowScope } from '../../../shared/database';
import type { Role, Viewer } from '../../../shared/viewer';

/** What an account must be for a token to speak for its role: an administrator may come as a recruiter, not the reverse. */
const COVERED_BY: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  PARTNER_RECRUITER: ['PARTNER_RECRUITER', 'PARTNER_ADMIN'],
  PARTNER_ADMIN: ['PARTNER_ADMIN'],
};

/**
 * Rows of the viewer's own organisation. A token says for whom somebody works until it expires; the account says it at the
 * moment of reading: whoever was removed, or has another role meanwhile, has none of them on the next request.
 * @param column the employer's id of a row
 * @returns undefined for who is no partner, or whose token names no employer
 */
export function ofOwnOrganisation(viewer: Viewer, column: string): Predicate | undefined {
  const roles = COVERED_BY[viewer.role];
  const { subject, employerId } = viewer;
  if (!roles || employerId === undefined) return undefined;
  return (bind) => `${column} = (SELECT account.employer_id FROM partner_user account
    WHERE account.subject = ${bind(subject)} AND account.status = 'ACTIVE'
      AND account.employer_id = ${bind(employerId)}::uuid AND account.role = ANY (${bind(roles)}::text[]))`;
}

/**
 * The accounts a viewer may see, over alias `u`: an administrator those of the own partner, a recruiter the own one, the
 * ministry all. EMPLOYER holds of every row a partner gets.
 */
export function partnerUserScope(viewer: Viewer): RowScope {
  switch (viewer.role) {
    case 'PROGRAM_MANAGER':
    case 'DPO':
    case 'ADMIN':
      return everywhere();
    case 'PARTNER_RECRUITER': {
      const own = ofOwnOrganisation(viewer, 'u.employer_id');
      return own
        ? only((bind) => `${own(bind)} AND u.subject = ${bind(viewer.subject)} AND u.status = 'ACTIVE'`, 'EMPLOYER')
        : NOWHERE;
    }
    case 'PARTNER_ADMIN': {
      const own = ofOwnOrganisation(viewer, 'u.employer_id');
      return own ? only(own, 'EMPLOYER') : NOWHERE;
    }
    case 'PUBLIC':
    case 'CITIZEN':
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'SENTRA_OFFICER':
    case 'DATA_STEWARD':
    case 'ANALYST':
      return NOWHERE;
  }
}
