import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemActor } from '../../shared/viewer';
import { columnsOf, timeColumn } from '../../subgraphs/insights/cube/cube';
import type { Cube, TimeGrain } from '../../subgraphs/insights/cube/cube';
import { asAdmin } from './database';
import type { TestPlatform } from './platform';

/** What a question asks of a cube, with names of dimensions and measures. */
export interface Asked {
  readonly by: readonly string[];
  readonly measures: readonly string[];
  /** Columns of the cube's table; ANDed. */
  readonly where?: string;
  /** Where PERIOD is asked by. */
  readonly grain?: TimeGrain;
}

export type Cell = Readonly<Record<string, unknown>>;

/** The unprotected cells of a question out of the source of a cube; those of which no measure counts anything are left out. */
export async function cellsOf(platform: TestPlatform, cube: Cube, asked: Asked, asOf: string): Promise<Cell[]> {
  const keys = asked.by.map((name) => keyOf(cube, name, asked.grain));
  const values = asked.measures.map((name) => `${valueOf(cube, name)} AS ${name.toLowerCase()}`);
  const rows = await readCube(
    platform,
    `SELECT ${[...keys, ...values].join(', ')} FROM (${cube.source(`date '${asOf}'`)}) cube
     WHERE ${asked.where ?? 'true'} GROUP BY ${keys.map((_, index) => index + 1).join(', ')}`,
  );
  return rows.filter((row) => asked.measures.some((name) => Number(row[name.toLowerCase()]) > 0));
}

/** Names and SQL types of what the source of a cube gives, against those the cube promises. */
export async function columnsGiven(platform: TestPlatform, cube: Cube, asOf: string) {
  const [row] = await readCube(
    platform,
    `SELECT jsonb_object_agg(name, type) AS given FROM (SELECT key AS name, null AS type FROM
       (SELECT to_jsonb(cube) AS row FROM (${cube.source(`date '${asOf}'`)}) cube LIMIT 1) one, jsonb_object_keys(one.row) key) k`,
  );
  const given = Object.keys((row?.['given'] ?? {}) as object).sort();
  return {
    given,
    promised: columnsOf(cube)
      .map(({ name }) => name)
      .sort(),
  };
}

/** The cells the plain SQL of a question gives over the source schemas. */
export async function cellsOfQuestion(platform: TestPlatform, file: string): Promise<Cell[]> {
  const text = await readFile(join(__dirname, 'questions', file), 'utf8');
  return asAdmin(async (client) => (await client.query<Cell>(text)).rows, platform.database.adminUrl);
}

/** Cells in an order of their own, so that lists can be compared. */
export function sorted(cells: readonly Cell[]): string[] {
  return cells
    .map((cell) => JSON.stringify(Object.entries(cell).sort(([one], [other]) => one.localeCompare(other))))
    .sort();
}

/** Rows of a statement over the star schema. */
export function readCube(platform: TestPlatform, text: string): Promise<Cell[]> {
  const { database } = platform.subgraph('insights');
  return database.bulk(systemActor('a test'), async (client) => (await client.query<Cell>(text)).rows);
}

function keyOf(cube: Cube, name: string, grain: TimeGrain | undefined): string {
  if (name === 'PERIOD') {
    const column = timeColumn(cube.time, grain ?? 'MONTH');
    if (grain === 'QUARTER') return `${column} / 10 || '-Q' || ${column} % 10 AS period`;
    return `${column}::text AS period`;
  }
  const dimension = cube.dimensions.find((each) => each.name === name);
  if (!dimension) throw new Error(`${cube.name} has no ${name}`);
  return `${dimension.column} AS ${name.toLowerCase()}`;
}

function valueOf(cube: Cube, name: string): string {
  const measure = cube.measures.find((each) => each.name === name);
  if (measure?.kind === 'COUNT') {
    return `count(DISTINCT unit) FILTER (WHERE ${measure.flag ?? 'true'})::int`;
  }
  if (measure?.kind === 'SUM') return `sum(${measure.amount})::bigint`;
  throw new Error(`${cube.name} has no count or sum ${name}`);
}
