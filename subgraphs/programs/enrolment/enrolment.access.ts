import { decisionOfViewer, gradeOf } from '../../../shared/access';
import { NOWHERE, factsOf, only, withFacts } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { familyRefScope } from '../family-ref/family-ref.access';

/**
 * The enrolments a viewer may see, over aliases `e` and `fr`: those of families they may see, for a program manager those
 * of the own programs. Who may not read participation gets no rows either: that a family has an enrolment is the fact
 * itself.
 */
export function enrolmentScope(viewer: Viewer, mode: Mode): RowScope {
  const scope = reach(viewer, mode);
  return gradeOf(decisionOfViewer(viewer, { group: 'ENROLMENT' }), () => factsOf(scope)) === 'FULL' ? scope : NOWHERE;
}

function reach(viewer: Viewer, mode: Mode): RowScope {
  if (viewer.role === 'PROGRAM_MANAGER') return inPrograms(viewer.programCodes);
  const scope = familyRefScope(viewer, mode);
  // A family with an enrolment is a KPM by that very fact.
  return viewer.role === 'PENDAMPING' ? withFacts(scope, 'KPM') : scope;
}

function inPrograms(programCodes: readonly string[]): RowScope {
  if (programCodes.length === 0) return NOWHERE;
  return only((bind) => `e.program_code = ANY(${bind(programCodes)}::text[])`, 'PROGRAM');
}
