import { NOWHERE, only, withinRegions } from '../../../shared/database';
import type { Predicate, RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';

/** What every statement about candidates reads from: `d` with both of its records, `l` and `r`. */
export const CANDIDATE_TABLES = `duplicate_candidate d
  JOIN person l ON l.id = d.left_id JOIN person r ON r.id = d.right_id`;

/**
 * A candidate whose record went into another one has no question left; it comes back when that merge is undone. Records that
 * are restricted or erased are not compared.
 */
const IS_CURRENT = `(d.status = 'MERGED' OR (l.merged_into IS NULL AND r.merged_into IS NULL))
  AND l.restricted_at IS NULL AND r.restricted_at IS NULL AND l.erased_at IS NULL AND r.erased_at IS NULL`;

/**
 * The candidates a viewer may see, over CANDIDATE_TABLES: those with both records in the jurisdiction, as the records
 * stand now. One with a record outside is not there at all, or it would tell that the person exists elsewhere.
 */
export function duplicateScope(viewer: Viewer): RowScope {
  switch (viewer.role) {
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'DATA_STEWARD':
      return bothWithin(viewer);
    case 'PENDAMPING':
    case 'CITIZEN':
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'SENTRA_OFFICER':
    case 'PROGRAM_MANAGER':
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
    case 'ANALYST':
    case 'DPO':
    case 'ADMIN':
    case 'PUBLIC':
      return NOWHERE;
  }
}

function bothWithin({ regionCodes }: Viewer): RowScope {
  const [left, right] = [withinRegions('l.region_code', regionCodes), withinRegions('r.region_code', regionCodes)];
  if (left.kind === 'NOWHERE' || right.kind === 'NOWHERE') return NOWHERE;
  const where: Predicate = (bind) => `${IS_CURRENT} AND (${left.where(bind)}) AND (${right.where(bind)})`;
  return only(where, ...left.facts);
}

/** The part of the queue that touches a place: candidates with at least one record there. */
export function touching(scope: RowScope, place: string): RowScope {
  const [left, right] = [withinRegions('l.region_code', [place]), withinRegions('r.region_code', [place])];
  if (scope.kind === 'NOWHERE' || left.kind === 'NOWHERE' || right.kind === 'NOWHERE') return NOWHERE;
  const where: Predicate = (bind) => `(${scope.where(bind)}) AND ((${left.where(bind)}) OR (${right.where(bind)}))`;
  return { ...scope, where };
}
