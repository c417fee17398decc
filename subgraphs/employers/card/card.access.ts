import { NOWHERE, only } from '../../../shared/database';
import type { Predicate, RowScope } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';
import type { Viewer } from '../../../shared/viewer';
import { agreementInForce } from '../agreement/agreement';
import { ofOwnOrganisation } from '../partner-user/partner-user.access';

/** Whether an employer `e` may see people today. */
export const MAY_SEE = `e.status = 'ACTIVE' AND ${agreementInForce('e.id', 'DSA')}`;

/** Whether the viewer works, at this moment, for a partner whose agreement on data is in force. */
function ofPartnerInForce(viewer: Viewer): Predicate | undefined {
  const own = ofOwnOrganisation(viewer, 'e.id');
  return own && ((bind) => `EXISTS (SELECT FROM employer e WHERE ${MAY_SEE} AND (${own(bind)}))`);
}

/** A card that is shown at this moment, as far as it hangs on its own row, over an alias. */
export const isShown = (card: string): string => `${card}.held_until IS NULL AND ${card}.shown_until >= ${TODAY}`;

/** The published cards a viewer may see, over alias `k`: partners whose agreement on data is in force see them all alike. */
export function cardScope(viewer: Viewer): RowScope {
  const inForce = ofPartnerInForce(viewer);
  return inForce ? only((bind) => `${isShown('k')} AND ${inForce(bind)}`, 'STAGE_1') : NOWHERE;
}

/** Counts of skills, over alias `ss`: for officers, and partners whose agreement on data is in force. */
export function supplyScope(viewer: Viewer): RowScope {
  switch (viewer.role) {
    case 'SENTRA_OFFICER':
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'PROGRAM_MANAGER':
    case 'ANALYST':
      return only(() => 'TRUE');
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN': {
      const inForce = ofPartnerInForce(viewer);
      return inForce ? only(inForce) : NOWHERE;
    }
    case 'PUBLIC':
    case 'CITIZEN':
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'DATA_STEWARD':
    case 'DPO':
    case 'ADMIN':
      return NOWHERE;
  }
}
