import { measuresOf } from '../cube/cube';
import type { Cube, Dimension, Measure } from '../cube/cube';
import { ROUNDING, THRESHOLD } from '../protection/ptable';
import type { Published, PublishedRow } from './publish';
import { PERIOD, PROTECTION_POLICY, writePeriod } from './request';
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

/** Writes a page of a table in the fields of its cube. */
export function answerOf(table: ProtectedTable, page: ViewPage, endCursor: string | undefined): TableAnswer {
  const { id, request, snapshot, suppressed } = table;
  const measures = measuresOf(request.cube, request.measures);
  return {
    id,
    rows: page.rows.map((row) => rowOf(request, measures, row)),
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
  { key, level, values }: PublishedRow,
): Record<string, unknown> {
  return {
    key: keyOf(request, key),
    level,
    ...Object.fromEntries(measures.map(({ name }) => [camel(name), statOf(values[name])])),
  };
}

/** A key with what its categories are in the graph. */
function keyOf({ cube, time }: TableRequest, key: PublishedRow['key']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(key).map(([name, category]) => {
      if (name === PERIOD) return ['period', writePeriod(Number(category), time?.grain ?? 'MONTH')];
      return [camel(name), entityOf(dimensionOf(cube, name), category)];
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
  { by, time }: TableRequest,
  measures: readonly Measure[],
  rows: readonly PublishedRow[],
): ColumnAnswer[] {
  const written = (name: string, category: Category | undefined): string | null => {
    if (category === undefined) return null;
    return name === PERIOD ? writePeriod(Number(category), time?.grain ?? 'MONTH') : String(category);
  };
  return [
    ...by.map((name) => ({ name, categories: rows.map(({ key }) => written(name, key[name])) })),
    ...measures.map(({ name }) => ({ name, values: rows.map(({ values }) => values[name]?.value ?? null) })),
  ];
}
