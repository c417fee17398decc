import type { Cells, Counted, Numbers } from '../engine/cells';
import { NO_CONTRIBUTIONS, mergeContributions } from '../protection/magnitude';
import type { Contributions } from '../protection/magnitude';
import { codeColumn, sumByCell } from './grouping';
import type { CodedColumn, Grouping } from './grouping';
import type { Category } from './request';

/** What an engine answered once, its groups as numbers. */
export interface Reading {
  readonly cells: Cells;
  readonly columns: readonly CodedColumn[];
}

export function toReading(cells: Cells): Reading {
  return { cells, columns: cells.groups.map(codeColumn) };
}

/** The cells at one level of each coordinate, before protection. */
export class Node {
  private readonly numbers = new Map<string, ArrayLike<number>>();
  private index: ReadonlyMap<string, number> | undefined;
  private summed: Cells | undefined;

  /**
   * @param columns of the reading: those the levels are grouped by, coordinate after coordinate
   * @param isWhole whether each row of the reading is a cell
   */
  constructor(
    readonly reading: Reading,
    private readonly columns: readonly number[],
    private readonly grouping: Grouping,
    private readonly isWhole: boolean,
  ) {}

  get size(): number {
    return this.grouping.cells;
  }

  /** The values of the levels' columns. */
  keyOf(cell: number): Category[] {
    const row = this.grouping.rowOf[cell] ?? 0;
    return this.columns.map((column) => this.reading.cells.groups[column]?.[row] ?? '');
  }

  /** One of the levels' columns, a number for each cell. */
  column(place: number): CodedColumn {
    const { codes, categories } = this.reading.columns[this.columns[place] ?? -1] ?? codeColumn([]);
    return { codes: this.isWhole ? codes : this.grouping.rowOf.map((row) => codes[row] ?? 0), categories };
  }

  /** Units of each cell that one of the counts counts; of a quantile those in some band. */
  unitsOf(count: string): ArrayLike<number> {
    const known = this.numbers.get(count);
    if (known) return known;
    const { counts, bands } = this.reading.cells;
    const n = counts[count]?.n ?? sumOfBands(bands[count] ?? []);
    const units = this.isWhole ? n : sumByCell(this.grouping, n);
    this.numbers.set(count, units);
    return units;
  }

  /** Everything that is counted and summed up. */
  get cells(): Cells {
    this.summed ??= this.isWhole ? this.reading.cells : addUp(this.reading.cells, this.grouping);
    return this.summed;
  }

  /**
   * The cell of another node each of these lies in; -1 for one that lies in none.
   * @param kept which values of the key the other's keys have
   */
  holdersIn(upper: Node, kept: readonly number[]): Int32Array {
    if (upper.reading === this.reading) {
      const [{ rowOf }, { cellOf }] = [this.grouping, upper.grouping];
      const holders = new Int32Array(rowOf.length);
      for (let cell = 0; cell < holders.length; cell += 1) holders[cell] = cellOf[rowOf[cell] ?? 0] ?? -1;
      return holders;
    }
    return Int32Array.from({ length: this.size }, (_, cell) => {
      const key = this.keyOf(cell);
      return upper.find(kept.map((place) => key[place] ?? '')) ?? -1;
    });
  }

  private find(key: readonly Category[]): number | undefined {
    this.index ??= new Map(Array.from({ length: this.size }, (_, cell) => [textOf(this.keyOf(cell)), cell]));
    return this.index.get(textOf(key));
  }
}

/** Each unit is in one band. */
function sumOfBands(bands: readonly { readonly n: Numbers }[]): Numbers {
  const [first, ...others] = bands;
  return Float64Array.from(first?.n ?? [], (n, row) => others.reduce((sum, band) => sum + (band.n[row] ?? 0), n));
}

const textOf = (key: readonly Category[]): string => key.join('\u001f');

/** Adds rows up to cells. */
function addUp(cells: Cells, grouping: Grouping): Cells {
  const sum = (values: Numbers) => sumByCell(grouping, values);
  const counted = ({ n, keys }: Counted) => ({
    n: sum(n),
    keys: sum(keys),
  });
  return {
    rows: grouping.cells,
    groups: [],
    counts: mapValues(cells.counts, counted),
    bands: mapValues(cells.bands, (bands) => bands.map(counted)),
    sums: mapValues(cells.sums, (column) => ({
      total: sum(column.total),
      keys: sum(column.keys),
      ...largest(column, grouping),
    })),
  };
}

/** The two largest contributions to each cell, out of the two largest of each of its rows. */
function largest(
  { x1, r1, x2, r2 }: Cells['sums'][string],
  { cells, cellOf }: Grouping,
): Readonly<Record<keyof Contributions, number[]>> {
  const found = new Array<Contributions>(cells).fill(NO_CONTRIBUTIONS);
  for (const [row, cell] of cellOf.entries()) {
    if (cell < 0) continue;
    const own = { x1: x1[row] ?? 0, r1: r1[row] ?? 0, x2: x2[row] ?? 0, r2: r2[row] ?? 0 };
    found[cell] = mergeContributions(found[cell] ?? NO_CONTRIBUTIONS, own);
  }
  const column = (of: keyof Contributions) => found.map((each) => each[of]);
  return { x1: column('x1'), r1: column('r1'), x2: column('x2'), r2: column('r2') };
}

/** A record with each value replaced. */
export function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
