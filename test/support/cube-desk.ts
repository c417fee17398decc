import { SNAPSHOT_DAY } from '../../platform/demo/nation/weights';
import { systemActor } from '../../shared/viewer';
import { columnsOf, timeColumn } from '../../subgraphs/insights/cube/cube';
import type { Cube, TimeGrain } from '../../subgraphs/insights/cube/cube';
import { starId } from '../../subgraphs/insights/star/unit';
import type { TestDatabase } from './database';
import { openNation } from './nation';
import { startTestPlatform } from './platform';
import type { TestPlatform } from './platform';

/** A row of a table as text, so that numbers of two ways to count are the same. */
export type Cell = Readonly<Record<string, string>>;

/** What a question asks of a cube: COUNT and SUM measures by dimensions, and by PERIOD with its grain. */
export interface Asked {
  readonly by: readonly string[];
  readonly measures: readonly string[];
  readonly grain?: TimeGrain;
  /** SQL over the cube's columns. */
  readonly where?: string;
}

const TESTER = systemActor('a test of cubes');

/** A platform whose star schema is filled, and what its cubes and the source schemas say. */
export class CubeDesk implements AsyncDisposable {
  private constructor(
    readonly platform: TestPlatform,
    /** `YYYY-MM-DD`. */
    readonly asOf: string,
  ) {}

  /**
   * Over the demo nation.
   * @param asOf the day the cubes are made for, `YYYY-MM-DD`; the one the nation stands still at if none is given
   * @param prepare what happens before the star schema is filled
   */
  static async ofNation(asOf = SNAPSHOT_DAY, prepare?: (platform: TestPlatform) => Promise<void>): Promise<CubeDesk> {
    return CubeDesk.open(await openNation(), asOf, prepare);
  }

  /** @param database an empty one if none is given */
  static async open(
    database: TestDatabase | undefined,
    asOf: string,
    prepare?: (platform: TestPlatform) => Promise<void>,
  ): Promise<CubeDesk> {
    const desk = new CubeDesk(await startTestPlatform(database), asOf);
    await prepare?.(desk.platform);
    await desk.platform.relay.drain();
    await desk.platform.relay.stop();
    return desk;
  }

  /** Statements on the star schema, as the projector. */
  star<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { database } = this.platform.subgraph('insights');
    return database.bulk(TESTER, async (client) => (await client.query<Row>(text, [...values])).rows);
  }

  /** The unit of a person in the star schema. */
  personUnit(id: string): string {
    return starId(this.platform.subgraph('insights').database.recordKeys, 'person', id);
  }

  source(cube: Cube): string {
    return cube.source(`date '${this.asOf}'`);
  }

  /** Cells of a cube before protection: units of counts and sums, by columns of dimensions. */
  async cells(cube: Cube, { by, measures, grain, where = 'true' }: Asked): Promise<Cell[]> {
    const keys = by.map((name) => keyOf(cube, name, grain));
    const values = measures.map((name) => `${aggregateOf(cube, name)} AS ${name.toLowerCase()}`);
    const rows = await this.star<object>(
      `SELECT ${[...keys, ...values].join(', ')} FROM (${this.source(cube)}) c WHERE ${where}
       ${keys.length === 0 ? '' : `GROUP BY ${keys.map((_, index) => index + 1).join(', ')}`}`,
    );
    return rows.map(asText);
  }

  /** What a cube's source gives against what the cube promises: columns, rows with a null, and units against its rows. */
  async shape(cube: Cube) {
    const source = this.source(cube);
    const within = cube.rows === 'ONE' ? [] : cube.rows.within.map((name) => columnOf(cube, name, 'MONTH'));
    const own = cube.dimensions.filter(({ of }) => of === 'UNIT').map(({ column }) => column);
    const [names] = await this.star<{ given: string[] }>(
      `SELECT array(SELECT jsonb_object_keys(to_jsonb(c))) AS given FROM (${source}) c LIMIT 1`,
    );
    const [found] = await this.star<{ rows: number; holes: number }>(
      `SELECT count(*)::int AS rows, (count(*) FILTER (WHERE NOT (c IS NOT NULL)))::int AS holes FROM (${source}) c`,
    );
    const doubled = `SELECT unit FROM (${source}) c GROUP BY ${['unit', ...within].join(', ')} HAVING count(*) > 1`;
    const split = `SELECT unit FROM (${source}) c GROUP BY unit HAVING count(DISTINCT (${['rkey', 'mkey', ...own].join(', ')})) > 1`;
    return {
      given: (names?.given ?? []).sort(),
      promised: columnsOf(cube)
        .map(({ name }) => name)
        .sort(),
      rows: found?.rows ?? 0,
      holes: found?.holes,
      /** Units with two rows within what the cube names. */
      doubled: await this.star(doubled),
      /** Units with two keys, or in two categories of a dimension of units. */
      split: await this.star(split),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.platform.stop();
  }
}

function columnOf(cube: Cube, name: string, grain: TimeGrain): string {
  if (name === 'PERIOD') return timeColumn(cube.time, grain);
  const dimension = cube.dimensions.find((each) => each.name === name);
  if (!dimension) throw new Error(`${cube.name} has no ${name}`);
  return dimension.column;
}

/** Periods as tables name them. */
const PERIOD: Readonly<Record<TimeGrain, (column: string) => string>> = {
  MONTH: (column) => `${column} / 100 || '-' || lpad((${column} % 100)::text, 2, '0')`,
  QUARTER: (column) => `${column} / 10 || '-Q' || ${column} % 10`,
  YEAR: (column) => column,
};

function keyOf(cube: Cube, name: string, grain: TimeGrain = 'MONTH'): string {
  const column = columnOf(cube, name, grain);
  return `${name === 'PERIOD' ? PERIOD[grain](column) : column} AS ${name.toLowerCase()}`;
}

function aggregateOf({ measures, name: cube }: Cube, name: string): string {
  const measure = measures.find((each) => each.name === name);
  if (measure?.kind === 'SUM') return `sum(${measure.amount})`;
  if (measure?.kind !== 'COUNT') throw new Error(`${name} of ${cube} is no count and no sum`);
  return `count(DISTINCT unit) FILTER (WHERE ${measure.flag ?? 'true'})`;
}

function asText(row: object): Cell {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]));
}
