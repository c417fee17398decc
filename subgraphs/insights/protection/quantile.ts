/** No more of the units than this may be in bands that are suppressed; a quantile of the rest would be of something else. */
export const MAX_HIDDEN_SHARE = 0.1;

/** A published count of units for each band of values, and what the bands are. */
export interface Bands {
  /** Undefined where suppressed. */
  readonly counts: readonly (number | undefined)[];
  /** Published count of the units of all bands, undefined where suppressed. */
  readonly total: number | undefined;
  /** Lower bounds of the bands and the upper bound of the last: one more than counts. */
  readonly edges: readonly number[];
}

/**
 * A quantile out of published counts of bands, as if values were spread evenly within their band. It is made of what is
 * published only, so it tells nothing more.
 * @param share 0.5 for the median
 * @returns undefined where too many units are in suppressed bands
 */
export function quantileOf(share: number, { counts, total, edges }: Bands): number | undefined {
  if (total === undefined) return undefined;
  const shown = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  if (shown === 0 || total - shown > MAX_HIDDEN_SHARE * total) return undefined;
  let rank = share * shown;
  for (const [band, count = 0] of counts.entries()) {
    const [lower, upper] = [edges[band], edges[band + 1]];
    if (lower === undefined || upper === undefined) throw new Error(`band ${band} has no edges`);
    if (count > 0 && rank <= count) return lower + (rank / count) * (upper - lower);
    rank -= count;
  }
  return edges.at(-1);
}
