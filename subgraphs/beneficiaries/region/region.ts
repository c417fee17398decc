import { REGION_LEVELS } from '../../../shared/viewer';
import type { RegionLevel } from '../../../shared/viewer';

/** A place of the Kemendagri code list. `code` has no dots; `bpsCode` is filled where a bridge table was loaded. */
export interface RegionRow {
  readonly code: string;
  readonly level: RegionLevel;
  readonly name: string;
  readonly parentCode: string | null;
  readonly bpsCode: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** The code of the place above, cut at a level boundary; a province has none. */
export function findParentCode(code: string): string | undefined {
  const lengths = Object.values(REGION_LEVELS);
  const length = lengths[lengths.findIndex((candidate) => candidate === code.length) - 1];
  return length === undefined ? undefined : code.slice(0, length);
}

/** The regency (kabupaten/kota) a place lies in, the coarsest place shown to viewers who may not see an address. */
export function regencyOf(code: string): string {
  return code.slice(0, REGION_LEVELS.REGENCY);
}
