import { columnsOf } from '../../subgraphs/insights/cube/cube';
import type { Cube, Measure } from '../../subgraphs/insights/cube/cube';
import { getCube } from '../../subgraphs/insights/cube/catalogue';
import { today } from '../../shared/machine';
import { systemActor } from '../../shared/viewer';
import type { TestPlatform } from './platform';

/** A cell without any protection: codes and numbers, by column. */
export type Cell = Readonly<Record<string, string | number>>;

/** What is asked of a cube: COUNT and SUM measures by dimensions. */
export interface Asked {
  readonly cube: string;
  readonly by: readonly string[];
  readonly measures: readonly string[];
  /** SQL over the cube's columns. */
  readonly where?: string;
}

/** The cells of a table, straight from the cube's source. */
export async function cubeCells(platform: TestPlatform, asked: Asked): Promise<Cell[]> {
  const cube = getCube(asked.cube);
  const keys = asked.by.map((name) => `${columnOf(cube, name)} AS ${name.toLowerCase()}`);
  const values = asked.measures.map((name) => `${valueOf(cube, name)} AS ${name.toLowerCase()}`);
  return rowsOf(
    platform,
    `SELECT ${[...keys, ...values].join(', ')} FROM (${cube.source(`date '${today()}'`)}) cube
     WHERE ${asked.where ?? 'true'} ${groupBy(keys.length)}`,
  );
}

/** Columns of a cube's source, with how many rows it gives and how many units. */
export async function cubeShape(platform: TestPlatform, name: string) {
  const cube = getCube(name);
  const columns = columnsOf(cube).map((column) => `${column.name}::${column.type}`);
  const nulls = columnsOf(cube).map((column) => `${column.name} IS NULL`);
  const within = cube.rows === 'ONE' ? [] : cube.rows.within.map((each) => columnOf(cube, each));
  const [shape] = await rowsOf(
    platform,
    `SELECT count(*)::int AS rows, count(DISTINCT (${['unit', ...within].join(', ')}))::int AS distinct,
       count(*) FILTER (WHERE ${nulls.join(' OR ')})::int AS nulls
     FROM (SELECT ${columns.join(', ')} FROM (${cube.source(`date '${today()}'`)}) s) cube`,
  );
  return shape;
}

function rowsOf(platform: TestPlatform, text: string): Promise<Cell[]> {
  return platform.subgraph('insights').database.bulk(systemActor('a test'), async (client) => {
    const { rows } = await client.query<Cell>(text);
    return rows.map(plain);
  });
}

/** Sums of bigint come as text. */
function plain(row: Readonly<Record<string, string | number>>): Cell {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, isNumeric(value) ? Number(value) : value]));
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value);
}

function columnOf(cube: Cube, name: string): string {
  if (name === 'PERIOD') return `${cube.time?.column ?? ''}_month`;
  const dimension = cube.dimensions.find((each) => each.name === name);
  if (!dimension) throw new Error(`${cube.name} has no dimension ${name}`);
  return dimension.column;
}

function valueOf(cube: Cube, name: string): string {
  const measure = measureOf(cube, name);
  if (measure.kind === 'SUM') return `sum(${measure.amount})`;
  if (measure.kind !== 'COUNT') throw new Error(`${name} is made of others`);
  return `count(DISTINCT unit) FILTER (WHERE ${measure.flag ?? 'true'})`;
}

function measureOf(cube: Cube, name: string): Measure {
  const measure = cube.measures.find((each) => each.name === name);
  if (!measure) throw new Error(`${cube.name} has no measure ${name}`);
  return measure;
}

function groupBy(keys: number): string {
  return keys === 0 ? '' : `GROUP BY ${Array.from({ length: keys }, (_, index) => index + 1).join(', ')}`;
}
