import { VIEWER, byRole, forRoles } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';
import { PARTNERS } from '../partner-user/partner-user.policies';
import { isEventToldToPartner } from './board.access';

/** Whoever sees the referral: its own policy decides. */
const OF_REFERRAL = `topic = 'referral' AND EXISTS (SELECT FROM referral seen WHERE seen.id = entity_id)`;
const MYSELF = byRole(forRoles([...PARTNERS, 'SENTRA_OFFICER'], `subject = ${VIEWER.subject}`));

/** Which notices a viewer reads: those of the own board. */
export const NOTICE_SELECT = byRole({
  SENTRA_OFFICER: `centre_id = ${VIEWER.sentra} AND ${OF_REFERRAL}`,
  CITIZEN: `person_id = ${VIEWER.person} AND ${OF_REFERRAL}`,
  ...forRoles(PARTNERS, `employer_id = ${VIEWER.employer} AND ${isEventToldToPartner('')} AND ${OF_REFERRAL}`),
});

/** Who has looked is known to the account itself and to the platform; mail is the platform's. */
export const boardPolicies: Readonly<Record<string, RowPolicies>> = {
  board_look: { select: MYSELF, insert: MYSELF, update: MYSELF },
  mail: {},
  office_mailbox: {},
};
