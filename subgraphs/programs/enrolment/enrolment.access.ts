import { decisionFor, gradeOf } from '../../../shared/access';
import { NOWHERE, factsOf, only } from '../../../shared/database';
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
  const scope = viewer.role === 'PROGRAM_MANAGER' ? inPrograms(viewer.programCodes) : familyRefScope(viewer, mode);
  return gradeOf(decisionFor(viewer.role, 'ENROLMENT'), () => factsOf(scope)) === 'FULL' ? scope : NOWHERE;
}

function inPrograms(programCodes: readonly string[]): RowScope {
  if (programCodes.length === 0) return NOWHERE;
  return only((bind) => `e.program_code = ANY(${bind(programCodes)}::text[])`, 'PROGRAM');
}
