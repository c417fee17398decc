import { NOWHERE, narrowed, only, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';

/**
 * The people ready for work a viewer may have ranked, over alias `s`: officers those of their centre, the supervisor those who live
 * in the jurisdiction; nobody who has not agreed to be known of. Partners see cards.
 */
export function seekerScope({ role, sentraId, regionCodes }: Viewer): RowScope {
  switch (role) {
    case 'SENTRA_OFFICER':
      return sentraId === undefined ? NOWHERE : inPoolOf(only((bind) => `s.centre_id = ${bind(sentraId)}`, 'CASE'));
    case 'SUPERVISOR':
      return inPoolOf(withinRegions('s.regency_code', regionCodes));
    case 'PUBLIC':
    case 'CITIZEN':
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'DINSOS':
    case 'PROGRAM_MANAGER':
    case 'DATA_STEWARD':
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
    case 'ANALYST':
    case 'DPO':
    case 'ADMIN':
      return NOWHERE;
  }
}

function inPoolOf(scope: RowScope): RowScope {
  return narrowed(scope, () => 's.is_ready AND s.has_consented');
}
