import { VIEWER, byRole, forRoles } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';

export const PARTNERS = ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const;

/** The employer whose active account the viewer is, and which the token names too; null where they do not agree. */
const OWN_EMPLOYER = `(SELECT account.employer_id FROM partner_user account
  WHERE account.subject = ${VIEWER.subject} AND account.status = 'ACTIVE' AND account.employer_id = ${VIEWER.employer}
    AND account.role IN (${VIEWER.role}, 'PARTNER_ADMIN'))`;

/** Rows of the viewer's own organisation, by the column with the employer's id: the rule of `ofOwnOrganisation`. */
export const ofOwnEmployer = (column: string): string => `${column} = ${OWN_EMPLOYER}`;

const MYSELF = `subject = ${VIEWER.subject} AND status = 'ACTIVE' AND employer_id = ${VIEWER.employer}`;

export const PARTNER_USER_POLICIES: Readonly<Record<'partner_user', RowPolicies>> = {
  partner_user: { select: byRole(forRoles(PARTNERS, MYSELF)) },
};
