import { NOWHERE, only, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';

/** The persons about whom a viewer may ask for cases, over alias `pr`. */
export function personRefScope({ role, personId, sentraId, regionCodes }: Viewer): RowScope {
  switch (role) {
    case 'SENTRA_OFFICER':
      if (sentraId === undefined) return NOWHERE;
      return only(
        (bind) => `EXISTS (SELECT 1 FROM service_case c WHERE c.person_id = pr.id AND c.centre_id = ${bind(sentraId)})`,
        'CASE',
      );
    case 'DINSOS':
    case 'SUPERVISOR':
      return withinRegions('pr.region_code', regionCodes);
    case 'CITIZEN':
      return personId === undefined ? NOWHERE : only((bind) => `pr.id = ${bind(personId)}::uuid`, 'OWN');
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'PENDAMPING':
    case 'PROGRAM_MANAGER':
    case 'DATA_STEWARD':
    case 'DPO':
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
    case 'ANALYST':
    case 'ADMIN':
    case 'PUBLIC':
      return NOWHERE;
  }
}
