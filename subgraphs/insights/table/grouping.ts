import type { Category } from './request';

/** A column of categories, as numbers. */
export interface CodedColumn {
  /** A number for each row, below the count of categories. */
  readonly codes: Int32Array;
  readonly categories: readonly Category[];
}

/** Rows put together: those alike in some columns are one cell. */
export interface Grouping {
  readonly cells: number;
  /** The cell of each row; -1 for one that is in none. */
  readonly cellOf: Int32Array;
  /** A row of each cell. */
  readonly rowOf: Int32Array;
}

/** A table of this many places is looked up in directly. */
const MOST_PLACES = 1 << 22;
const NO_CELL = -1;

/** Numbers the categories of a column in the order they come. */
export function codeColumn(values: readonly Category[]): CodedColumn {
  const codes = new Int32Array(values.length);
  const known = new Map<Category, number>();
  for (const [row, value] of values.entries()) {
    let code = known.get(value);
    if (code === undefined) {
      code = known.size;
      known.set(value, code);
    }
    codes[row] = code;
  }
  return { codes, categories: [...known.keys()] };
}

function numbersBelow(count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let number = 0; number < count; number += 1) numbers[number] = number;
  return numbers;
}

/** The grouping in which each row is a cell. */
export function eachRow(rows: number): Grouping {
  const all = numbersBelow(rows);
  return { cells: rows, cellOf: all, rowOf: all };
}

/**
 * Groups rows by columns, column after column, so that no number grows beyond cells times categories.
 * @param isKept 1 for a row that is in some cell; without it all are
 */
export function groupRows(rows: number, columns: readonly CodedColumn[], isKept?: Uint8Array): Grouping {
  const cellOf = new Int32Array(rows);
  if (isKept) for (let row = 0; row < rows; row += 1) if (isKept[row] === 0) cellOf[row] = NO_CELL;
  const isEmpty = cellOf.every((cell) => cell === NO_CELL);
  let cells = isEmpty ? 0 : 1;
  for (const column of columns) cells = refine(cellOf, cells, column);
  const rowOf = new Int32Array(cells).fill(NO_CELL);
  for (let row = 0; row < rows; row += 1) {
    const cell = cellOf[row] ?? NO_CELL;
    if (cell >= 0 && rowOf[cell] === NO_CELL) rowOf[cell] = row;
  }
  return { cells, cellOf, rowOf };
}

/** Splits cells by one more column; returns how many there are. */
function refine(cellOf: Int32Array, cells: number, column: CodedColumn): number {
  const places = cells * column.categories.length;
  return places <= MOST_PLACES ? refineByTable(cellOf, places, column) : refineByMap(cellOf, column);
}

/** One loop without a call: it runs for each row, column and level of every table. */
function refineByTable(cellOf: Int32Array, places: number, { codes, categories }: CodedColumn): number {
  const width = categories.length;
  const numbers = new Int32Array(places).fill(NO_CELL);
  let next = 0;
  for (let row = 0; row < cellOf.length; row += 1) {
    const cell = cellOf[row] ?? NO_CELL;
    if (cell === NO_CELL) continue;
    const place = cell * width + (codes[row] ?? 0);
    let number = numbers[place] ?? NO_CELL;
    if (number === NO_CELL) {
      number = next;
      numbers[place] = number;
      next += 1;
    }
    cellOf[row] = number;
  }
  return next;
}

function refineByMap(cellOf: Int32Array, { codes, categories }: CodedColumn): number {
  const numbers = new Map<number, number>();
  for (const [row, cell] of cellOf.entries()) {
    if (cell === NO_CELL) continue;
    const place = cell * categories.length + (codes[row] ?? 0);
    const number = numbers.get(place) ?? numbers.size;
    numbers.set(place, number);
    cellOf[row] = number;
  }
  return numbers.size;
}

/** Sums of a column by cell. */
export function sumByCell({ cells, cellOf }: Grouping, values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(cells);
  for (let row = 0; row < cellOf.length; row += 1) {
    const cell = cellOf[row] ?? NO_CELL;
    if (cell >= 0) sums[cell] = (sums[cell] ?? 0) + (values[row] ?? 0);
  }
  return sums;
}

/** Cells in the order of their categories, the first column first: a stable counting sort, from the last column on. */
export function orderBy(cells: number, columns: readonly CodedColumn[]): Int32Array {
  let order = numbersBelow(cells);
  for (const { codes, categories } of [...columns].reverse()) {
    const ranks = ranksOf(categories);
    const starts = new Int32Array(categories.length + 1);
    for (const cell of order) {
      const after = (ranks[codes[cell] ?? 0] ?? 0) + 1;
      starts[after] = (starts[after] ?? 0) + 1;
    }
    for (let rank = 1; rank < starts.length; rank += 1) starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
    const sorted = new Int32Array(cells);
    for (const cell of order) {
      const rank = ranks[codes[cell] ?? 0] ?? 0;
      const place = starts[rank] ?? 0;
      sorted[place] = cell;
      starts[rank] = place + 1;
    }
    order = sorted;
  }
  return order;
}

function ranksOf(categories: readonly Category[]): Int32Array {
  const ranks = new Int32Array(categories.length);
  const sorted = categories.map((category, code) => ({ category, code })).sort(byCategory);
  for (const [rank, { code }] of sorted.entries()) ranks[code] = rank;
  return ranks;
}

function byCategory({ category: a }: { category: Category }, { category: b }: { category: Category }): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
