import { DuckDBInstance } from '@duckdb/node-api';
import type { JS } from '@duckdb/node-api';
import { measuresOf, timeColumn } from '../../subgraphs/insights/cube/cube';
import type { CellSource } from '../../subgraphs/insights/engine/cells';
import type { SourceNeed } from '../../subgraphs/insights/snapshot/contents';
import { PERIOD, periodsOf } from '../../subgraphs/insights/table/request';
import type { TableRequest } from '../../subgraphs/insights/table/request';

/** Plain SQL for the same cells: no keys, no noise, no guard. */

/** Somebody who answers with rows as objects. */
export interface RawDuckDb {
  rows(sql: string): Promise<Record<string, JS>[]>;
  close(): void;
}

/** The same file, opened once more with what the product gives it. */
export async function openRawDuckDb(path: string): Promise<RawDuckDb> {
  const instance = await DuckDBInstance.create(path, {
    access_mode: 'READ_ONLY',
    memory_limit: '1024MB',
    threads: '2',
  });
  const connection = await instance.connect();
  return {
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS(),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** What the cells themselves need of a snapshot. */
export function needOf(request: TableRequest): SourceNeed {
  const conditions = conditionsOf(request);
  const groups = groupsOf(request);
  const single = conditions.filter(({ categories }) => categories.length === 1);
  return {
    columns: [...groups, ...conditions.map(({ column }) => column)],
    fixed: [...groups, ...single.map(({ column }) => column)],
    hasSums: sumsOf(request).length > 0,
  };
}

/** The counts and sums out of a table of a snapshot. */
export function rawSql(request: TableRequest, { from, shape }: CellSource): string {
  const isProfile = shape === 'PROFILES';
  const measured = [
    ...flagsOf(request).map((flag) => {
      if (shape === 'CELLS') return `sum(n_${flag ?? 'all'})::bigint`;
      if (isProfile) return `sum(n)${flag === undefined ? '' : ` FILTER (WHERE ${flag})`}::bigint`;
      return `count(*)${flag === undefined ? '' : ` FILTER (WHERE ${flag})`}`;
    }),
    ...sumsOf(request).map((amount) => (shape === 'CELLS' ? `sum(x_${amount}_is_placed)::bigint` : `sum(${amount})`)),
  ];
  const table = isProfile
    ? `${from} p JOIN (SELECT profile, program, bool_or(is_placed) AS is_placed FROM ${from}_row GROUP BY ALL) r USING (profile)`
    : from;
  return grouped(request, table, measured);
}

/** The same out of the facts; for PostgreSQL. */
export function factsSql(request: TableRequest): string {
  const counted = request.cube.rows === 'ONE' ? '*' : 'DISTINCT unit';
  const measured = [
    ...flagsOf(request).map((flag) => `count(${counted})${flag === undefined ? '' : ` FILTER (WHERE ${flag})`}::int`),
    ...sumsOf(request).map((amount) => `sum(${amount})::float8`),
  ];
  return grouped(request, `(${request.cube.source('')}) f`, measured);
}

function grouped(request: TableRequest, table: string, measured: readonly string[]): string {
  const groups = groupsOf(request).join(', ');
  const by = { NONE: groups, GRAND: `GROUPING SETS ((${groups}), ())`, MARGINS: `CUBE (${groups})` }[request.totals];
  const conditions = conditionsOf(request).map(
    ({ column, categories }) =>
      `${column} IN (${categories.map((each) => (typeof each === 'number' ? each : `'${each}'`)).join(', ')})`,
  );
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const columns = measured.map((sql, index) => `${sql} AS m${index}`);
  return `SELECT ${[groups, ...columns].join(', ')} FROM ${table} ${where} GROUP BY ${by}`;
}

/** The columns of the key, in its order. */
export function groupsOf({ cube, by, time }: TableRequest): string[] {
  return by.map((name) => (name === PERIOD && time ? timeColumn(cube.time, time.grain) : columnOf(cube, name)));
}

function columnOf({ dimensions }: TableRequest['cube'], name: string): string {
  const column = dimensions.find((each) => each.name === name)?.column;
  if (column === undefined) throw new Error(`no dimension ${name}`);
  return column;
}

function conditionsOf({ cube, where, time }: TableRequest) {
  const filters = where.map(({ dimension, categories }) => ({ column: columnOf(cube, dimension), categories }));
  if (!time?.window) return filters;
  return [...filters, { column: timeColumn(cube.time, time.grain), categories: periodsOf(time.window, time.grain) }];
}

/** Of the counts, in their order. */
function flagsOf({ cube, measures }: TableRequest): (string | undefined)[] {
  return measuresOf(cube, measures).flatMap((each) => (each.kind === 'COUNT' ? [each.flag] : []));
}

function sumsOf({ cube, measures }: TableRequest): string[] {
  return measuresOf(cube, measures).flatMap((each) => (each.kind === 'SUM' ? [each.amount] : []));
}
