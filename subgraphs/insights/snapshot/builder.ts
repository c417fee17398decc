import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { quoted } from '../engine/cell-columns';
import type { Cube } from '../cube/cube';
import {
  cubeTable,
  keyColumnsOf,
  loadCubeTable,
  partsOf,
  profilesOf,
  rollupsOf,
  timeColumnsOf,
  unitCellsOf,
  withinColumns,
} from './cube-tables';
import type { PlannedTable, SnapshotTable } from './cube-tables';

/** A table made of a cube is kept where it has at most this share of what it would be read instead of. */
const WORTH = 0.5;
/** Beyond this share by estimate it is not even made. */
const HOPELESS = 0.7;

export interface BuilderOptions {
  readonly memoryMb: number;
  /** About so many rows are grouped by unit at once: more need more memory, or lie on the disk between. */
  readonly partRows: number;
  /** About so many cells are summed up at once. */
  readonly partCells: number;
}

/** What a builder takes unless it is told. */
export const BUILDER: BuilderOptions = { memoryMb: 1_024, partRows: 2_000_000, partCells: 1_000_000 };

/** What is counted of a cube before tables are made of it. */
interface Counted {
  readonly rows: number;
  readonly units: number;
  readonly parts: readonly string[];
}

/** The table that says which tables there are. */
export const CONTENTS = 'snapshot_contents';

/**
 * Writes the DuckDB file of a snapshot, one cube after the other. Only this connection may read files: what it loads was copied out
 * of the star schema before.
 */
export class SnapshotBuilder {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly most: Omit<BuilderOptions, 'memoryMb'>,
  ) {}

  static async open(path: string, { memoryMb, ...most }: BuilderOptions): Promise<SnapshotBuilder> {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(path, { memory_limit: `${memoryMb}MB`, threads: '2' });
    const connection = await instance.connect();
    await connection.run(`SET preserve_insertion_order = false`);
    await connection.run(
      `CREATE TABLE ${CONTENTS} (cube text, name text, shape text, columns text[], row_columns text[], within text[],
        has_sums boolean, rows bigint)`,
    );
    return new SnapshotBuilder(instance, connection, most);
  }

  /**
   * Loads a cube, makes what is kept of it summed up, and writes it as Parquet.
   * @returns its rows
   * @throws Error for a cube that has rows its definition does not allow
   */
  async add(cube: Cube, csv: string, parquet: string): Promise<number> {
    for (const statement of loadCubeTable(cube, csv)) await this.connection.run(statement);
    const rows = await this.count(`FROM ${cubeTable(cube)}`);
    const parts = partsOf(rows, this.most.partRows, ['unit']);
    const units = await this.countDistinct(cube, parts, []);
    await this.check(cube, { rows, units, parts });
    const isOne = cube.rows === 'ONE';
    await this.list(cube, {
      ...{ cube: cube.name, name: cubeTable(cube), shape: isOne ? 'UNITS' : 'ROWS' },
      ...{ columns: keyColumnsOf(cube), rowColumns: [], hasSums: true, rows },
    });
    for (const table of rollupsOf(cube)) await this.make(cube, table, rows);
    let profiles: PlannedTable | undefined;
    for (const table of profilesOf(cube, parts)) if (await this.make(cube, table, units)) profiles = table;
    const unitCells = profiles && unitCellsOf(cube, profiles);
    if (unitCells) await this.make(cube, unitCells, units);
    await this.connection.run(`COPY ${cubeTable(cube)} TO '${parquet}' (FORMAT parquet)`);
    return rows;
  }

  async finish(): Promise<void> {
    await this.connection.run('CHECKPOINT');
    this.close();
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  /** Whether it was worth it. */
  private async make(cube: Cube, { sql, ...table }: PlannedTable, instead: number): Promise<boolean> {
    const cells = table.shape === 'CELLS' ? await this.estimate(cube, table.columns) : 0;
    if (cells > HOPELESS * instead) return false;
    for (const statement of sql(partsOf(cells, this.most.partCells, table.columns)))
      await this.connection.run(statement);
    const rows = await this.count(`FROM ${table.name}`);
    if (rows <= WORTH * instead) {
      await this.list(cube, { ...table, rows });
      return true;
    }
    await this.connection.run(`DROP TABLE ${table.name}`);
    if (table.shape === 'PROFILES') await this.connection.run(`DROP TABLE ${table.name}_row`);
    return false;
  }

  /** About how many cells there are, in one pass and little memory. */
  private async estimate(cube: Cube, columns: readonly string[]): Promise<number> {
    const cell = `hash(${columns.map(quoted).join(', ')})`;
    return this.value(`SELECT approx_count_distinct(${cell})::integer FROM ${cubeTable(cube)}`);
  }

  /** Counts are of units only where the rows are what the cube says. */
  private async check(cube: Cube, { rows, units, parts }: Counted): Promise<void> {
    if (rows === units) return;
    const times = cube.time?.of === 'UNIT' ? timeColumnsOf(cube) : [];
    const dimensions = cube.dimensions.filter(({ of }) => of === 'UNIT').map(({ column }) => column);
    const ofUnit = [...dimensions, ...times].map(quoted);
    const distinct = (columns: readonly string[]) => this.countDistinct(cube, parts, columns);
    if (cube.rows === 'ONE' || rows !== (await distinct(withinColumns(cube).map(quoted))))
      throw new Error(`cube ${cube.name} has several rows of a unit where it may have one`);
    if (units !== (await distinct(['rkey', 'mkey', ...ofUnit])))
      throw new Error(`cube ${cube.name} has a unit with two keys or in two categories of a dimension of units`);
  }

  /** How many units there are, told apart by some columns besides. */
  private async countDistinct(cube: Cube, parts: readonly string[], columns: readonly string[]): Promise<number> {
    let found = 0;
    for (const part of parts)
      found += await this.count(
        `FROM (SELECT DISTINCT ${['unit', ...columns].join(', ')} FROM ${cubeTable(cube)} WHERE ${part})`,
      );
    return found;
  }

  private count(from: string): Promise<number> {
    return this.value(`SELECT count(*)::integer ${from}`);
  }

  private async value(sql: string): Promise<number> {
    const reader = await this.connection.runAndReadAll(sql);
    return Number(reader.getRows()[0]?.[0] ?? 0);
  }

  private async list(cube: Cube, table: SnapshotTable & Pick<PlannedTable, 'within'>): Promise<void> {
    const texts = (values: readonly string[]) => `[${values.map((value) => `'${value}'`).join(', ')}]::text[]`;
    const values = [
      ...[table.cube, table.name, table.shape].map((text) => `'${text}'`),
      ...[table.columns, table.rowColumns, table.within ?? withinColumns(cube)].map(texts),
      ...[table.hasSums, table.rows].map(String),
    ];
    await this.connection.run(`INSERT INTO ${CONTENTS} VALUES (${values.join(', ')})`);
  }
}
