/** Counts of records in the districts of a place; never published as they are. */
export interface DistrictSums {
  readonly snapshot: string;
  readonly persons: number;
  readonly families: number;
  readonly matched: number;
  readonly duplicates: number;
  readonly deceased: number;
  readonly complete: number;
  readonly score: number;
}

/** What is published of them; null where a count is too small. */
export interface PublishedIntegrity {
  readonly snapshot: string;
  readonly persons: number | null;
  readonly families: number | null;
  readonly matchedPercent: number | null;
  readonly duplicatePercent: number | null;
  readonly deceasedPercent: number | null;
  readonly completePercent: number | null;
  readonly score: number | null;
}

/** Counts below this are not published. */
const THRESHOLD = 10;
/** Counts are rounded to a multiple of this, and percents are made from the rounded ones. */
const BASE = 5;

/** Protects the integrity figures of a place: nothing below ten, nothing more exact than five. */
export function protect(sums: DistrictSums): PublishedIntegrity {
  const persons = rounded(sums.persons);
  const families = rounded(sums.families);
  const percent = (count: number) => {
    const published = rounded(count);
    return persons === null || published === null ? null : Math.round((1000 * published) / persons) / 10;
  };
  return {
    snapshot: sums.snapshot,
    persons,
    families,
    matchedPercent: percent(sums.matched),
    duplicatePercent: percent(sums.duplicates),
    deceasedPercent: percent(sums.deceased),
    completePercent: percent(sums.complete),
    score: families === null ? null : Math.round(sums.score),
  };
}

function rounded(count: number): number | null {
  return count < THRESHOLD ? null : BASE * Math.round(count / BASE);
}
