import { CodedError } from '../errors';

/** Today where the ministry works, in SQL. */
export const TODAY = `(now() AT TIME ZONE 'Asia/Jakarta')::date`;

/** The same as YYYY-MM-DD. */
export function today(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** A day of an input, which is a Date at midnight UTC, as YYYY-MM-DD. */
export function dayOf(day: Date): string {
  return day.toISOString().slice(0, 10);
}

/** The day some days after another; both YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * A day that has come already.
 * @throws CodedError BAD_USER_INPUT
 */
export function readPastDay(what: string, day: Date): string {
  const read = dayOf(day);
  if (read > today()) throw new CodedError('BAD_USER_INPUT', { reason: `${what} lies in the future` });
  return read;
}

/**
 * A day still to come.
 * @throws CodedError BAD_USER_INPUT
 */
export function readFutureDay(what: string, day: Date): string {
  const read = dayOf(day);
  if (read <= today()) throw new CodedError('BAD_USER_INPUT', { reason: `${what} is past` });
  return read;
}
