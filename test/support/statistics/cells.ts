import { asAdmin } from '../database';
import type { TestPlatform } from '../platform';
import type { TableRequest } from '../../../subgraphs/insights/table/request';
import type { Question } from './questions';
import type { TrueCell } from './true-cells';

/** Counts and sums of a cell, by name. */
type Values = Readonly<Record<string, number>>;

/** What a statement gave. */
export interface SqlCells {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** The counts and sums a request is made of. */
export function countsAndSums({ cube, measures }: TableRequest): string[] {
  return cube.measures
    .filter(({ kind, name }) => (kind === 'COUNT' || kind === 'SUM') && measures.includes(name))
    .map(({ name }) => name);
}

/**
 * The control of a question, over the source schemas.
 * @param asOf the day it is asked of, `YYYY-MM-DD`: `berdaya.as_of` in the statement
 */
export function sqlCells({ database }: TestPlatform, { sql }: Question, asOf: string): Promise<SqlCells> {
  return asAdmin(async (client) => {
    await client.query(`SET berdaya.as_of = '${asOf}'`);
    const { fields, rows } = await client.query<Record<string, unknown>>(sql);
    return { columns: fields.map(({ name }) => name), rows };
  }, database.adminUrl);
}

/** Counts and sums of the rows of a control by cell; without the cells in which nobody is. */
export function valuesOf(request: TableRequest, rows: SqlCells['rows']): Map<string, Values> {
  const column = (row: SqlCells['rows'][number], name: string) => {
    const value = row[name.toLowerCase()];
    if (value === undefined || value === null) throw new Error(`the control has no ${name.toLowerCase()}`);
    return value;
  };
  return inhabited(
    rows.map((row) => [
      request.by.map((name) => String(column(row, name))).join(' '),
      Object.fromEntries(countsAndSums(request).map((name) => [name, Number(column(row, name))])),
    ]),
  );
}

function inhabited(cells: readonly (readonly [string, Values])[]): Map<string, Values> {
  return new Map(cells.filter(([, values]) => Object.values(values).some((value) => value !== 0)));
}

/** Every value in which the cells of a cube and those of a control differ. */
export function differencesOf(
  request: TableRequest,
  cells: readonly TrueCell[],
  expected: ReadonlyMap<string, Values>,
): string[] {
  const found = inhabited(
    cells.map(({ key, counts, sums }) => [
      request.by.map((name) => key[name] ?? '').join(' '),
      Object.fromEntries(countsAndSums(request).map((name) => [name, counts[name]?.n ?? sums[name]?.total ?? 0])),
    ]),
  );
  return [...new Set([...found.keys(), ...expected.keys()])].flatMap((key) =>
    countsAndSums(request).flatMap((name) => {
      const [mine, theirs] = [found.get(key)?.[name] ?? 0, expected.get(key)?.[name] ?? 0];
      return mine === theirs ? [] : [`${key}: ${name} is ${mine} in the cube, ${theirs} in the source`];
    }),
  );
}
