import { CodedError } from '../../../shared/errors';
import { findPeriod, periodOn, today } from '../pkh/period';

/**
 * The month a reading is for.
 * @param now the day it is written down
 * @throws CodedError BAD_USER_INPUT for what is no month, and for one that has not begun
 */
export function readMonth(name: string, now: string = today()): string {
  const month = findPeriod(name);
  if (month?.kind !== 'MONTH') throw new CodedError('BAD_USER_INPUT', { reason: 'a month looks like 2026-07' });
  if (month.name > periodOn(now, 'MONTH').name) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'the month has not begun' });
  }
  return month.name;
}

/** @throws CodedError BAD_USER_INPUT for a number below the least that makes sense */
export function readNumber(value: number, what: string, atLeast = 0): number {
  if (value >= atLeast) return value;
  throw new CodedError('BAD_USER_INPUT', { reason: `${what} is at least ${atLeast}` });
}

/** The month before one, as `YYYY-MM`. */
export function monthBefore(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return number === '01' ? `${Number(year) - 1}-12` : `${year}-${String(Number(number) - 1).padStart(2, '0')}`;
}
