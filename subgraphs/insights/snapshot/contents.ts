import { z } from 'zod';
import type { CellSource } from '../engine/cells';
import type { Engine } from '../engine/engine';
import { CONTENTS } from './builder';
import type { SnapshotTable } from './cube-tables';

/** What a table asks of a cube. */
export interface SourceNeed {
  /** Every column that is grouped or filtered by, and the employer where cells need several. */
  readonly columns: readonly string[];
  /** Columns of which every cell that is asked has one value: grouped by, or held to one. */
  readonly fixed: readonly string[];
  readonly hasSums: boolean;
}

/** A table of a snapshot, with the columns that must be fixed for its cube's rows to be of another unit each. */
export interface KnownTable extends SnapshotTable {
  readonly within: readonly string[];
}

const texts = z.string().transform((text): string[] => JSON.parse(text));
const row = z.object({
  cube: z.string(),
  name: z.string(),
  shape: z.enum(['UNITS', 'ROWS', 'CELLS', 'PROFILES']),
  columns: texts,
  rowColumns: texts,
  within: texts,
  hasSums: z.boolean(),
  rows: z.number(),
});

const DEADLINE_MS = 10_000;

/** Reads what tables a snapshot has. */
export async function readContents(engine: Engine): Promise<readonly KnownTable[]> {
  const lists = ['columns', 'row_columns', 'within'].map((name) => `to_json(${name})::text`);
  const { columns, rows } = await engine.query(
    `SELECT cube, name, shape, ${lists.join(', ')}, has_sums, rows FROM ${CONTENTS}`,
    { deadlineMs: DEADLINE_MS },
  );
  const names = Object.keys(row.shape);
  return Array.from({ length: rows }, (_, index) =>
    row.parse(Object.fromEntries(columns.map((column, place) => [names[place] ?? '', column[index]]))),
  );
}

/**
 * The smallest table that gives exact cells.
 * @throws Error for a cube or column the snapshot does not have
 */
export function sourceFor(contents: readonly KnownTable[], cube: string, need: SourceNeed): CellSource {
  const [best] = sourcesFor(contents, cube, need);
  if (!best) throw new Error(`no table of cube ${cube} has ${need.columns.join(', ')}`);
  return best;
}

/**
 * Every table that gives exact cells, the smallest first. Rows of a cube, and rollups of them, add up where each is of another unit
 * in every cell; profiles, and rows made distinct, are exact whatever is asked.
 */
export function sourcesFor(contents: readonly KnownTable[], cube: string, need: SourceNeed): CellSource[] {
  return contents
    .filter((table) => table.cube === cube && fits(table, need))
    .sort((a, b) => a.rows - b.rows)
    .map((table) => sourceOf(table, need));
}

function fits(table: KnownTable, need: SourceNeed): boolean {
  if (!need.columns.every((column) => table.columns.includes(column))) return false;
  if (need.hasSums && !table.hasSums) return false;
  return table.shape !== 'CELLS' || addsUp(table, need);
}

function addsUp({ within }: KnownTable, { fixed }: SourceNeed): boolean {
  return within.every((column) => fixed.includes(column));
}

function sourceOf(table: KnownTable, need: SourceNeed): CellSource {
  const { name: from, shape, rowColumns } = table;
  if (shape === 'PROFILES') return { from, shape, rowColumns };
  return { from, shape: shape === 'ROWS' && addsUp(table, need) ? 'UNITS' : shape };
}
