import fc from 'fast-check';
import type { Cells, CellQuery } from './cells';

/** A row of a small cube: two dimensions of a unit, two of a row, a flag, an amount, a band and an employer. */
export interface FixtureRow {
  readonly unit: number;
  readonly rkey: number;
  readonly mkey: number;
  readonly area: string;
  readonly desil: number;
  readonly kind: string;
  readonly at_year: number;
  readonly is_placed: boolean;
  readonly wage: number;
  readonly band: number;
  readonly employer: number | null;
}

/** The columns of `FixtureRow` and their SQL types, in order. */
export const FIXTURE_COLUMNS = {
  unit: 'uuid',
  rkey: 'smallint',
  mkey: 'smallint',
  area: 'text',
  desil: 'smallint',
  kind: 'text',
  at_year: 'integer',
  is_placed: 'boolean',
  wage: 'bigint',
  band: 'smallint',
  employer: 'uuid',
} as const satisfies Record<keyof FixtureRow, string>;

/** A query that is a table of rows, in either engine. */
export function valuesOf(rows: readonly FixtureRow[]): string {
  const names = Object.keys(FIXTURE_COLUMNS) as (keyof FixtureRow)[];
  const lines = rows.map((row) => `(${names.map((name) => literalOf(row, name)).join(', ')})`);
  const casts = Object.entries(FIXTURE_COLUMNS).map(([name, type]) => `${name}::${type} AS ${name}`);
  return `(SELECT ${casts.join(', ')} FROM (VALUES ${lines.join(', ')}) AS v(${names.join(', ')}))`;
}

function literalOf(row: FixtureRow, name: keyof FixtureRow): string {
  const value = row[name];
  if (value === null) return 'NULL';
  if (FIXTURE_COLUMNS[name] === 'uuid') return `'00000000-0000-4000-8000-${String(value).padStart(12, '0')}'`;
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** What a unit is the same in whatever its rows. */
export const unitOf = (unit: number) => ({
  unit,
  // Few keys, so that units are alike in amount and key.
  rkey: (unit * 37) % 256,
  mkey: (unit % 4) * 60,
  area: `A${unit % 3}`,
  desil: unit % 2,
});

const rowOf = fc
  .record({
    unit: fc.nat(11),
    kind: fc.constantFrom('X', 'Y', "Z'"),
    at_year: fc.constantFrom(2025, 2026),
    is_placed: fc.boolean(),
    wage: fc.nat(4),
    band: fc.integer({ min: -1, max: 2 }),
    employer: fc.option(fc.nat(3), { nil: null }),
  })
  .map(({ unit, ...row }): FixtureRow => ({
    ...unitOf(unit),
    ...row,
    kind: row.kind.replace("'", "''"),
    wage: row.is_placed ? row.wage : 0,
  }));

/** Some rows of some units. */
export const anyRows = fc.array(rowOf, { minLength: 1, maxLength: 30 });

/** At most one row of each unit. */
export const anyUnits = fc.uniqueArray(rowOf, { selector: ({ unit }) => unit, minLength: 1, maxLength: 12 });

/** A question about such rows; the source is to be added. */
export const anyQuery = fc.record({
  groups: fc.subarray(['area', 'desil', 'kind', 'at_year']),
  where: fc.subarray([
    { column: 'area', in: ['A0', 'A2'] },
    { column: 'kind', in: ['X', "Z'"] },
    { column: 'at_year', from: 2026, to: 2026 },
  ]),
});

export const MEASURED = {
  counts: [{ name: 'ALL' }, { name: 'PLACED', flag: 'is_placed' }],
  sums: [{ name: 'WAGES', amount: 'wage', flag: 'is_placed' }],
  bands: [{ name: 'DAYS', band: 'band', size: 3 }],
} satisfies Pick<CellQuery, 'counts' | 'sums' | 'bands'>;

/** The rows of a table of cells, in one order. */
export function linesOf(cells: Cells): string[] {
  const { rows, groups, counts, sums, bands } = cells;
  const columns = [
    ...[...Object.values(counts), ...Object.values(bands).flat()].flatMap(({ n, keys, employers = [] }) => [
      n,
      keys,
      employers,
    ]),
    ...Object.values(sums).flatMap(({ total, keys, x1, r1, x2, r2, employer1 = [], employer2 = [] }) => [
      ...[total, keys, x1, r1, x2, r2],
      ...[employer1, employer2],
    ]),
  ];
  const line = (row: number) =>
    JSON.stringify([groups.map((column) => column[row]), columns.map((column) => column[row])]);
  return Array.from({ length: rows }, (_, row) => line(row)).sort();
}
