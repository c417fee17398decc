import { RECORD_KEY_RANGE } from '../../../shared/database';
import { cellKey } from './ptable';

/**
 * Noise of sums by their top contributors (the family of Thompson, Broadfoot & Elazar 2013; this variant is our own): whoever
 * gave the most to a sum cannot be estimated from it better than to a tenth of what they gave.
 */

/** The two units that gave the most to a sum, with their magnitude keys; 0 where there is none. Amounts are not negative. */
export interface Contributions {
  readonly x1: number;
  readonly r1: number;
  readonly x2: number;
  readonly r2: number;
}

export const NO_CONTRIBUTIONS: Contributions = { x1: 0, r1: 0, x2: 0, r2: 0 };

/** How much of a contribution its noise is at most. */
const SHARES = [0.4, 0.1] as const;
const HALF = RECORD_KEY_RANGE / 2;

/** The top contributors of two cells without a unit in common, together; in any order and grouping the same. */
export function mergeContributions(a: Contributions, b: Contributions): Contributions {
  const [first = NOTHING, second = NOTHING] = [...topOf(a), ...topOf(b)].sort(byRank);
  return { x1: first.x, r1: first.r, x2: second.x, r2: second.r };
}

interface Contribution {
  readonly x: number;
  readonly r: number;
}

const NOTHING: Contribution = { x: 0, r: 0 };

/** Who gave nothing is noise for nobody, whatever their key. */
function topOf({ x1, r1, x2, r2 }: Contributions): Contribution[] {
  return [
    { x: x1, r: r1 },
    { x: x2, r: r2 },
  ].filter(({ x }) => x > 0);
}

/** Larger first, then the smaller key: two units alike in both are the same to a sum. */
function byRank(a: Contribution, b: Contribution): number {
  return b.x - a.x || a.r - b.r;
}

/**
 * What a sum is published as.
 * @param total the sum
 * @param keySum sum of the magnitude keys of all units of the cell
 */
export function perturbSum(total: number, keySum: number, { x1, r1, x2, r2 }: Contributions): number {
  return total + SHARES[0] * noiseOf(keySum + r1) * x1 + SHARES[1] * noiseOf(keySum + r2) * x2;
}

/** From -1 to -0.5 and from 0.5 to 1, never nearer to 0; as much of one as of the other. */
export function noiseOf(keySum: number): number {
  const key = cellKey(keySum);
  return key < HALF ? -(0.5 + (0.5 * (HALF - 1 - key)) / (HALF - 1)) : 0.5 + (0.5 * (key - HALF)) / (HALF - 1);
}
