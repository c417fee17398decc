import type { CopyCell, FieldCipher } from '../database';

/** Longest text a registry column takes, in characters. */
const MAX_TEXT = 500;

/**
 * One row of a registry file while it is read: cells by column name, the checks every layout needs, and what is wrong with
 * it. A check that fails notes the rule and returns null; the row then goes to quarantine, whatever `read` returns.
 * One object serves all rows of a file.
 */
export class Row<Column extends string = string> {
  /** The file's row; the header is row 1, so the first record is row 2. */
  number = 1;
  /** `RULE:column` of each broken rule. */
  readonly rejected: string[] = [];
  readonly warned: string[] = [];
  private cells: readonly string[] = [];
  private readonly places: Readonly<Record<string, number>>;
  private readonly memory = new Map<string, { text: string; result: string }>();

  /** @param header the columns in the order of the file */
  constructor(
    header: readonly string[],
    private readonly cipher: FieldCipher,
  ) {
    this.places = Object.fromEntries(header.map((column, place) => [column, place]));
  }

  /** Moves on to the next row. */
  load(number: number, cells: readonly string[]): void {
    this.number = number;
    this.cells = cells;
    this.rejected.length = 0;
    this.warned.length = 0;
  }

  /** The row breaks a rule that keeps it out. */
  reject(rule: string, column: Column): null {
    this.rejected.push(`${rule}:${column}`);
    return null;
  }

  /** The row is admitted with a finding. */
  warn(rule: string, column: Column): void {
    this.warned.push(`${rule}:${column}`);
  }

  /** The text of a cell, trimmed; empty when unknown. */
  text(column: Column): string {
    const place = this.places[column];
    return place === undefined ? '' : (this.cells[place] ?? '').trim();
  }

  /** A text that may be unknown. */
  optional(column: Column): string | null {
    const text = this.text(column);
    if (text === '') return null;
    return text.length > MAX_TEXT ? this.reject('C2', column) : text;
  }

  /** A text that must be there (C1). */
  required(column: Column): string | null {
    return this.optional(column) ?? (this.text(column) === '' ? this.reject('C1', column) : null);
  }

  /** A whole number within bounds (C2), or unknown. */
  integer(column: Column, min: number, max: number): number | null {
    const text = this.text(column);
    if (text === '') return null;
    const value = isDigits(text) && text.length < 16 ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : this.reject('C2', column);
  }

  /** A number with decimals within bounds (C2), or unknown; its text, so that no digit is lost. */
  decimal(column: Column, min: number, max: number): string | null {
    const text = this.text(column);
    if (text === '') return null;
    const value = /^-?\d{1,12}(\.\d{1,12})?$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? text : this.reject('C2', column);
  }

  /** A day of the calendar as `YYYY-MM-DD` (C2), or unknown. */
  date(column: Column): string | null {
    const text = this.text(column);
    if (text === '') return null;
    return isDay(text) ? text : this.reject('C2', column);
  }

  /** The word a code stands for (C2 when the table lacks it), or unknown. */
  coded<Word extends CopyCell>(column: Column, table: Readonly<Record<string, Word>>): Word | null {
    const text = this.text(column);
    if (text === '') return null;
    const word = Object.hasOwn(table, text) ? table[text] : undefined;
    return word ?? this.reject('C2', column);
  }

  /** A word of a list as it stands (C2 when the list lacks it), or unknown. */
  oneOf(column: Column, words: readonly string[]): string | null {
    const text = this.text(column);
    if (text === '') return null;
    return words.includes(text) ? text : this.reject('C2', column);
  }

  /** Words separated by `|` as a PostgreSQL array literal; any plain word, or those of a list (C2 otherwise). */
  list(column: Column, words?: readonly string[]): string | null {
    const text = this.text(column);
    if (text === '') return '{}';
    const items = text.split('|');
    const fits = items.every((item) => (words ? words.includes(item) : /^[\w:.-]{1,60}$/.test(item)));
    return fits ? `{"${items.join('","')}"}` : this.reject('C2', column);
  }

  /** `1` is true, `0` or empty false (C2 otherwise). */
  flag(column: Column): 'true' | 'false' | null {
    const text = this.text(column);
    if (text === '1') return 'true';
    return text === '' || text === '0' ? 'false' : this.reject('C2', column);
  }

  /** The value if it is known, else the column is to blame (C1). */
  needed<Value extends CopyCell>(column: Column, value: Value | null): Value | null {
    return value === null && this.text(column) === '' ? this.reject('C1', column) : value;
  }

  /** Encrypts a text. Rows of one family follow each other, so the last result of each kind of index is kept. */
  seal(text: string): string {
    return this.cipher.seal(text);
  }

  /** The blind index of a text, for equality. */
  index(use: string, text: string): string {
    return this.remembered(`index ${use}`, text, () => this.cipher.index(use, text));
  }

  /** The public id of a sender's key. */
  publicId(kind: string, sourceKey: string): string {
    return this.remembered(`id ${kind}`, sourceKey, () => this.cipher.publicId(kind, sourceKey));
  }

  /** The public id of the sender's key in a cell, or unknown. */
  reference(kind: string, column: Column): string | null {
    const text = this.text(column);
    return text === '' ? null : this.publicId(kind, text);
  }

  private remembered(what: string, text: string, make: () => string): string {
    const last = this.memory.get(what);
    if (last?.text === text) return last.result;
    const result = make();
    this.memory.set(what, { text, result });
    return result;
  }
}

/** Whether a text is digits only; a loop, since it runs for every coded cell of a file. */
export function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return text.length > 0;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a day of the calendar from 1850 on, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8)];
  if (!isDigits(year) || !isDigits(month) || !isDigits(day)) return false;
  return Number(year) >= 1850 && isCalendarDay(Number(year), Number(month), Number(day));
}

/** Whether a month of a year has a day. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  const last = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (DAYS[month - 1] ?? 0);
  return day >= 1 && day <= last;
}
