import { measuresOf } from '../cube/cube';
import type { Cube, Dimension, Measure } from '../cube/cube';
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
    rows: page.rows.map((row) => rowOf(request, measures, row, compared)),
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

function rowOf(
  request: TableRequest,
  measures: readonly Measure[],
  row: PublishedRow,
  compared: ((row: PublishedRow, measure: string) => Comparison | undefined) | undefined,
): Record<string, unknown> {
  const statOfMeasure = ({ kind, name }: Measure) => {
    const stat = statOf(row.values[name]);
    return kind === 'RATE' && compared ? { ...stat, against: compared(row, name) } : stat;
  };
  return {
    key: keyOf(request, row.key),
    level: row.level,
    ...Object.fromEntries(measures.map((measure) => [camel(measure.name), statOfMeasure(measure)])),
  };
}

/** A key with what its categories are in the graph. */
function keyOf(request: TableRequest, key: PublishedRow['key']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(key).map(([name, category]) => {
      if (name === PERIOD) return ['period', writeCategory(request, name, category)];
      return [camel(name), entityOf(dimensionOf(request.cube, name), category)];
    }),
  );
}

function dimensionOf({ dimensions }: Cube, name: string): Dimension | undefined {
  return dimensions.find((each) => each.name === name);
}

/** Entities are given by their key; an unknown one is nobody's. */
function entityOf(dimension: Dimension | undefined, category: Category): unknown {
  switch (dimension?.kind) {
    case 'REGION':
    case 'PROGRAM':
      return { code: category };
    case 'CENTRE':
      return { id: category };
    case 'CODES':
    case 'NUMBER':
    case 'TEXT':
    case undefined:
      return category;
  }
}

function statOf(published: Published | undefined): object {
  return { ...published, status: published?.value === undefined ? 'SUPPRESSED' : 'OK' };
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
