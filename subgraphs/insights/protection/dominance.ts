/** Cells of employers need as many of them as this: with two, each knows the other. */
export const MIN_EMPLOYERS = 3;

/** Nobody may estimate another's amount more closely than to this share of it. */
const P_PERCENT = 10;

/**
 * The p% rule (Handbook on Statistical Disclosure Control, Hundepool et al. 2010): whether the second largest contributor, who
 * knows their own amount, could estimate the largest's too closely from the total.
 * @param x1 the largest contribution
 * @param x2 the second largest
 */
export function isDominated(total: number, x1: number, x2: number): boolean {
  return total - x1 - x2 < (P_PERCENT / 100) * x1;
}
