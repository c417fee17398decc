import { CodedError } from '../errors';
import { NATION, findRegionLevel } from '../viewer';
import type { RegionCode } from '../viewer';
import { NOWHERE, everywhere, only } from './row-scope';
import type { RowScope } from './row-scope';
import type { Predicate } from './statement';

/**
 * Codes that lie in a place. A range instead of LIKE: prefixes on level boundaries are ranges of a column with collation
 * "C", which one B-tree answers at every level of the region tree. `:` follows `9` there, so it ends the range.
 * @throws CodedError FILTER_INVALID for a string that is no region code
 */
export function codeWithin(column: string, place: RegionCode): Predicate {
  if (place === NATION) return () => 'TRUE';
  if (findRegionLevel(place) === undefined)
    throw new CodedError('FILTER_INVALID', { reason: 'within takes a region code' });
  return (bind) => `${column} >= ${bind(place)} AND ${column} < ${bind(`${place}:`)}`;
}

/** Rows whose region code lies in one of the places; no place means no row. */
export function withinRegions(column: string, places: readonly RegionCode[]): RowScope {
  if (places.includes(NATION)) return everywhere('JURISDICTION');
  if (places.length === 0) return NOWHERE;
  const ranges = places.map((place) => codeWithin(column, place));
  return only((bind) => ranges.map((range) => `(${range(bind)})`).join(' OR '), 'JURISDICTION');
}
