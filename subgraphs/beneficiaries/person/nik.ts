import { isCalendarDay, isDigits } from '../../../shared/intake';

/** Digits of a NIK and of a KK number. */
const LENGTH = 16;
/** Women have 40 added to the day of birth. */
const FEMALE_OFFSET = 40;

/** What the digits of a NIK say (PP 40/2019 art. 30): place of first registration, birth date, sex. */
export interface NikParts {
  /** Kecamatan of first registration; it never changes with a move. */
  readonly districtCode: string;
  readonly day: number;
  readonly month: number;
  /** Two digits; the century is not in the NIK. */
  readonly year: number;
  readonly sex: 'MALE' | 'FEMALE';
}

/** The rule a number breaks, or what it says. */
export type NikReading = { readonly broken: 'N1' | 'N2' | 'N3' } | { readonly parts: NikParts };

/**
 * Reads a NIK `PPKKCC DDMMYY SSSS`: N1 sixteen digits, N2 a date of the calendar after taking 40 from a woman's day, N3 a
 * serial other than 0000. There is no check digit. Without a known century 29 February counts as a date if it is one in
 * either.
 */
export function readNik(nik: string): NikReading {
  if (nik.length !== LENGTH || !isDigits(nik)) return { broken: 'N1' };
  const coded = Number(nik.slice(6, 8));
  const day = coded > FEMALE_OFFSET ? coded - FEMALE_OFFSET : coded;
  const month = Number(nik.slice(8, 10));
  const year = Number(nik.slice(10, 12));
  if (!isDateInSomeCentury(year, month, day)) return { broken: 'N2' };
  if (nik.endsWith('0000')) return { broken: 'N3' };
  const sex = coded > FEMALE_OFFSET ? 'FEMALE' : 'MALE';
  return { parts: { districtCode: nik.slice(0, 6), day, month, year, sex } };
}

/** The rule a KK number breaks: 16 digits, an issue date (no 40 added), a serial other than 0000. */
export function brokenKkRule(kk: string): 'KK1' | 'KK2' | 'KK3' | undefined {
  if (kk.length !== LENGTH || !isDigits(kk)) return 'KK1';
  const [day, month, year] = [kk.slice(6, 8), kk.slice(8, 10), kk.slice(10, 12)].map(Number);
  if (!isDateInSomeCentury(year ?? 0, month ?? 0, day ?? 0)) return 'KK2';
  return kk.endsWith('0000') ? 'KK3' : undefined;
}

/**
 * N5: the birth date in a NIK, `YYYY-MM-DD`, its century chosen so that the person is not born after `onDay`. For a person
 * over a hundred that is wrong, which is why the date is noted as assumed.
 */
export function birthDateOf({ day, month, year }: NikParts, onDay: string): string {
  const date = (century: number) => `${century + year}-${two(month)}-${two(day)}`;
  return date(2000) <= onDay && isCalendarDay(2000 + year, month, day) ? date(2000) : date(1900);
}

/** N6: whether a NIK's date and sex are those declared; the century of the declared date is taken. */
export function agrees(
  parts: NikParts,
  declared: { readonly birthDate: string; readonly sex: string | null },
): boolean {
  const { birthDate, sex } = declared;
  const written = `${two(parts.year)}-${two(parts.month)}-${two(parts.day)}`;
  return birthDate.slice(2) === written && (sex === null || sex === parts.sex);
}

function isDateInSomeCentury(year: number, month: number, day: number): boolean {
  return isCalendarDay(1900 + year, month, day) || isCalendarDay(2000 + year, month, day);
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
