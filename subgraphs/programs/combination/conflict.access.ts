import { narrowed } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { enrolmentScope } from '../enrolment/enrolment.access';

/**
 * The conflicts a viewer may see, over aliases `e`, `o` and `fr`: those both of whose enrolments they see. Whoever sees one
 * enrolment of a family by the family sees the other; a program manager may see one alone.
 */
export function conflictScope(viewer: Viewer, mode: Mode): RowScope {
  const scope = enrolmentScope(viewer, mode);
  if (viewer.role !== 'PROGRAM_MANAGER') return scope;
  return narrowed(scope, (bind) => `o.program_code = ANY(${bind(viewer.programCodes)}::text[])`);
}
