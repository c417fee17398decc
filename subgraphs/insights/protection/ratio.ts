/**
 * A rate: one published count by another, of which it counts a part. Noise may lift the part above the whole; more than 1 is
 * published as 1.
 * @returns undefined where either is suppressed
 */
export function rateOf(numerator: number | undefined, denominator: number | undefined): number | undefined {
  if (numerator === undefined || denominator === undefined || denominator === 0) return undefined;
  return roundTo(Math.min(1, numerator / denominator), RATE_DECIMALS);
}

/**
 * A mean: a published sum by a published count or sum.
 * @returns undefined where either is suppressed
 */
export function meanOf(sum: number | undefined, by: number | undefined): number | undefined {
  return sum === undefined || by === undefined || by === 0 ? undefined : sum / by;
}

/** More digits would look like more than the counts can carry. */
export const RATE_DECIMALS = 4;

/** A value with some decimals. */
export function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
