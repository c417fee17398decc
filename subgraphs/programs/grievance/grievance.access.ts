import { decisionOfViewer, gradeOf } from '../../../shared/access';
import { NOWHERE, everywhere, factsOf, narrowed, only, withFacts, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';

/**
 * The grievances a viewer may see, over alias `g`: those of families in the jurisdiction or of the own one, for a pendamping
 * the assigned ones of these, for a program manager complaints about the own programs. Who may not read grievances gets no
 * rows: that a family has one is the fact itself.
 */
export function grievanceScope(viewer: Viewer, mode: Mode): RowScope {
  const scope = reach(viewer, mode);
  return gradeOf(decisionOfViewer(viewer, { group: 'GRIEVANCE' }), () => factsOf(scope)) === 'FULL' ? scope : NOWHERE;
}

function reach(viewer: Viewer, mode: Mode): RowScope {
  const { personId, programCodes, regionCodes, subject } = viewer;
  switch (viewer.role) {
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'DATA_STEWARD':
    case 'DPO':
      return withinRegions('g.region_code', regionCodes);
    case 'PENDAMPING':
      return withFacts(
        narrowed(withinRegions('g.region_code', regionCodes), (bind) => `g.assigned_to = ${bind(subject)}`),
        'ASSIGNED',
      );
    case 'CITIZEN':
    case 'FRONTEND':
      if (personId === undefined) return NOWHERE;
      return only(
        (bind) => `g.family_id = (SELECT own.family_id FROM person_ref own WHERE own.id = ${bind(personId)}::uuid)`,
        'OWN',
      );
    case 'PROGRAM_MANAGER':
      if (programCodes.length === 0) return NOWHERE;
      return only((bind) => `g.program_code = ANY(${bind(programCodes)}::text[])`, 'PROGRAM');
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
