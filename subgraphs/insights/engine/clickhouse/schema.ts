import { TIME_GRAINS, columnsOf, timeColumn } from '../../cube/cube';
import type { Cube } from '../../cube/cube';
import { countersOf, quoted } from '../cell-columns';
import type { Counter } from '../cell-columns';

/** Column types of cubes, as ClickHouse has them. */
const TYPES: Readonly<Record<string, string>> = {
  uuid: 'UUID',
  smallint: 'Int16',
  integer: 'Int32',
  bigint: 'Int64',
  boolean: 'Bool',
  text: 'LowCardinality(String)',
};

/** An aggregate the SQL of cells names that ClickHouse has under another name. */
const FUNCTIONS = 'CREATE FUNCTION IF NOT EXISTS bool_or AS (flag) -> max(flag)';

/**
 * Statements that make the tables of cubes on a ClickHouse server, one after the other: the facts, and of cubes whose units have
 * one row each the rollups, which fill themselves as facts are inserted and merge what is alike. A snapshot is a database of its
 * own, filled once: `INSERT INTO cube_<name> FROM INFILE '<its Parquet file>' FORMAT Parquet`.
 * @param database a name of our own making, for instance `insights_17`
 */
export function clickHouseSchema(cubes: readonly Cube[], database: string): string[] {
  return [
    FUNCTIONS,
    `CREATE DATABASE IF NOT EXISTS ${quoted(database)}`,
    ...cubes.flatMap((cube) => [factsOf(cube, database), ...rollupsOf(cube, database)]),
  ];
}

function factsOf(cube: Cube, database: string): string {
  const columns = [...typesOf(cube)].map(([name, type]) => `${name} ${type}`);
  return `CREATE TABLE ${factTable(cube, database)} (${columns.join(', ')})
    ENGINE = MergeTree ORDER BY (${[
      ...keysOf(
        cube,
        cube.dimensions.map(({ name }) => name),
      ),
      'unit',
    ].join(', ')})`;
}

/** Counts only: the largest contributions to a sum cannot be merged, and are asked of the facts. */
function rollupsOf(cube: Cube, database: string): string[] {
  if (cube.rows !== 'ONE') return [];
  const counters = countersOf(measuredBy(cube));
  return (cube.rollups ?? []).flatMap((dimensions, index) => {
    const table = `${quoted(database)}.${quoted(`cube_${cube.name}_by_${index}`)}`;
    const keys = [...keysOf(cube, dimensions), ...(cube.employer === undefined ? [] : [quoted(cube.employer)])];
    const types = typesOf(cube);
    const counts = counters.flatMap(({ id }) => [quoted(`n_${id}`), quoted(`k_${id}`)]);
    return [
      `CREATE TABLE ${table} (${[
        ...keys.map((key) => `${key} ${types.get(key) ?? ''}`),
        ...counts.map((count) => `${count} SimpleAggregateFunction(sum, Int64)`),
      ].join(', ')}) ENGINE = AggregatingMergeTree ORDER BY (${keys.join(', ')}) SETTINGS allow_nullable_key = 1`,
      `CREATE MATERIALIZED VIEW ${quoted(database)}.${quoted(`cube_${cube.name}_into_${index}`)} TO ${table} AS
        SELECT ${[...keys, ...counters.flatMap(counted)].join(', ')} FROM ${factTable(cube, database)} GROUP BY ${keys.join(', ')}`,
    ];
  });
}

function factTable({ name }: Cube, database: string): string {
  return `${quoted(database)}.${quoted(`cube_${name}`)}`;
}

/** Columns of dimensions; PERIOD is the time axis, with all its grains. */
function keysOf(cube: Cube, names: readonly string[]): string[] {
  return [
    ...cube.dimensions.filter(({ name }) => names.includes(name)).map(({ column }) => quoted(column)),
    ...(names.includes('PERIOD') ? TIME_GRAINS.map((grain) => quoted(timeColumn(cube.time, grain))) : []),
  ];
}

/** Columns and their types. Only the employer of a row may be unknown. */
function typesOf(cube: Cube): Map<string, string> {
  const isOptional = (name: string) => name === cube.employer && name !== 'unit';
  return new Map(
    columnsOf(cube).map(({ name, type }) => {
      const found = clickHouseType(type);
      return [quoted(name), isOptional(name) ? `Nullable(${found})` : found];
    }),
  );
}

function measuredBy({ measures }: Cube) {
  return {
    counts: [{ name: 'ALL' }, ...measures.flatMap((measure) => (measure.kind === 'COUNT' ? [measure] : []))],
    sums: [],
    bands: measures.flatMap((measure) =>
      measure.kind === 'QUANTILE' ? [{ name: measure.name, band: measure.band, size: measure.edges.length - 1 }] : [],
    ),
  };
}

function counted({ id, holds }: Counter): string[] {
  return [
    `toInt64(countIf(${holds})) AS ${quoted(`n_${id}`)}`,
    `toInt64(sumIf(rkey, ${holds})) AS ${quoted(`k_${id}`)}`,
  ];
}

function clickHouseType(type: string): string {
  const found = TYPES[type];
  if (found === undefined) throw new Error(`ClickHouse has no type for ${type}`);
  return found;
}
