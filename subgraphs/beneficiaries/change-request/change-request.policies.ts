import { VIEWER, byRole, forRoles } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';
import { stepPolicies } from '../../../shared/machine';
import { BENEFICIARIES_MACHINES } from '../machines';

/** Whoever sees the record: the policy of the other table decides. Nobody answers for a merged record. */
const SEEN = `CASE WHEN person_id IS NULL THEN EXISTS (SELECT FROM family seen WHERE seen.id = family_id)
  ELSE EXISTS (SELECT FROM person seen
    WHERE seen.id = person_id AND seen.merged_into IS NULL AND seen.erased_at IS NULL) END`;
const MINE = `proposed_by = ${VIEWER.subject}`;
const MADE = `${MINE} AND proposed_by_role = ${VIEWER.role} AND ${SEEN}`;

/** Who has and writes which change requests; the rules of `change-request.access.ts`. */
export const CHANGE_REQUEST_POLICIES: Readonly<Record<'change_request', RowPolicies>> = {
  change_request: {
    select: byRole({
      ...forRoles(['CITIZEN', 'FRONTEND', 'FRONTEND_DEVELOPER', 'DINSOS', 'SUPERVISOR', 'DATA_STEWARD', 'DPO'], SEEN),
      PENDAMPING: `${MINE} AND ${SEEN}`,
    }),
    insert: byRole(forRoles(['CITIZEN', 'PENDAMPING'], MADE)),
    update: byRole({ ...forRoles(['CITIZEN', 'DINSOS', 'DATA_STEWARD'], SEEN), PENDAMPING: `${MINE} AND ${SEEN}` }),
  },
};

/** What the steps of the registry's machines write, beside what its other writes do. */
export const STEP_POLICIES = stepPolicies(
  Object.fromEntries(BENEFICIARIES_MACHINES.map(({ machine, table }) => [machine.name, table])),
);

/** A condition besides another; each decides by itself. */
export function eitherOf(one: RowPolicies, other: RowPolicies): RowPolicies {
  const both = (left: string | undefined, right: string | undefined) =>
    left === undefined ? right : right === undefined ? left : `(${left}) OR (${right})`;
  const [select, insert, update] = (['select', 'insert', 'update'] as const).map((command) =>
    both(one[command], other[command]),
  );
  return {
    ...(select !== undefined && { select }),
    ...(insert !== undefined && { insert }),
    ...(update !== undefined && { update }),
  };
}
