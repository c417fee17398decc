import { VIEWER, byRole, forRoles } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';

export const PARTNERS = ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const;

/** The employer whose active account the viewer is, and which the token names too; null where they do not agree. */
const OWN_EMPLOYER = `(SELECT account.employer_id FROM partner_user account
  WHERE account.subject = ${VIEWER.subject} AND account.status = 'ACTIVE' AND account.employer_id = ${VIEWER.employer}
    AND account.role IN (${VIEWER.role}, 'PARTNER_ADMIN'))`;

/** Rows of the viewer's own organisation, by the column with the employer's id: the rule of `ofOwnOrganisation`. */
export const ofOwnEmployer = (column: string): string => `${column} = ${OWN_EMPLOYER}`;

/**
 * A policy cannot ask its own table, a function can. It runs under the same policy, which shows everybody the own account before
 * it asks this.
 */
export const PARTNER_USER_FUNCTIONS = `
  CREATE OR REPLACE FUNCTION own_employer() RETURNS uuid STABLE PARALLEL SAFE
    RETURN ${OWN_EMPLOYER};`;

const MYSELF = `subject = ${VIEWER.subject} AND status = 'ACTIVE' AND employer_id = ${VIEWER.employer}
  AND role IN (${VIEWER.role}, 'PARTNER_ADMIN')`;
const OWN_STAFF = 'employer_id = own_employer()';
const KEEPERS = byRole({ PROGRAM_MANAGER: 'true', PARTNER_ADMIN: OWN_STAFF });

export const PARTNER_USER_POLICIES: Readonly<Record<'partner_user', RowPolicies>> = {
  partner_user: {
    select: byRole({
      ...forRoles(['PROGRAM_MANAGER', 'DPO', 'ADMIN'], 'true'),
      PARTNER_ADMIN: `CASE WHEN ${MYSELF} THEN true ELSE ${OWN_STAFF} END`,
      PARTNER_RECRUITER: MYSELF,
    }),
    insert: KEEPERS,
    update: KEEPERS,
  },
};
