import { at } from './random';

/** A calendar day as days since 1970-01-01: no clock, no time zone. */
export type Day = number;

/** Year, month (1-12) and day of the month (1-31). */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const FIRST_CACHED = -30_000;
const texts: string[] = [];

/** The day of a date; a day beyond the end of its month runs on into the next (proleptic Gregorian calendar). */
export function dayFrom(year: number, month: number, day: number): Day {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date of a day. */
export function dateOf(day: Day): CalendarDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

/** `YYYY-MM-DD`. */
export function isoOf(day: Day): string {
  const slot = day - FIRST_CACHED;
  const known = texts[slot];
  if (known !== undefined) return known;
  const { year, month, day: dayOfMonth } = dateOf(day);
  const text = `${String(year).padStart(4, '0')}-${pad2(month)}-${pad2(dayOfMonth)}`;
  if (slot >= 0) texts[slot] = text;
  return text;
}

/** The day of a `YYYY-MM-DD` text, or undefined when it is no date of the calendar. */
export function dayOfIso(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  const value = dayFrom(year, month, day);
  return isoOf(value) === text ? value : undefined;
}

/** Completed years of life on a day. */
export function ageOn(today: Day, birth: Day): number {
  const now = dateOf(today);
  const then = dateOf(birth);
  const passed = now.month > then.month || (now.month === then.month && now.day >= then.day);
  return now.year - then.year - (passed ? 0 : 1);
}

/** First and last birth day of a person who has completed `age` years on a day. */
export function birthsOfAge(today: Day, age: number): readonly [first: Day, last: Day] {
  const { year, month, day } = dateOf(today);
  return [dayFrom(year - age - 1, month, day) + 1, dayFrom(year - age, month, day)];
}

/** Two digits with a leading zero. */
export function pad2(value: number): string {
  return at(TWO_DIGITS, value);
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
