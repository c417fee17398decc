import { isCalendarDay, isDigits } from '../../../shared/intake';

/**
 * The NIK: 16 digits `PPKKCC DDMMYY SSSS` (district of first registration, birth date, serial; women have 40 added to the
 * day). It has no check digit and stays for life even when the birth date in it is wrong (PP 40/2019 art. 30(2)), so what
 * disagrees with it is a finding, never a correction.
 */
export interface Nik {
  /** Kemendagri code of the district of first registration, 6 digits. */
  readonly district: string;
  readonly day: number;
  readonly month: number;
  /** Two digits; the century is not part of a NIK. */
  readonly year: number;
  readonly sex: 'MALE' | 'FEMALE';
}

/** Added to the day of birth of a woman. */
const WOMAN = 40;

/** The rule that makes a text no NIK: N1 not 16 digits, N2 no such date, N3 serial 0000. */
export function nikDefect(text: string): 'N1' | 'N2' | 'N3' | undefined {
  if (text.length !== 16 || !isDigits(text)) return 'N1';
  const { day, month, year } = partsOf(text);
  // A year of two digits is a leap year in one of its two centuries when four divides it (2000 was one).
  if (!isCalendarDay(year % 4 === 0 ? 2000 : 2001, month, day)) return 'N2';
  return text.endsWith('0000') ? 'N3' : undefined;
}

/** What a NIK says. The text must have passed `nikDefect`. */
export function partsOf(text: string): Nik {
  const day = Number(text.slice(6, 8));
  return {
    district: text.slice(0, 6),
    day: day > WOMAN ? day - WOMAN : day,
    month: Number(text.slice(8, 10)),
    year: Number(text.slice(10, 12)),
    sex: day > WOMAN ? 'FEMALE' : 'MALE',
  };
}

/**
 * Rule N5: the birth date a NIK stands for, `YYYY-MM-DD`. The century is the one that fits the declared date; without one,
 * a year later than the current one lies in the last century.
 */
export function birthDateOf(nik: Nik, declared: string | null, today: string): string | undefined {
  const century = declared === null ? centuryBefore(nik.year, today) : Number(declared.slice(0, 2)) * 100;
  const year = century + nik.year;
  // 29 February of a year of two digits may not exist in the century chosen.
  if (!isCalendarDay(year, nik.month, nik.day)) return undefined;
  return `${year}-${pad(nik.month)}-${pad(nik.day)}`;
}

function centuryBefore(year: number, today: string): number {
  const current = Number(today.slice(0, 4));
  const century = current - (current % 100);
  return year > current % 100 ? century - 100 : century;
}

/** Rule N6: whether NIK and declaration disagree; unknown on either side is no disagreement. */
export function disagrees(nik: Nik, declared: { readonly birthDate: string | null; readonly sex: string | null }): {
  readonly date: boolean;
  readonly sex: boolean;
} {
  const { birthDate, sex } = declared;
  const date = birthDate !== null && birthDate.slice(2) !== `${pad(nik.year)}-${pad(nik.month)}-${pad(nik.day)}`;
  return { date, sex: sex !== null && sex !== nik.sex };
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
