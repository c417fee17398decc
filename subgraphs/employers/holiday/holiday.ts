/** Why nobody works on a day. */
export const HOLIDAY_KINDS = {
  LIBUR_NASIONAL: 'Hari libur nasional.',
  CUTI_BERSAMA: 'Cuti bersama: joint leave, for civil servants; optional for private employers.',
} as const;
export type HolidayKind = keyof typeof HOLIDAY_KINDS;

/** How well a day is known. */
export const HOLIDAY_CONFIDENCES = {
  SECONDARY: 'Of a decree, as others tell of it.',
  UNCERTAIN: 'Reckoned: the decree is not at hand.',
} as const;
export type HolidayConfidence = keyof typeof HOLIDAY_CONFIDENCES;

/** A day on which nobody works, by decree. */
export interface HolidayRow {
  readonly day: string;
  readonly name: string;
  readonly kind: HolidayKind;
  readonly legalRef: string | null;
  readonly confidence: HolidayConfidence;
}

/** Longer than any run of days on which nobody works. */
const LONGEST_REST = 30;

/**
 * The day some working days after another, in SQL: Monday to Friday without the days of `public_holiday`, the first of them the
 * day after. Of a year without a decree only the weekends are known.
 * @param day a date expression
 * @param days an integer expression, above zero
 */
export function workingDaysAfter(day: string, days: string): string {
  return `(SELECT d::date FROM generate_series(${day} + 1, ${day} + 2 * ${days} + ${LONGEST_REST}, interval '1 day') d
    WHERE extract(isodow FROM d) < 6 AND NOT EXISTS (SELECT FROM public_holiday h WHERE h.day = d::date)
    ORDER BY d OFFSET ${days} - 1 LIMIT 1)`;
}
