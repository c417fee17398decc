import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The vectors beside this file; where they come from says `fixtures/README.md`. */
const FIXTURES = join(__dirname, 'fixtures');

function read(name: string): string {
  return readFileSync(join(FIXTURES, name), 'utf8');
}

/** n, ckey, pvalue and what is published, null where it is suppressed. */
export type CellVector = readonly [number, number, number, number | null];

export interface OnsVectors {
  readonly micro_sha256: string;
  readonly ptable_sha256: string;
  /** Record key, var1, var2, var8. */
  readonly rows100: readonly (readonly [number, number, number, string])[];
  /** By the names of its variables, then by their categories. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, CellVector>>>>;
  /** var1, var5, var8, n, ckey, pcv, pvalue, published. */
  readonly full_var1_var5_var8: readonly (readonly [
    number,
    number,
    string,
    number,
    number,
    number,
    number,
    number | null,
  ])[];
}

export interface Ks105Vectors {
  readonly ptable_sha256: string;
  /** n, ckey, pcv, pvalue, published. */
  readonly vectors: readonly (readonly [number, number, number, number, number | null])[];
  /** Unit id, record key of 256, of 4096. */
  readonly rkeys: readonly (readonly [string, number, number])[];
  /** Unit, amount, key. */
  readonly cells: Readonly<Record<'A' | 'B', readonly (readonly [string, number, number])[]>>;
}

export function readOnsVectors(): OnsVectors {
  return JSON.parse(read('cell-key-ons.json'));
}

export function readKs105Vectors(): Ks105Vectors {
  return JSON.parse(read('cell-key-ks10-5.json'));
}

/** The microdata as it was written. */
export function readOnsMicrodata(): string {
  return read('cell-key-ons-microdata.csv');
}

/** Header and lines of a CSV without quotes. */
export function rowsOf(csv: string): Record<string, string>[] {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])));
}

/** The table of 200 cells ONS makes of the microdata. */
export function readOnsCells(): Record<string, string>[] {
  return rowsOf(read('cell-key-ons-expected-200-cells.csv'));
}
