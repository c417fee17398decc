import { RECORD_KEY_RANGE } from '../../../shared/database';

/** What a count is published as. */
export interface PTable {
  readonly name: string;
  /**
   * @param n units of the cell
   * @param keySum sum of their record keys
   * @returns the published count, or undefined where it is suppressed
   */
  perturb(n: number, keySum: number): number | undefined;
}

/** Cells of fewer units are suppressed whatever their key. */
export const THRESHOLD = 10;
/** Cells of a category that stigmatises or endangers (DOMAIN: sensitive). */
export const SENSITIVE_THRESHOLD = 20;

/** The key of a cell: the sum of its units' record keys, modulo their range. */
export function cellKey(keySum: number): number {
  return keySum % RECORD_KEY_RANGE;
}

/**
 * The row of a perturbation table that a count falls on: counts up to 750 have their own, larger ones share 501 to 750 by their
 * last digits (ONS cell-key-perturbation 3.1.0).
 */
export function pcv(n: number): number {
  return n <= 750 ? n : ((n - 1) % 250) + 501;
}
