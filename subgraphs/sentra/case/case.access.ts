import { decisionOfViewer, gradeOf } from '../../../shared/access';
import type { FieldGroup } from '../../../shared/access';
import { NOWHERE, factsOf, only, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';

/**
 * The cases a viewer may see, over alias `c`: the officers of a centre see its cases, the regional office and the supervisor
 * those that began in their jurisdiction, a person the own ones.
 */
export function caseScope(viewer: Viewer): RowScope {
  const { personId, sentraId } = viewer;
  switch (viewer.role) {
    case 'SENTRA_OFFICER':
      return sentraId === undefined ? NOWHERE : only((bind) => `c.centre_id = ${bind(sentraId)}`, 'CASE');
    case 'DINSOS':
    case 'SUPERVISOR':
      return withinRegions('c.region_code', viewer.regionCodes);
    case 'CITIZEN':
      return personId === undefined ? NOWHERE : only((bind) => `c.person_id = ${bind(personId)}::uuid`, 'OWN');
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

/** What is written about a case, for whoever reads that group in full on it: that there is something is a fact itself. */
function partScope(group: FieldGroup): (viewer: Viewer) => RowScope {
  return (viewer) => {
    const scope = caseScope(viewer);
    return gradeOf(decisionOfViewer(viewer, { group }), () => factsOf(scope)) === 'FULL' ? scope : NOWHERE;
  };
}

/** Assessments, plans, sessions, notes and the history of cases. */
export const writtenScope = partScope('ASSESSMENT');
/** Certificates. */
export const skillScope = partScope('SKILL');
