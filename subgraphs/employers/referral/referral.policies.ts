import { ANYONE, VIEWER, byRole, forRoles, placedWithin } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';
import { agreementInForce } from '../agreement/agreement';
import { PARTNERS, ofOwnEmployer } from '../partner-user/partner-user.policies';
import { isToldToPartner } from './referral.access';

const OF_CENTRE = `centre_id = ${VIEWER.sentra}`;
const OWN = `person_id = ${VIEWER.person}`;
/** Whoever reports the end of work late still writes it: a row that changes in this transaction is there to its end. */
const OF_PARTNER = `${ofOwnEmployer('employer_id')} AND (${isToldToPartner('')} OR status = 'ENDED' AND changed_at = now())
  AND ${agreementInForce('referral.employer_id', 'DSA')}`;

/** Whoever sees the referral: its own policy decides. */
const ofReferral = `EXISTS (SELECT FROM referral seen WHERE seen.id = referral_id)`;
const reporting = byRole(forRoles(PARTNERS, ofReferral));

/** Referrals and what is reported of them. */
export const referralPolicies: Readonly<Record<string, RowPolicies>> = {
  referral: {
    select: byRole({
      SENTRA_OFFICER: OF_CENTRE,
      CITIZEN: OWN,
      ...forRoles(PARTNERS, OF_PARTNER),
      SUPERVISOR: placedWithin('region_code'),
    }),
    insert: byRole({ SENTRA_OFFICER: OF_CENTRE }),
    update: byRole({ SENTRA_OFFICER: OF_CENTRE, CITIZEN: OWN, ...forRoles(PARTNERS, OF_PARTNER) }),
  },
  retention_report: {
    select: byRole(forRoles([...PARTNERS, 'SENTRA_OFFICER', 'CITIZEN', 'SUPERVISOR'], ofReferral)),
    insert: reporting,
  },
  referral_rule: { select: ANYONE },
  public_holiday: { select: ANYONE },
};
