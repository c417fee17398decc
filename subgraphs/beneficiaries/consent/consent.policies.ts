import { VIEWER, byRole, forRoles } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';
import { adult, living, usable } from './living';

const PARTNERS = ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const;

/** Whoever agreed that the viewer's employer may know who they are: a policy of persons cannot ask a table that asks them. */
export const DISCLOSED_PERSONS = `CREATE OR REPLACE FUNCTION disclosed_persons() RETURNS uuid[] STABLE PARALLEL SAFE
    RETURN ARRAY(SELECT c.person_id FROM consent c
      WHERE c.employer_id = ${VIEWER.employer} AND c.kind IN ('REFERRAL', 'EMPLOYMENT') AND ${living('c')});`;

/** Whether a person is one of them, and may be shown at all. */
export const IS_DISCLOSED = `${usable('person')} AND ${adult('person')} AND person.id = ANY (disclosed_persons())`;

/** Who has which consents. A partner has those that let it see somebody, which the graph does not publish to it. */
export const CONSENT_POLICIES: Readonly<Record<'consent', RowPolicies>> = {
  consent: {
    select: byRole(
      forRoles(PARTNERS, `${living('consent')} AND (employer_id = ${VIEWER.employer} OR kind = 'ANONYMOUS_PROFILE')`),
    ),
  },
};
