import { CodedError } from '../../../shared/errors';
import type { EmployerType } from '../employer/vocabulary';

/** How a fraction of a person is turned into persons. */
export const ROUNDINGS = {
  CEIL: 'Pembulatan ke atas: every begun person counts.',
  FLOOR: 'Pembulatan ke bawah: full persons only (one in every full hundred).',
  HALF_UP: 'Pembulatan biasa: half a person and more counts as one.',
} as const;
export type Rounding = keyof typeof ROUNDINGS;

/**
 * The duty of a type of employer from one day to another (UU 8/2016 art. 53). Days are `YYYY-MM-DD`, `validTo` is the last
 * day; open if null.
 */
export interface QuotaRule {
  readonly employerType: EmployerType;
  /** Share of workers in basis points: 200 is 2%. Whole numbers, since 0.07 x 100 is more than 7 in floating point. */
  readonly rateBasisPoints: number;
  readonly rounding: Rounding;
  /** Employers with fewer workers have no duty. */
  readonly minimumHeadcount: number;
  /** The law can be read otherwise for this type; shown wherever the figure is. */
  readonly isUncertain: boolean;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly legalReference: string;
  readonly note: string | null;
}

/** What an employer reported for a half year. */
export interface HeadCounts {
  /** Workers in all. */
  readonly headcount: number;
  /** Disabled workers among them. */
  readonly disabledHeadcount: number;
}

/** How reported head counts stand against a rule. */
export interface QuotaStanding {
  /** Disabled workers the rule asks for. */
  readonly required: number;
  /** Required less reported: above zero is missing, below zero is more than asked for. */
  readonly gap: number;
  /** Disabled workers in percent of all, two decimals; undefined without workers. */
  readonly compliancePercent?: number;
  readonly isMet: boolean;
}

/** Workers an employer may report, by hand or in a file. */
export const LARGEST_HEADCOUNT = 1_000_000;

const BASIS = 10_000;

/**
 * How an employer stands against a rule.
 * @throws CodedError BAD_USER_INPUT for counts that are negative, not whole, or more disabled workers than workers
 */
export function quotaStanding(counts: HeadCounts, rule: QuotaRule): QuotaStanding {
  requireCounts(counts);
  const { headcount, disabledHeadcount } = counts;
  const required = headcount < rule.minimumHeadcount ? 0 : rounded(headcount * rule.rateBasisPoints, rule.rounding);
  const gap = required - disabledHeadcount;
  const compliancePercent = headcount === 0 ? undefined : Math.round((disabledHeadcount * BASIS) / headcount) / 100;
  return { required, gap, compliancePercent, isMet: gap <= 0 };
}

/**
 * Head counts that can be.
 * @throws CodedError BAD_USER_INPUT for counts that are negative, not whole, or more disabled workers than workers
 */
export function requireCounts({ headcount, disabledHeadcount }: HeadCounts): void {
  if (isCount(headcount) && isCount(disabledHeadcount) && disabledHeadcount <= headcount) return;
  throw new CodedError('BAD_USER_INPUT', { reason: 'head counts are whole numbers, the part at most the whole' });
}

/** The rule in force for a type of employer on a day; the later one if two overlap. */
export function findRule(rules: readonly QuotaRule[], type: EmployerType, day: string): QuotaRule | undefined {
  return rules
    .filter(
      (rule) => rule.employerType === type && rule.validFrom <= day && (rule.validTo === null || day <= rule.validTo),
    )
    .sort((a, b) => b.validFrom.localeCompare(a.validFrom))[0];
}

/** Last day of a reporting period `2026-S1` (January to June) or `2026-S2`. */
export function lastDayOf(period: string): string {
  return `${period.slice(0, 4)}-${period.endsWith('1') ? '06-30' : '12-31'}`;
}

function rounded(product: number, rounding: Rounding): number {
  const rest = product % BASIS;
  const whole = (product - rest) / BASIS;
  switch (rounding) {
    case 'CEIL':
      return rest > 0 ? whole + 1 : whole;
    case 'FLOOR':
      return whole;
    case 'HALF_UP':
      return rest * 2 >= BASIS ? whole + 1 : whole;
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
