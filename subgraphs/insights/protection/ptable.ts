import { RECORD_KEY_RANGE } from '../../../shared/database';

/**
 * The cell key method for counts (Fraser & Wooton 2005; ONS cell-key-perturbation 3.1.0): what a cell is published as hangs on its
 * count and on the sum of its units' record keys, so that the same units give the same number in every table.
 */

/** What counts are published as. */
export interface PTable {
  readonly name: string;
  /**
   * @param n units of the cell
   * @param keySum sum of their record keys, modulo their range or not
   * @param threshold cells of fewer units, and what would be published below it, are suppressed; at least 10
   * @returns the published count, or undefined where it is suppressed
   */
  perturb(n: number, keySum: number, threshold?: number): number | undefined;
}

/** Cells of fewer units are suppressed whatever their key. */
export const THRESHOLD = 10;
/** The same where a category of the cell stigmatises or endangers. */
export const SENSITIVE_THRESHOLD = 20;
/** Published counts are multiples of it. */
export const ROUNDING = 5;

/** The key of a cell. */
export function cellKey(keySum: number): number {
  return keySum % RECORD_KEY_RANGE;
}

/**
 * The row of a perturbation table a count falls on: counts up to 750 have their own, larger ones share 501 to 750 by what is left
 * of them modulo 250.
 */
export function pcv(n: number): number {
  return n <= 750 ? n : ((n - 1) % 250) + 501;
}

/** Makes a table of what is added to the counts of a row of at least the threshold. */
function createPTable(name: string, noise: (row: number, key: number) => number): PTable {
  return {
    name,
    perturb(n, keySum, threshold = THRESHOLD) {
      if (n < threshold) return undefined;
      const published = n + noise(pcv(n), cellKey(keySum));
      return published < threshold ? undefined : published;
    },
  };
}

/** Last key of each noise from -4 on: maximum entropy with D = 5 and V = 2 in 256ths (Marley & Leaver 2011; Giessing 2016). */
const LAST_KEYS = [0, 8, 35, 91, 163, 219, 246, 254, 255] as const;
const NOISE_OF_KEY = Array.from(
  { length: RECORD_KEY_RANGE },
  (_, key) => LAST_KEYS.findIndex((last) => key <= last) - 4,
);

/** Noise of the cell's key, then rounding to 5: what is served. */
export const KS10_5: PTable = createPTable('KS10_5', (row, key) => roundTo(row + (NOISE_OF_KEY[key] ?? 0)) - row);

const ONS_NOISE = [0, -1, -2, 2, 1] as const;

/** The table ONS publishes with its package, without noise: what its vectors are made with. Never served. */
export const ONS_10_5: PTable = createPTable('ONS_10_5', (row) => ONS_NOISE[row % 5] ?? 0);

function roundTo(value: number): number {
  return Math.round(value / ROUNDING) * ROUNDING;
}
