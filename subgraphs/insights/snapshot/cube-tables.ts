import { bandCounter, counterOf, countedColumns, quoted, sumOf } from '../engine/cell-columns';
import type { Counter, Sum } from '../engine/cell-columns';
import type { CellShape } from '../engine/cells';
import { storedCellsSql } from '../engine/cells-sql';
import { DUCKDB_DIALECT } from '../engine/duckdb';
import { TIME_GRAINS, columnsOf, timeColumn } from '../cube/cube';
import type { Cube, Dimension, SumMeasure, TimeGrain } from '../cube/cube';

/** A table of a snapshot, as its list of contents has it. */
export interface SnapshotTable {
  readonly cube: string;
  readonly name: string;
  readonly shape: CellShape;
  /** What it can be grouped and filtered by. */
  readonly columns: readonly string[];
  /** PROFILES only: which of them lie in `<name>_row`. */
  readonly rowColumns: readonly string[];
  readonly hasSums: boolean;
  readonly rows: number;
}

/** A table to be made, and kept if it is worth it. */
export interface PlannedTable extends Omit<SnapshotTable, 'rows'> {
  /** Columns that must be fixed for its cells to add up; without, those of its cube. */
  readonly within?: readonly string[];
  /**
   * Statements that make it, in order.
   * @param parts conditions that take the rows of the cube apart, those of a cell together; only cells are made in parts
   */
  sql(parts: readonly string[]): readonly string[];
}

export function cubeTable(cube: Cube): string {
  return `cube_${cube.name}`;
}

/** Columns of the time axis; none without one. */
export function timeColumnsOf({ time }: Cube): string[] {
  return time ? TIME_GRAINS.map((grain) => timeColumn(time, grain)) : [];
}

/** Columns a cube can be grouped and filtered by. */
export function keyColumnsOf(cube: Cube): string[] {
  const employer = cube.employer === undefined ? [] : [cube.employer];
  return [...new Set([...cube.dimensions.map(({ column }) => column), ...timeColumnsOf(cube), ...employer])];
}

/** The columns of some dimensions; PERIOD is the time axis. */
export function columnsOfNames(cube: Cube, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    if (name === 'PERIOD') return timeColumnsOf(cube);
    const dimension = cube.dimensions.find((each) => each.name === name);
    if (!dimension) throw new Error(`cube ${cube.name} has no dimension ${name}`);
    return [dimension.column];
  });
}

/** The columns that must be fixed for the rows of a cube to be of another unit each; the month is what PERIOD stands for. */
export function withinColumns(cube: Cube): string[] {
  if (cube.rows === 'ONE') return [];
  const months = timeColumnsOf(cube).slice(1);
  return columnsOfNames(cube, cube.rows.within).filter((column) => !months.includes(column));
}

/** As PostgreSQL writes it; a cube that has no rows yet has nothing to find that out from. */
const CSV = `AUTO_DETECT false, HEADER false, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '', ALLOW_QUOTED_NULLS false`;

/**
 * The statements that load a cube's table. Categories are numbered: an enumeration is grouped three times as fast as text, and takes
 * a byte or two. Only the employer of a row may be unknown.
 */
export function loadCubeTable(cube: Cube, csv: string): string[] {
  const [loaded, table] = [`loaded_${cube.name}`, cubeTable(cube)];
  const columns = columnsOf(cube);
  const texts = columns.filter(({ type }) => type === 'text');
  const enumOf = (name: string) => quoted(`${cube.name}_${name}`);
  const create = (to: string, typeOf: (column: { name: string; type: string }) => string) =>
    `CREATE TABLE ${to} (${columns
      .map((column) => `${quoted(column.name)} ${typeOf(column)}${column.name === cube.employer ? '' : ' NOT NULL'}`)
      .join(', ')})`;
  return [
    create(loaded, ({ type }) => type),
    `COPY ${loaded} FROM '${csv}' (FORMAT csv, ${CSV})`,
    ...texts.map(
      ({ name }) =>
        `CREATE TYPE ${enumOf(name)} AS ENUM (SELECT DISTINCT ${quoted(name)} FROM ${loaded} ORDER BY ${quoted(name)})`,
    ),
    create(table, ({ name, type }) => (type === 'text' ? enumOf(name) : type)),
    `INSERT INTO ${table} SELECT * FROM ${loaded}`,
    `DROP TABLE ${loaded}`,
  ];
}

