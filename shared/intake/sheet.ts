import type { FieldCipher } from '../database';
import { CodedError } from '../errors';
import { openCsvText } from './csv-source';
import { layoutOf } from './detect';
import type { HeaderForm } from './detect';
import type { Reject } from './rejects-file';
import { Row } from './row';
import { CELL_RULES } from './rule';
import type { RuleTable } from './rule';

/** A small file somebody hands in with a request: read by the rules of registry files, judged row by row, kept in memory. */
export interface Sheet<Column extends string, Content> extends HeaderForm {
  readonly columns: readonly Column[];
  readonly optional?: readonly Column[];
  /** The column with the sender's key of a row; each key once (C3). */
  readonly key: Column;
  /** Whether a text may stand as a key, and so be told in a report. */
  readonly isKey: (text: string) => boolean;
  /** The sheet's own rules; CELL_RULES are known already. */
  readonly rules: RuleTable;
  /** Rows it takes at most. */
  readonly maxRows: number;
  /** What a row says; ignored when the row was rejected meanwhile. */
  readonly read: (row: Row<Column>) => Content;
}

/** A row that breaks no rule so far. */
export interface SheetRow<Content> {
  /** The file's row; the header is row 1. */
  readonly number: number;
  readonly key: string;
  readonly content: Content;
}

/** A sheet and what is wrong with it. */
export interface JudgedSheet<Column extends string, Content> {
  /** SHA-256 of the text, hex. */
  readonly hash: string;
  readonly read: number;
  accepted(): readonly SheetRow<Content>[];
  /** By row, the first broken rule of each first. */
  rejected(): readonly Reject[];
  /** Rejects what was accepted so far and breaks a further rule. */
  gate(rule: string, column: Column, isBroken: (row: SheetRow<Content>) => boolean): void;
}

/**
 * Reads a sheet and holds its rows against the rules that need nothing but the row, and against C3.
 * @throws CodedError FILE_EMPTY, ENCODING_INVALID, QUOTE_BROKEN, ROW_RAGGED, FIELD_TOO_LARGE, LAYOUT_UNKNOWN, COLUMN_MISSING,
 *   COLUMN_UNKNOWN, COLUMN_DUPLICATE, BAD_USER_INPUT for too many rows
 */
export async function judgeSheet<Column extends string, Content>(
  text: string,
  sheet: Sheet<Column, Content>,
  cipher: FieldCipher,
): Promise<JudgedSheet<Column, Content>> {
  const source = await openCsvText(sheet.name, text);
  try {
    layoutOf(source.header, [sheet]);
    const judged = new Judged(sheet, new Row<Column>(source.header, cipher));
    for await (const batch of source.batches()) for (const cells of batch) judged.add(cells);
    if (judged.read === 0) throw new CodedError('FILE_EMPTY');
    judged.hash = source.hash();
    judged.gate('C3', sheet.key, firstOfKeys());
    return judged;
  } finally {
    source.close();
  }
}

/** Tells of rows whose key came before. */
function firstOfKeys(): (row: { readonly key: string }) => boolean {
  const seen = new Set<string>();
  return ({ key }) => seen.size === seen.add(key).size;
}

class Judged<Column extends string, Content> implements JudgedSheet<Column, Content> {
  read = 0;
  hash = '';
  private rows: SheetRow<Content>[] = [];
  private readonly defects: Reject[] = [];
  private readonly rules: RuleTable;

  constructor(
    private readonly sheet: Sheet<Column, Content>,
    private readonly row: Row<Column>,
  ) {
    this.rules = { ...CELL_RULES, ...sheet.rules };
  }

  add(cells: readonly string[]): void {
    const { sheet, row } = this;
    if (this.read === sheet.maxRows) {
      throw new CodedError('BAD_USER_INPUT', { reason: `a file takes at most ${sheet.maxRows} rows` });
    }
    this.read += 1;
    const number = this.read + 1;
    row.load(number, cells);
    const key = row.required(sheet.key) ?? '';
    const content = sheet.read(row);
    if (row.rejected.length === 0) this.rows.push({ number, key, content });
    for (const defect of row.rejected) {
      const [rule = '', column = ''] = defect.split(':');
      this.reject({ number, key }, rule, column);
    }
  }

  accepted(): readonly SheetRow<Content>[] {
    return this.rows;
  }

  rejected(): readonly Reject[] {
    return [...this.defects].sort((one, other) => one.row - other.row);
  }

  gate(rule: string, column: Column, isBroken: (row: SheetRow<Content>) => boolean): void {
    this.rows = this.rows.filter((row) => {
      const broken = isBroken(row);
      if (broken) this.reject(row, rule, column);
      return !broken;
    });
  }

  private reject({ number, key }: { number: number; key: string }, rule: string, field: string): void {
    const identifier = this.sheet.isKey(key) ? key : '';
    this.defects.push({ row: number, identifier, field, rule, reason: this.rules[rule]?.words ?? rule });
  }
}
