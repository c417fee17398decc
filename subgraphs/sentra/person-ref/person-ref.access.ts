import { NOWHERE, everywhere, only, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';

/** The persons about whom a viewer may ask here: for cases, devices, how far they are on the way to work; over alias `pr`. */
export function personRefScope({ role, personId, sentraId, regionCodes, programCodes }: Viewer, mode: Mode): RowScope {
  switch (role) {
    case 'SENTRA_OFFICER':
      if (sentraId === undefined) return NOWHERE;
      return only(
        (bind) => `EXISTS (SELECT 1 FROM service_case c WHERE c.person_id = pr.id AND c.centre_id = ${bind(sentraId)})`,
        'CASE',
      );
    case 'PENDAMPING':
    case 'DINSOS':
    case 'SUPERVISOR':
      return withinRegions('pr.region_code', regionCodes);
    case 'CITIZEN':
    case 'FRONTEND':
      return personId === undefined ? NOWHERE : only((bind) => `pr.id = ${bind(personId)}::uuid`, 'OWN');
    // Who takes part in a program is not known here: no row is a manager's, and that is told of the manager's own persons.
    case 'PROGRAM_MANAGER':
      return programCodes.length === 0 ? NOWHERE : only(() => 'FALSE', 'PROGRAM');
    case 'FRONTEND_DEVELOPER':
      return mode === 'demo' ? everywhere('SYNTHETIC') : NOWHERE;
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
