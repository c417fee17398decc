import type { Cube, Measure } from '../cube/cube';
import { unitOf, valuesOf } from '../engine/rows.fixture';
import type { FixtureRow } from '../engine/rows.fixture';

/** Two cubes of made-up rows: one row a unit with employers, and several rows a unit. */

const title = { en: 'A thing', id: 'Sesuatu' };
const dimension = { kind: 'TEXT', title } as const;
const dimensions = [
  { ...dimension, name: 'AREA', column: 'area', of: 'UNIT' },
  { ...dimension, name: 'DESIL', column: 'desil', kind: 'NUMBER', of: 'UNIT' },
  { ...dimension, name: 'KIND', column: 'kind', of: 'ROW' },
] as const;

const described = { title, definition: 'A thing.' };
const measures: readonly Measure[] = [
  { ...described, name: 'ALL', kind: 'COUNT' },
  { ...described, name: 'PLACED', kind: 'COUNT', flag: 'is_placed' },
  { ...described, name: 'WAGES', kind: 'SUM', amount: 'wage', of: 'PLACED', unit: 'IDR' },
  { ...described, name: 'DAYS', kind: 'QUANTILE', share: 0.5, band: 'band', edges: [0, 10, 20, 30], unit: 'DAYS' },
];

const base = { title, description: 'A thing.', unit: 'PERSON', dimensions, measures } as const;
const time = { column: 'at', title, of: 'ROW' } as const;

/** The columns of a cube, with the month and quarter that are missing from such rows. */
export function sourceOf(rows: readonly FixtureRow[], hasEmployer: boolean): string {
  const own = ['unit', 'rkey', 'mkey', 'area', 'desil', 'kind', 'is_placed', 'wage', 'band'];
  const columns = [...own, 'at_year', ...(hasEmployer ? ['employer'] : [])];
  return `SELECT ${columns.join(', ')}, at_year * 100 + 1 AS at_month, at_year * 10 + 1 AS at_quarter FROM ${valuesOf(rows)} AS r`;
}

/** A cube with one row a unit. */
export function oneRowCube(rows: readonly FixtureRow[]): Cube {
  const source = () => sourceOf(rows, true);
  return { ...base, name: 'ones', rows: 'ONE', time, employer: 'employer', rollups: [['AREA', 'PERIOD']], source };
}

/** A cube with a row for each unit, kind and month. */
export function manyRowsCube(rows: readonly FixtureRow[]): Cube {
  return { ...base, name: 'manys', rows: { within: ['KIND', 'PERIOD'] }, time, source: () => sourceOf(rows, false) };
}

/** Rows as alike as those of people: few profiles for many units. */
export function rowsOfMany(units: number): FixtureRow[] {
  return Array.from({ length: units }, (_, unit) => {
    const rows = unit % 5 === 0 ? 2 : 1;
    return Array.from({ length: rows }, (__, row) => rowOf(unit, row));
  }).flat();
}

/** The first row of each unit. */
export function rowsOfOne(units: number): FixtureRow[] {
  return Array.from({ length: units }, (_, unit) => rowOf(unit, 0));
}

function rowOf(unit: number, row: number): FixtureRow {
  const isPlaced = (unit + row) % 3 === 0;
  return {
    ...unitOf(unit),
    kind: (unit >> 2) % 2 === row ? 'X' : 'Y',
    at_year: 2025 + ((unit >> 3) % 2),
    is_placed: isPlaced,
    wage: isPlaced ? (unit * 7_919) % 1_000_003 : 0,
    band: isPlaced ? (unit >> 4) % 3 : -1,
    employer: unit % 6 === 5 ? null : unit % 4,
  };
}
