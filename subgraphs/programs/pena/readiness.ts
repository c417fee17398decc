import { monthBefore } from '../business/month';
import type { IncomeRow, Readiness } from './pena';

/** Whether the income of a month reaches the minimum wage; no wage known: it does not. */
export function reachesWage({ amount, minimumWage }: Pick<IncomeRow, 'amount' | 'minimumWage'>): boolean {
  return minimumWage !== null && amount >= minimumWage;
}

/**
 * Whether the latest months, without a gap and each at the minimum wage of its year, are as many as the rule asks (four by the
 * Juknis of PENA). A month without a reading ends the count like one below the wage.
 * @param readings in any order, one a month
 * @param asked how many months; undefined: no rule is in force, and nobody is ready
 */
export function readinessOf(readings: readonly IncomeRow[], asked: number | undefined): Readiness {
  const latestFirst = [...readings].sort((a, b) => (a.month < b.month ? 1 : -1));
  const months: string[] = [];
  for (const reading of latestFirst) {
    const before = months.at(-1);
    if (months.length === asked) break;
    if (!reachesWage(reading) || (before !== undefined && reading.month !== monthBefore(before))) break;
    months.push(reading.month);
  }
  return { isReady: asked !== undefined && months.length >= asked, months };
}
