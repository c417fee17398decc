import type { IncomeRow } from './pena';
import { readinessOf } from './readiness';

const WAGE = 3_000_000;
const reading = (month: string, amount = WAGE, minimumWage: number | null = WAGE): IncomeRow => ({
  month,
  amount,
  minimumWage,
  wageSource: 'DECREE',
});
const of = (...months: string[]) => months.map((month) => reading(month));
const isReady = (readings: readonly IncomeRow[], asked: number | undefined = 4) => readinessOf(readings, asked).isReady;

test('four months at the minimum wage are enough, three are not', () => {
  expect(isReady(of('2026-03', '2026-04', '2026-05'))).toBe(false);
  expect(isReady(of('2026-03', '2026-04', '2026-05', '2026-06'))).toBe(true);
  expect(readinessOf(of('2026-06', '2026-03', '2026-05', '2026-04', '2026-02'), 4).months).toEqual([
    '2026-06',
    '2026-05',
    '2026-04',
    '2026-03',
  ]);
});

test('a gap ends the count; the turn of a year is none', () => {
  expect(isReady(of('2026-02', '2026-03', '2026-05', '2026-06'))).toBe(false);
  expect(isReady(of('2025-11', '2025-12', '2026-01', '2026-02'))).toBe(true);
});

test('a month below the wage ends the count, wherever it lies among the latest', () => {
  const good = of('2026-02', '2026-03', '2026-04', '2026-05');
  expect(isReady([...good, reading('2026-06', WAGE - 1)])).toBe(false);
  expect(isReady([reading('2026-01', WAGE - 1), ...good])).toBe(true);
  expect(isReady([...good.slice(1), reading('2026-02', 0)])).toBe(false);
});

test('each month is held against the wage of its own year; without one nobody is ready', () => {
  const months = [reading('2025-12', 2_900_000, 2_800_000), ...of('2026-01', '2026-02', '2026-03')];
  expect(isReady(months)).toBe(true);
  expect(isReady([...months.slice(1), reading('2025-12', 2_900_000, null)])).toBe(false);
  expect(readinessOf(months, undefined).isReady).toBe(false);
});
