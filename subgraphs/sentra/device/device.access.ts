import { decisionOfViewer, gradeOf } from '../../../shared/access';
import { NOWHERE, everywhere, factsOf, only, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';

/**
 * The devices or needs a viewer may see: the officers of a centre see its own, the offices and helpers those in their
 * jurisdiction, a person the own ones.
 */
function scopeOver(alias: string): (viewer: Viewer) => RowScope {
  return ({ role, personId, sentraId, regionCodes }) => {
    switch (role) {
      case 'SENTRA_OFFICER':
        return sentraId === undefined ? NOWHERE : only((bind) => `${alias}.centre_id = ${bind(sentraId)}`, 'CASE');
      case 'PENDAMPING':
      case 'DINSOS':
      case 'SUPERVISOR':
        return withinRegions(`${alias}.region_code`, regionCodes);
      case 'CITIZEN':
        return personId === undefined ? NOWHERE : only((bind) => `${alias}.person_id = ${bind(personId)}::uuid`, 'OWN');
      // Who takes part in a program is not known here.
      case 'PROGRAM_MANAGER':
      case 'FRONTEND':
      case 'FRONTEND_DEVELOPER':
      case 'DATA_STEWARD':
      case 'DPO':
      case 'PARTNER_RECRUITER':
      case 'PARTNER_ADMIN':
      case 'ANALYST':
      case 'ADMIN':
      case 'PUBLIC':
        return NOWHERE;
    }
  };
}

/** Over alias `d`. */
export const deviceScope = scopeOver('d');
/** Over alias `n`. */
export const needScope = scopeOver('n');

/** The history of a device, which outlives an allocation: for whoever reads what officers write about people. */
export function deviceHistoryScope(viewer: Viewer): RowScope {
  const scope = deviceScope(viewer);
  return gradeOf(decisionOfViewer(viewer, { group: 'ASSESSMENT' }), () => factsOf(scope)) === 'FULL' ? scope : NOWHERE;
}

/** Devices and needs to be counted as stock and backlog: for those who plan with them. */
export function stockScope(viewer: Viewer): RowScope {
  return ['SENTRA_OFFICER', 'DINSOS', 'SUPERVISOR'].includes(viewer.role) ? deviceScope(viewer) : NOWHERE;
}

/** What centres make is public, and by how many. */
export function publicDeviceScope(): RowScope {
  return everywhere();
}
