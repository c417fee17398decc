import { measuresOf } from '../cube/cube';
import type { Measure } from '../cube/cube';
import { dimensionTitle, notesOf, titleOf } from '../citation/citation';
import type { Note } from '../citation/citation';
import { PERIOD, writePeriod } from '../table/request';
import type { TableRequest } from '../table/request';
import type { ProtectedTable } from '../table/table';

/** TEXT codes; INTEGER counts and numbered categories, 32 bits; AMOUNT whole numbers, 64 bits; NUMBER floating point. */
export type ColumnType = 'TEXT' | 'INTEGER' | 'AMOUNT' | 'NUMBER';

export interface SheetColumn {
  /** Of the dimension or measure, as in the graph. */
  readonly name: string;
  readonly title: string;
  readonly type: ColumnType;
  readonly isDimension: boolean;
  /** null: a category of a total row, or a value that is suppressed. */
  readonly values: readonly (string | number | null)[];
}

/** What a file holds, whatever its format: every row of the table, and what has to be known of it. */
export interface Sheet {
  readonly table: ProtectedTable;
  readonly title: string;
  readonly notes: readonly Note[];
  readonly columns: readonly SheetColumn[];
}

/** The sheet of a stored table. */
export function sheetOf(table: ProtectedTable): Sheet {
  const { request } = table;
  const columns = [
    ...request.by.map((name) => dimensionColumn(table, name)),
    ...measuresOf(request.cube, request.measures).map((measure) => measureColumn(table, measure)),
  ];
  return { table, title: titleOf(request), notes: notesOf(table), columns };
}

/** The rows of a sheet, each a value for every column. */
export function rowsOf({ table, columns }: Sheet): (string | number | null)[][] {
  return table.rows.map((_, row) => columns.map(({ values }) => values[row] ?? null));
}

function dimensionColumn({ request, rows }: ProtectedTable, name: string): SheetColumn {
  const type = isNumbered(request, name) ? 'INTEGER' : 'TEXT';
  const values = rows.map(({ key }) => {
    const category = key[name];
    if (category === undefined) return null;
    if (name === PERIOD) return writePeriod(Number(category), request.time?.grain ?? 'MONTH');
    return type === 'INTEGER' ? Number(category) : String(category);
  });
  return { name, title: dimensionTitle(request.cube, name), type, isDimension: true, values };
}

function isNumbered({ cube }: TableRequest, name: string): boolean {
  return cube.dimensions.find((each) => each.name === name)?.kind === 'NUMBER';
}

function measureColumn({ rows }: ProtectedTable, { name, kind, title }: Measure): SheetColumn {
  const values = rows.map((row) => row.values[name]?.value ?? null);
  return { name, title: `${title.id} (${title.en})`, type: TYPE_OF[kind], isDimension: false, values };
}

const TYPE_OF: Readonly<Record<Measure['kind'], ColumnType>> = {
  COUNT: 'INTEGER',
  SUM: 'AMOUNT',
  RATE: 'NUMBER',
  MEAN: 'NUMBER',
  QUANTILE: 'NUMBER',
};
