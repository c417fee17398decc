import { NOWHERE, everywhere, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';

/** The helpers a viewer may see by name, over alias `h`: those of the jurisdiction. Everybody sees how many there are. */
export function helperScope(viewer: Viewer, mode: Mode): RowScope {
  switch (viewer.role) {
    case 'PENDAMPING':
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'DATA_STEWARD':
    case 'DPO':
      return withinRegions('h.region_code', viewer.regionCodes);
    case 'FRONTEND_DEVELOPER':
      return mode === 'demo' ? everywhere('SYNTHETIC') : NOWHERE;
    case 'CITIZEN':
    case 'FRONTEND':
    case 'SENTRA_OFFICER':
    case 'PROGRAM_MANAGER':
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
    case 'ANALYST':
    case 'ADMIN':
    case 'PUBLIC':
      return NOWHERE;
  }
}