/** Every counter and sum a cube's measures need. */
function measuresOf(cube: Cube): { readonly counters: readonly Counter[]; readonly sums: readonly Sum[] } {
  const counters = cube.measures.flatMap((measure): Counter[] => {
    if (measure.kind === 'COUNT') return [counterOf(measure.flag)];
    if (measure.kind !== 'QUANTILE') return [];
    return measure.edges.slice(1).map((_, number) => bandCounter(measure.band, number));
  });
  const sums = cube.measures
    .filter((measure) => measure.kind === 'SUM')
    .map((sum) => sumOf(sum.amount, flagOf(cube, sum)));
  const once = <Named extends { readonly id: string }>(all: readonly Named[]) => [
    ...new Map(all.map((each) => [each.id, each])).values(),
  ];
  return { counters: once([counterOf(undefined), ...counters]), sums: once(sums) };
}

/** The flag of the count a sum is a magnitude of. */
export function flagOf(cube: Cube, { name, of }: Pick<SumMeasure, 'name' | 'of'>): string | undefined {
  const count = cube.measures.find((measure) => measure.name === of);
  if (count?.kind !== 'COUNT') throw new Error(`sum ${name} of cube ${cube.name} is of no count`);
  return count.flag;
}

/** How far places and times are coarsened: at most this many levels of a place's chain, and from this grain on. */
const COARSER = [
  { places: 2, time: [] },
  { places: 1, time: [] },
  { places: 1, time: ['YEAR'] },
  { places: 0, time: TIME_GRAINS },
  { places: 0, time: [] },
] as const satisfies readonly { readonly places: number; readonly time: readonly TimeGrain[] }[];

/** Everything but the finest places and periods: of tables without those a cube has a fraction of the cells. */
function coarserSets(cube: Cube): string[][] {
  const depthOf = ({ parent }: Dimension): number => {
    const above = cube.dimensions.find(({ name }) => name === parent);
    return above ? 1 + depthOf(above) : 1;
  };
  return COARSER.map(({ places, time }) => [
    ...cube.dimensions.filter((each) => each.kind !== 'REGION' || depthOf(each) <= places).map(({ column }) => column),
    ...(cube.time ? time.map((grain) => timeColumn(cube.time, grain)) : []),
  ]);
}

/** The rollups of a cube: over all it can be grouped by, over all but the finest, and over each set that is asked together. */
export function rollupsOf(cube: Cube): PlannedTable[] {
  const { counters, sums } = measuresOf(cube);
  const employer = cube.employer === undefined ? [] : [cube.employer];
  const declared = (cube.rollups ?? []).map((names) => columnsOfNames(cube, names));
  const sets = [...coarserSets(cube), ...declared].map((columns) => [...columns, ...employer]);
  // Without a column of these a rollup's cells never add up.
  const useful = sets.filter(
    (columns) => columns.length > 0 && withinColumns(cube).every((column) => columns.includes(column)),
  );
  const distinct = new Map([keyColumnsOf(cube), ...useful].map((columns) => [[...columns].sort().join(), columns]));
  return [...distinct.values()].map((columns, index) => {
    const name = `rollup_${cube.name}${index === 0 ? '' : `_${index}`}`;
    const keys = columns.map(quoted).join(', ');
    const measured = countedColumns(counters, sums, DUCKDB_DIALECT).map(
      ({ name: column, sql }) => `${sql} AS ${quoted(column)}`,
    );
    return {
      cube: cube.name,
      name,
      shape: 'CELLS',
      columns,
      rowColumns: [],
      hasSums: true,
      sql: (parts) =>
        parts.map(
          (part, index) => `${index === 0 ? `CREATE TABLE ${name} AS` : `INSERT INTO ${name}`}
          SELECT ${[keys, ...measured].join(', ')} FROM ${cubeTable(cube)} WHERE ${part} GROUP BY ${keys}`,
        ),
    };
  });
}

/**
 * Conditions that take rows apart, those alike in some columns in one part.
 * @param count of what is grouped
 * @param most of it in one part, about
 */
export function partsOf(count: number, most: number, columns: readonly string[]): string[] {
  const parts = Math.max(1, Math.ceil(count / most));
  const key = columns.map(quoted).join(', ');
  return Array.from({ length: parts }, (_, part) => (parts === 1 ? 'true' : `hash(${key}) % ${parts} = ${part}`));
}

/**
 * The profiles of a cube with several rows a unit: units alike in all their rows are counted together, so that each unit is counted
 * once whatever rows are asked for. With the months of rows there are many more of them, so they are made without as well.
 * @param parts what the cube is taken apart by
 */
