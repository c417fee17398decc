import { NOWHERE, everywhere, only, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';

/** The families a viewer may see, over alias `fr`: the same rule as the registry's own, asked of its copy. */
export function familyRefScope(viewer: Viewer, mode: Mode): RowScope {
  const { personId, programCodes } = viewer;
  switch (viewer.role) {
    case 'PENDAMPING':
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'DATA_STEWARD':
    case 'DPO':
      return withinRegions('fr.region_code', viewer.regionCodes);
    case 'CITIZEN':
    case 'FRONTEND':
      if (personId === undefined) return NOWHERE;
      return only(
        (bind) => `fr.id = (SELECT own.family_id FROM person_ref own WHERE own.id = ${bind(personId)}::uuid)`,
        'OWN',
      );
    case 'PROGRAM_MANAGER':
      if (programCodes.length === 0) return NOWHERE;
      return only((bind) => `fr.kpm_flags && ${bind(programCodes)}::text[]`, 'PROGRAM');
    case 'FRONTEND_DEVELOPER':
      return mode === 'demo' ? everywhere('SYNTHETIC') : NOWHERE;
    case 'SENTRA_OFFICER':
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
    case 'ANALYST':
    case 'ADMIN':
    case 'PUBLIC':
      return NOWHERE;
  }
}
