import { isCalendarDay, isDigits } from '../../../shared/intake';

/**
 * The rule that makes a text no family card number (6 digits district, 6 digits day of issue DDMMYY without the 40 of a
 * NIK, 4 digits serial): KK1 not 16 digits, KK2 no such date, KK3 serial 0000.
 */
export function kkDefect(text: string): 'KK1' | 'KK2' | 'KK3' | undefined {
  if (text.length !== 16 || !isDigits(text)) return 'KK1';
  const [day, month, year] = [text.slice(6, 8), text.slice(8, 10), text.slice(10, 12)].map(Number);
  if (!isCalendarDay((year ?? 0) % 4 === 0 ? 2000 : 2001, month ?? 0, day ?? 0)) return 'KK2';
  return text.endsWith('0000') ? 'KK3' : undefined;
}
