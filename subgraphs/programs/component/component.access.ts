import { decisionOfViewer, gradeOf } from '../../../shared/access';
import { NOWHERE, factsOf, narrowed } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { enrolmentScope } from '../enrolment/enrolment.access';
import { PKH_COMPONENTS } from './component';

const IS_PROCESSED = 'NOT EXISTS (SELECT 1 FROM person_ref pr WHERE pr.id = c.person_id AND pr.restricted)';

/**
 * The components a viewer may see, over aliases `c`, `e` and `fr`: those of visible enrolments whose kind says nothing the
 * viewer may not read. A citizen sees the own ones, and all of an enrolment of which they are the pengurus. Those of a
 * person whose record is restricted are shown to the citizen and the DPO only.
 */
export function componentScope(viewer: Viewer, mode: Mode): RowScope {
  const scope = enrolmentScope(viewer, mode);
  const readable = Object.entries(PKH_COMPONENTS)
    .filter(([, group]) => gradeOf(decisionOfViewer(viewer, { group }), () => factsOf(scope)) === 'FULL')
    .map(([component]) => component);
  if (readable.length === 0) return NOWHERE;
  const byKind = narrowed(scope, (bind) => `c.component = ANY(${bind(readable)}::text[])`);
  const processed = viewer.role === 'CITIZEN' || viewer.role === 'DPO' ? byKind : narrowed(byKind, () => IS_PROCESSED);
  if (viewer.role !== 'CITIZEN' && viewer.role !== 'FRONTEND') return processed;
  return narrowed(processed, (bind) => `${bind(viewer.personId)}::uuid IN (c.person_id, e.manager_id)`);
}
