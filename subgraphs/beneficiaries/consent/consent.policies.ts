import { ANYONE, VIEWER, byRole, forRoles } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';
import { adult } from '../person/adult';
import { living, usable } from './living';

const PARTNERS = ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const;

/** Whoever agreed that the viewer's employer may know who they are: a policy of persons cannot ask a table that asks them. */
export const DISCLOSED_PERSONS = `CREATE OR REPLACE FUNCTION disclosed_persons() RETURNS uuid[] STABLE PARALLEL SAFE
    RETURN ARRAY(SELECT c.person_id FROM consent c
      WHERE c.employer_id = ${VIEWER.employer} AND c.kind IN ('REFERRAL', 'EMPLOYMENT') AND ${living('c')});`;

/** Whether a person is one of them, and may be shown at all. */
export const IS_DISCLOSED = `${usable('person')} AND ${adult('person')} AND person.id = ANY (disclosed_persons())`;

/** Whoever sees the person: the policy of the other table decides. Nobody answers for a merged record. */
const SEEN = `EXISTS (SELECT FROM person seen
  WHERE seen.id = person_id AND seen.merged_into IS NULL AND seen.erased_at IS NULL)`;
const GIVERS = ['CITIZEN', 'SENTRA_OFFICER'] as const;

/**
 * Who has and writes which consents; the rules of `consent.access.ts`. A partner has those that let it see somebody, which the graph
 * does not publish to it.
 */
export const CONSENT_POLICIES: Readonly<Record<'consent' | 'consent_term', RowPolicies>> = {
  consent: {
    select: byRole({
      ...forRoles([...GIVERS, 'FRONTEND', 'FRONTEND_DEVELOPER', 'SUPERVISOR', 'DPO'], SEEN),
      ...forRoles(
        PARTNERS,
        `${living('consent')} AND (employer_id = ${VIEWER.employer} OR kind = 'ANONYMOUS_PROFILE')`,
      ),
    }),
    insert: byRole(forRoles(GIVERS, SEEN)),
    update: byRole(forRoles(GIVERS, SEEN)),
  },
  consent_term: { select: ANYONE },
};
