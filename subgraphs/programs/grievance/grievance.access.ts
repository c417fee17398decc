import { decisionOfViewer, gradeOf } from '../../../shared/access';
import { NOWHERE, factsOf, narrowed, only, withFacts } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { familyRefScope } from '../family-ref/family-ref.access';

/**
 * The grievances a viewer may see, over aliases `g` and `fr`: those of families they may see, for a pendamping the assigned
 * ones of these, for a program manager complaints about the own programs. Who may not read grievances gets no rows: that a
 * family has one is the fact itself.
 */
export function grievanceScope(viewer: Viewer, mode: Mode): RowScope {
  const scope = reach(viewer, mode);
  return gradeOf(decisionOfViewer(viewer, { group: 'GRIEVANCE' }), () => factsOf(scope)) === 'FULL' ? scope : NOWHERE;
}

function reach(viewer: Viewer, mode: Mode): RowScope {
  const { programCodes, subject } = viewer;
  if (viewer.role === 'PROGRAM_MANAGER') {
    if (programCodes.length === 0) return NOWHERE;
    return only((bind) => `g.program_code = ANY(${bind(programCodes)}::text[])`, 'PROGRAM');
  }
  const scope = familyRefScope(viewer, mode);
  if (viewer.role !== 'PENDAMPING') return scope;
  return withFacts(
    narrowed(scope, (bind) => `g.assigned_to = ${bind(subject)}`),
    'ASSIGNED',
  );
}
