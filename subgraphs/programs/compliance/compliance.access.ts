import { decisionOfViewer, gradeOf } from '../../../shared/access';
import { ANYONE, byRole, factsOf, narrowed } from '../../../shared/database';
import type { RowPolicies, RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { enrolmentScope } from '../enrolment/enrolment.access';
import { CONDITIONS } from './compliance';

/** The records a viewer may see, over aliases `k`, `e` and `fr`: those of visible enrolments that tell nothing the viewer may not read. */
export function complianceScope(viewer: Viewer, mode: Mode): RowScope {
  const scope = enrolmentScope(viewer, mode);
  const readable = Object.entries(CONDITIONS)
    .filter(([, { group }]) => gradeOf(decisionOfViewer(viewer, { group }), () => factsOf(scope)) === 'FULL')
    .map(([condition]) => condition);
  return narrowed(scope, (bind) => `k.condition = ANY(${bind(readable)}::text[])`);
}

/**
 * In PostgreSQL everybody who sees the enrolment: whether a suspension may end hangs on all records.
 * @param ofEnrolment the condition on `enrolment_id`
 */
export function compliancePolicies(ofEnrolment: string, seen: string): Readonly<Record<string, RowPolicies>> {
  const recorder = byRole({ PENDAMPING: seen });
  return {
    compliance_rule: { select: ANYONE },
    compliance: { select: ofEnrolment, insert: recorder, update: recorder },
  };
}
