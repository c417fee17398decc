import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { enrolmentScope } from '../enrolment/enrolment.access';

/** The graduations a viewer may see, over aliases `g`, `e` and `fr`: those of the enrolments they may see. */
export function graduationScope(viewer: Viewer, mode: Mode): RowScope {
  return enrolmentScope(viewer, mode);
}
