import { NOWHERE, VIEWER, byRole, forRoles, only, withFacts } from '../../../shared/database';
import type { Predicate, RowPolicies, RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { TABLE_READERS } from '../citation/analyst';

/**
 * Questions of the own account, or of its office: accounts of the same role with the same jurisdiction (places and programs).
 * @param alias of `saved_question`
 */
export function officePredicate({ subject, role, regionCodes, programCodes }: Viewer, alias: string): Predicate {
  return (bind) => {
    const isSame = (column: string, codes: readonly string[]) =>
      sameSet(`${alias}.${column}`, `${bind(codes)}::text[]`);
    return `${alias}.account = ${bind(subject)} OR ${alias}.role = ${bind(role)}
      AND ${isSame('region_codes', regionCodes)} AND ${isSame('program_codes', programCodes)}`;
  };
}

/** The questions a viewer may open by their link, over alias `q`. */
export function questionScope(viewer: Viewer, mode: Mode): RowScope {
  if (!TABLE_READERS.some((role) => role === viewer.role)) return NOWHERE;
  const scope = only(officePredicate(viewer, 'q'));
  if (viewer.role !== 'FRONTEND_DEVELOPER') return scope;
  return mode === 'demo' ? withFacts(scope, 'SYNTHETIC') : NOWHERE;
}

const OF_OFFICE = `account = ${VIEWER.subject} OR role = ${VIEWER.role}
  AND ${sameSet('region_codes', `coalesce(${VIEWER.regions}, '{}')`)}
  AND ${sameSet('program_codes', `coalesce(${VIEWER.programs}, '{}')`)}`;

export const QUESTION_POLICIES: RowPolicies = { select: byRole(forRoles(TABLE_READERS, OF_OFFICE)) };

function sameSet(left: string, right: string): string {
  return `(${left} @> ${right} AND ${left} <@ ${right})`;
}
