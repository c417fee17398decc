import { CodedError } from '../errors';

/** Largest cell of a registry file, in characters; more is a broken file, not data. */
export const MAX_CELL = 65_536;
/** No layout has nearly as many columns; a row without end must not fill the memory. */
const MAX_CELLS = 1_000;

const QUOTE = 34;
const COMMA = 44;
const NEWLINE = 10;
const RETURN = 13;

/**
 * Splits comma separated text (RFC 4180) into rows, a chunk at a time. Strict: what a lenient reader would guess at is an
 * error here, since a wrong guess moves every later cell of a person's record.
 *
 * Not csv-parse: that reads character by character, seven times slower than the search for the next separator here, and
 * cannot say in which row a file stops being UTF-8. A property test holds the two against each other.
 */
export class CsvRows {
  /** Rows seen so far, the header included: the number of the last complete row. */
  count = 0;
  private text = '';
  private at = 0;
  private width: number | undefined;
  private blanks = 0;

  /** The rows that became complete. */
  push(chunk: string): string[][] {
    this.text = this.at < this.text.length ? this.text.slice(this.at) + chunk : chunk;
    this.at = 0;
    return this.take(false);
  }

  /** The last row, if the text does not end with a line break. */
  end(): string[][] {
    return this.take(true);
  }

  private take(isLast: boolean): string[][] {
    const rows: string[][] = [];
    while (this.at < this.text.length) {
      const row = this.row(isLast);
      if (!row) break;
      if (row.length === 1 && row[0] === '') this.blanks += 1;
      else rows.push(this.checked(row));
    }
    return rows;
  }

  /** Blank lines are tolerated at the end of a file only. */
  private checked(row: string[]): string[] {
    this.width ??= row.length;
    if (this.blanks > 0) this.ragged(1);
    if (row.length !== this.width) this.ragged(row.length);
    this.count += 1;
    return row;
  }

  private ragged(found: number): never {
    throw new CodedError('ROW_RAGGED', { row: this.count + 1, found, expected: this.width ?? MAX_CELLS });
  }

  /** The row that starts at `at`; undefined, and nothing moved, while its end has not come yet. */
  private row(isLast: boolean): string[] | undefined {
    const { text } = this;
    let lineEnd = this.lineEndAfter(this.at);
    const cells: string[] = [];
    let at = this.at;
    for (;;) {
      const cell = text.charCodeAt(at) === QUOTE ? this.quoted(at, isLast) : this.plain(at, lineEnd, isLast);
      if (cell === undefined) return undefined;
      cells.push(cell.value);
      if (cells.length > MAX_CELLS) this.ragged(cells.length);
      at = cell.end;
      if (text.charCodeAt(at) !== COMMA) break;
      at += 1;
      // A line feed inside quotes was not the end.
      if (at > lineEnd) lineEnd = this.lineEndAfter(at);
    }
    this.at = at + 1;
    return cells;
  }

  private lineEndAfter(at: number): number {
    const newline = this.text.indexOf('\n', at);
    return newline < 0 ? this.text.length : newline;
  }

  /** A cell without quotes; its end is the place of the comma or line feed behind it. */
  private plain(start: number, lineEnd: number, isLast: boolean): { value: string; end: number } | undefined {
    const { text } = this;
    const comma = text.indexOf(',', start);
    const isInner = comma >= 0 && comma < lineEnd;
    const end = isInner ? comma : lineEnd;
    this.checkSize(end - start);
    if (!isInner && end === text.length && !isLast) return undefined;
    const value = text.slice(start, !isInner && text.charCodeAt(end - 1) === RETURN && end > start ? end - 1 : end);
    if (value.includes('"')) throw new CodedError('QUOTE_BROKEN', { row: this.count + 1 });
    return { value, end };
  }

  private quoted(start: number, isLast: boolean): { value: string; end: number } | undefined {
    const { text } = this;
    let close = start;
    let isDoubled = false;
    for (;;) {
      close = text.indexOf('"', close + 1);
      this.checkSize((close < 0 ? text.length : close) - start);
      if (close < 0) return this.unfinished(isLast);
      if (text.charCodeAt(close + 1) !== QUOTE) break;
      isDoubled = true;
      close += 1;
    }
    let end = close + 1;
    if (text.charCodeAt(end) === RETURN) end += 1;
    const next = text.charCodeAt(end);
    if (end >= text.length && !isLast) return undefined;
    if (end < text.length && next !== NEWLINE && (next !== COMMA || end !== close + 1)) this.unfinished(true);
    const value = text.slice(start + 1, close);
    return { value: isDoubled ? value.replaceAll('""', '"') : value, end };
  }

  private unfinished(isLast: boolean): undefined {
    if (isLast) throw new CodedError('QUOTE_BROKEN', { row: this.count + 1 });
    return undefined;
  }

  private checkSize(size: number): void {
    if (size > MAX_CELL) throw new CodedError('FIELD_TOO_LARGE', { row: this.count + 1, max: MAX_CELL });
  }
}
