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
  /** Days. */
  readonly medianAge: number;
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
  readonly medianAgeDays: number | null;
  /** Whether a value is null for protection. */
  readonly suppressed: boolean;
}

/** Counts below this are not published. */
const THRESHOLD = 10;
/** Counts are rounded to a multiple of this, and percents are made from the rounded ones. */
const BASE = 5;

/**
 * Protects the integrity figures of a place: nothing below ten, nothing more exact than five. The rest that a percentage
 * leaves is a count too: with one to nine persons it is not published either; a rest of nobody tells of nobody.
 */
export function protect(sums: DistrictSums): PublishedIntegrity {
  const persons = rounded(sums.persons);
  const families = rounded(sums.families);
  const percent = (count: number) => {
    const published = rounded(count);
    const rest = sums.persons - count;
    if (persons === null || published === null || (rest > 0 && rest < THRESHOLD)) return null;
    return Math.round((1000 * published) / persons) / 10;
  };
  const figures = {
    persons,
    families,
    matchedPercent: percent(sums.matched),
    duplicatePercent: percent(sums.duplicates),
    deceasedPercent: percent(sums.deceased),
    completePercent: percent(sums.complete),
    score: families === null ? null : Math.round(sums.score),
    medianAgeDays: persons === null ? null : Math.round(sums.medianAge),
  };
  return { snapshot: sums.snapshot, ...figures, suppressed: Object.values(figures).includes(null) };
}

function rounded(count: number): number | null {
  return count < THRESHOLD ? null : BASE * Math.round(count / BASE);
}
