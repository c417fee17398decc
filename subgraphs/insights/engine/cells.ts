import { bandCounter, counterOf, countersOf, sumOf, sumsOf } from './cell-columns';
import type { Counter } from './cell-columns';
import { cellsSql } from './cells-sql';
import type { Column, ColumnSet, Engine, QueryOptions } from './engine';

/**
 * Where cells are made from.
 * UNITS: rows of a cube, one a unit in every cell that is asked. ROWS: rows of a cube, several a unit; units are made distinct
 * first. CELLS: a rollup, whose cells add up. PROFILES: units that have the same set of rows, counted; `<from>_row` holds the
 * rows of each set.
 */
export type CellShape = 'UNITS' | 'ROWS' | 'CELLS' | 'PROFILES';

export interface CellSource {
  /** A table, or a query in parentheses. */
  readonly from: string;
  readonly shape: CellShape;
  /** PROFILES only: the columns that lie in `<from>_row`. */
  readonly rowColumns?: readonly string[];
}

/** What a column must be: one of some values, or within inclusive bounds. */
export type Condition =
  | { readonly column: string; readonly in: readonly (string | number)[] }
  | { readonly column: string; readonly from: number; readonly to: number };

/** Units with a row for which the flag holds; none: every unit. */
export interface CountColumn {
  readonly name: string;
  readonly flag?: string;
}

/** A sum over the units of a count. */
export interface SumColumn {
  readonly name: string;
  readonly amount: string;
  /** The flag of the count it is a magnitude of. */
  readonly flag?: string;
}

/** Units in each of some bands. */
export interface BandColumn {
  readonly name: string;
  readonly band: string;
  /** Number of bands. */
  readonly size: number;
}

/** One table of cells. Columns are names of our own code, never of a request; values may be a viewer's. */
export interface CellQuery {
  readonly source: CellSource;
  /** Columns; or, of a condition, 1 for rows it holds for and 0 for others. */
  readonly groups: readonly (string | Condition)[];
  readonly where: readonly Condition[];
  readonly counts: readonly CountColumn[];
  readonly sums: readonly SumColumn[];
  readonly bands: readonly BandColumn[];
  /** Column of the employer, where cells need several of them. */
  readonly employer?: string;
}

/** A column of numbers. */
export type Numbers = ArrayLike<number>;

/** Columns of counted units, a value a cell. */
export interface Counted {
  readonly n: Numbers;
  /** Sum of the units' record keys, not yet modulo anything. */
  readonly keys: Numbers;
  /** Distinct employers of these units, where the query has an employer. */
  readonly employers?: Numbers;
}

/** Columns of a sum, a value a cell. */
export interface Summed {
  readonly total: Numbers;
  /** Sum of the magnitude keys of the units of its count. */
  readonly keys: Numbers;
  /** The largest contribution of a unit and its magnitude key, and the second; 0 where there is none. */
  readonly x1: Numbers;
  readonly r1: Numbers;
  readonly x2: Numbers;
  readonly r2: Numbers;
  /** The two largest contributions of employers, where the query has an employer. */
  readonly employer1?: Numbers;
  readonly employer2?: Numbers;
}

/** What an engine found, before protection: never leaves the table that is made of it. */
export interface Cells {
  readonly rows: number;
  /** A column for each of `groups`. */
  readonly groups: readonly (readonly (string | number)[])[];
  readonly counts: Readonly<Record<string, Counted>>;
  readonly sums: Readonly<Record<string, Summed>>;
  /** For each band column, one Counted a band. */
  readonly bands: Readonly<Record<string, readonly Counted[]>>;
}

/**
 * Asks an engine for cells. Cells without a unit are not among them, but for the one of a query without groups.
 * @throws CodedError DEADLINE_EXCEEDED, FILTER_INVALID
 */
export async function queryCells(engine: Engine, query: CellQuery, options: QueryOptions): Promise<Cells> {
  return readCells(query, await engine.query(cellsSql(query, engine.dialect), options));
}

/** The columns of `cellsSql`, in its order. */
function readCells(query: CellQuery, { columns, rows }: ColumnSet): Cells {
  let next = 0;
  const take = (): Column => columns[next++] ?? [];
  const numbers = (): Numbers => {
    const column = take();
    return column instanceof Float64Array ? column : Float64Array.from(column, Number);
  };
  const groups = query.groups.map(() => categoriesOf(take()));
  const counters = new Map(
    countersOf(query).map(({ id }): [string, Counted] => [id, { n: numbers(), keys: numbers() }]),
  );
  const sums = new Map(
    sumsOf(query).map(({ id }): [string, Summed] => {
      const [total, keys, x1, r1, x2, r2] = [numbers(), numbers(), numbers(), numbers(), numbers(), numbers()];
      return [id, { total, keys, x1, r1, x2, r2 }];
    }),
  );
  if (query.employer !== undefined) {
    for (const [id, counted] of counters) counters.set(id, { ...counted, employers: numbers() });
    for (const [id, summed] of sums) sums.set(id, { ...summed, employer1: numbers(), employer2: numbers() });
  }
  const counted = ({ id }: Counter) => getOf(counters, id);
  return {
    rows,
    groups,
    counts: Object.fromEntries(query.counts.map(({ name, flag }) => [name, counted(counterOf(flag))])),
    sums: Object.fromEntries(query.sums.map(({ name, amount, flag }) => [name, getOf(sums, sumOf(amount, flag).id)])),
    bands: Object.fromEntries(
      query.bands.map(({ name, band, size }) => [
        name,
        Array.from({ length: size }, (_, number) => counted(bandCounter(band, number))),
      ]),
    ),
  };
}

function categoriesOf(column: Column): (string | number)[] {
  const categories = new Array<string | number>(column.length);
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row];
    categories[row] = typeof value === 'number' ? value : String(value);
  }
  return categories;
}

function getOf<T>(found: ReadonlyMap<string, T>, id: string): T {
  const value = found.get(id);
  if (value === undefined) throw new Error(`no column ${id} was asked`);
  return value;
}
