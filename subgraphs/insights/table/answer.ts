import { measuresOf } from '../cube/cube';
import type { Measure } from '../cube/cube';
import { ROUNDING, THRESHOLD } from '../protection/ptable';
import { comparerOf } from './against';
import type { Comparison, Reference } from './against';
import type { Published, PublishedRow } from './publish';
import { PERIOD, PROTECTION_POLICY, writeCategory } from './request';
import type { Category, TableRequest } from './request';
import type { ProtectedTable } from './table';
import type { ViewPage } from './view';
import { camel } from './words';

/** A table as the graph gives it, for any cube. */
export interface TableAnswer {
  readonly id: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly columns: readonly ColumnAnswer[];
  readonly totalRows: number;
  readonly hasNextPage: boolean;
  readonly endCursor?: string;
  readonly snapshot: ProtectedTable['snapshot'];
  readonly protection: object;
}

interface ColumnAnswer {
  readonly name: string;
  readonly categories?: readonly (string | null)[];
  readonly values?: readonly (number | null)[];
}

/** What a page is written with. */
export interface AnswerOptions {
  readonly endCursor?: string | undefined;
  /** What rates are held against. */
  readonly against?: Reference | undefined;
}

/**
 * Writes a page of a table in the fields of its cube.
 * @throws CodedError FILTER_INVALID for a reference the table has no dimension for
 */
export function answerOf(
  table: ProtectedTable,
  page: ViewPage,
  { endCursor, against }: AnswerOptions = {},
): TableAnswer {
  const { id, request, snapshot, suppressed } = table;
  const measures = measuresOf(request.cube, request.measures);
  const compared = against && comparerOf(table, against);
  return {
    id,
    rows: page.rows.map(rowWriter(request, measures, compared)),
    columns: columnsOfPage(request, measures, page.rows),
    totalRows: page.total,
    hasNextPage: page.hasNextPage,
    ...(endCursor !== undefined && { endCursor }),
    snapshot,
    protection: {
      policy: PROTECTION_POLICY,
      threshold: THRESHOLD,
      rounding: ROUNDING,
      suppressedCells: suppressed,
      isAdditive: false,
    },
  };
}

/** Writes rows of one table: what is the same for all of them is looked up once. */
function rowWriter(
  request: TableRequest,
  measures: readonly Measure[],
  compared: ((row: PublishedRow, measure: string) => Comparison | undefined) | undefined,
): (row: PublishedRow) => Record<string, unknown> {
  const keys = request.by.map((name) => ({ name, field: camel(name), write: categoryWriter(request, name) }));
  const stats = measures.map(({ name, kind }) => ({ name, field: camel(name), isCompared: kind === 'RATE' }));
  return (row) => {
    const key: Record<string, unknown> = {};
    for (const { name, field, write } of keys) {
      const category = row.key[name];
      if (category !== undefined) key[field] = write(category);
    }
    const written: Record<string, unknown> = { key, level: row.level };
    for (const { name, field, isCompared } of stats) {
      const stat = statOf(row.values[name]);
      written[field] = isCompared && compared ? { ...stat, against: compared(row, name) } : stat;
    }
    return written;
  };
}

/** How the categories of a dimension are written in the graph: entities by their key; an unknown one is nobody's. */
function categoryWriter(request: TableRequest, name: string): (category: Category) => unknown {
  if (name === PERIOD) return (category) => writeCategory(request, name, category);
  switch (request.cube.dimensions.find((each) => each.name === name)?.kind) {
    case 'REGION':
    case 'PROGRAM':
      return (code) => ({ code });
    case 'CENTRE':
      return (id) => ({ id });
    case 'CODES':
    case 'NUMBER':
    case 'TEXT':
    case undefined:
      return (category) => category;
  }
}

const SUPPRESSED = { status: 'SUPPRESSED' };

function statOf(published: Published | undefined): object {
  if (published?.value === undefined) return SUPPRESSED;
  const { value, numerator, denominator, low, high } = published;
  if (numerator === undefined) return { value, status: 'OK' };
  return { value, status: 'OK', numerator, denominator, low, high };
}

function columnsOfPage(
  request: TableRequest,
  measures: readonly Measure[],
  rows: readonly PublishedRow[],
): ColumnAnswer[] {
  const written = (name: string, category: Category | undefined): string | null =>
    category === undefined ? null : writeCategory(request, name, category);
  return [
    ...request.by.map((name) => ({ name, categories: rows.map(({ key }) => written(name, key[name])) })),
    ...measures.map(({ name }) => ({ name, values: rows.map(({ values }) => values[name]?.value ?? null) })),
  ];
}
