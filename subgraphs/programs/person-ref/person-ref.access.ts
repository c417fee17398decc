import { NOWHERE, everywhere, only, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';

/**
 * The persons about whom a viewer may ask, over alias `pr`. What is answered about them are enrolments and components, each
 * with a row scope of its own; nothing of the person is published here but the id the caller gave.
 */
export function personRefScope(viewer: Viewer, mode: Mode): RowScope {
  const { personId, programCodes } = viewer;
  switch (viewer.role) {
    case 'PENDAMPING':
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'DATA_STEWARD':
    case 'DPO':
      return withinRegions('pr.region_code', viewer.regionCodes);
    case 'CITIZEN':
    case 'FRONTEND':
      return personId === undefined ? NOWHERE : only((bind) => `pr.id = ${bind(personId)}::uuid`, 'OWN');
    case 'PROGRAM_MANAGER':
      if (programCodes.length === 0) return NOWHERE;
      return only(
        (bind) => `EXISTS (SELECT 1 FROM family_ref fr
          WHERE fr.id = pr.family_id AND fr.kpm_flags && ${bind(programCodes)}::text[])`,
        'PROGRAM',
      );
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