export function profilesOf(cube: Cube, parts: readonly string[]): PlannedTable[] {
  // Profiles do not count employers.
  if (cube.rows === 'ONE' || cube.employer !== undefined) return [];
  const ofUnit = unitColumnsOf(cube);
  const ofRow = cube.dimensions.filter(({ of }) => of === 'ROW').map(({ column }) => column);
  const time = timeColumnsOf(cube);
  if (cube.time?.of === 'UNIT')
    return [profile(cube, `profile_${cube.name}`, { ofUnit: [...ofUnit, ...time], ofRow, parts })];
  const dated =
    time.length > 0 ? [profile(cube, `profile_${cube.name}`, { ofUnit, ofRow: [...ofRow, ...time], parts })] : [];
  return [...dated, profile(cube, `profile_${cube.name}_undated`, { ofUnit, ofRow, parts })];
}

function unitColumnsOf(cube: Cube): string[] {
  return cube.dimensions.filter(({ of }) => of === 'UNIT').map(({ column }) => column);
}

/** Distinct units by what they are in one category of: what a total over programs is read from. Out of the profiles of the cube. */
export function unitCellsOf(cube: Cube, profiles: PlannedTable): PlannedTable | undefined {
  const columns = unitColumnsOf(cube);
  if (columns.length === 0) return undefined;
  const name = `rollup_${cube.name}_units`;
  const counts = cube.measures.flatMap((each) => (each.kind === 'COUNT' ? [{ name: each.name, flag: each.flag }] : []));
  const bands = cube.measures.flatMap((each) =>
    each.kind === 'QUANTILE' ? [{ name: each.name, band: each.band, size: each.edges.length - 1 }] : [],
  );
  const source = { from: profiles.name, shape: profiles.shape, rowColumns: profiles.rowColumns };
  const cells = { source, groups: columns, where: [], counts: [{ name: 'all' }, ...counts], sums: [], bands };
  return {
    ...{ cube: cube.name, name, shape: 'CELLS', columns, rowColumns: [], hasSums: false, within: [] },
    sql: () => [`CREATE TABLE ${name} AS ${storedCellsSql(cells, DUCKDB_DIALECT)}`],
  };
}

/** What profiles tell apart: columns of a unit, columns of its rows. */
interface ProfileColumns {
  readonly ofUnit: readonly string[];
  readonly ofRow: readonly string[];
  readonly parts: readonly string[];
}

function profile(cube: Cube, name: string, { ofUnit, ofRow, parts }: ProfileColumns): PlannedTable {
  const measured = cube.measures.flatMap((measure) => {
    if (measure.kind === 'COUNT') return measure.flag === undefined ? [] : [measure.flag];
    return measure.kind === 'QUANTILE' ? [measure.band] : [];
  });
  const row = [...new Set([...ofRow, ...measured])].map(quoted);
  const unit = ofUnit.map(quoted);
  const [tuple, alike, set] = [`${name}_tuple`, `${name}_alike`, `${name}_set`];
  const same = row.map((column) => `t.${column} = c.${column}`).join(' AND ') || 'true';
  const list = (...columns: readonly string[]) => columns.filter((column) => column !== '').join(', ');
  return {
    cube: cube.name,
    name,
    shape: 'PROFILES',
    columns: [...ofUnit, ...ofRow],
    rowColumns: ofRow,
    hasSums: false,
    sql: () => [
      `CREATE TEMP TABLE ${tuple} AS SELECT row_number() OVER () AS tuple, * FROM
        (SELECT DISTINCT ${list(...row, '1 AS one')} FROM ${cubeTable(cube)})`,
      ...parts.map(
        (part, index) => `${index === 0 ? `CREATE TEMP TABLE ${alike} AS` : `INSERT INTO ${alike}`}
        SELECT ${list('tuples', ...unit)}, count(*) AS n, sum(rkey)::bigint AS k FROM (
          SELECT ${list('unit', 'min(c.rkey) AS rkey', ...unit)}, list_sort(list(DISTINCT t.tuple)) AS tuples
          FROM (SELECT * FROM ${cubeTable(cube)} WHERE ${part}) c JOIN ${tuple} t ON ${same} GROUP BY ${list('unit', ...unit)})
        GROUP BY ${list('tuples', ...unit)}`,
      ),
      `CREATE TEMP TABLE ${set} AS SELECT row_number() OVER () AS profile, tuples FROM (SELECT DISTINCT tuples FROM ${alike})`,
      `CREATE TABLE ${name} AS SELECT ${list('s.profile', ...unit)}, sum(n)::bigint AS n, sum(k)::bigint AS k
        FROM ${alike} a JOIN ${set} s ON s.tuples = a.tuples GROUP BY ${list('s.profile', ...unit)}`,
      `CREATE TABLE ${name}_row AS SELECT ${list('s.profile', ...row.map((column) => `t.${column}`))}
        FROM (SELECT profile, unnest(tuples) AS tuple FROM ${set}) s JOIN ${tuple} t ON t.tuple = s.tuple`,
      ...[tuple, alike, set].map((table) => `DROP TABLE ${table}`),
    ],
  };
}
