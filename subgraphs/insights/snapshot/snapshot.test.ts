import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { CATALOGUE } from '../../../platform/catalogue';
import { openDatabaseOf } from '../../../platform/subgraphs';
import { asAdmin, openEmptyDatabase } from '../../../test/support/database';
import type { TestDatabase } from '../../../test/support/database';
import type { Database } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import type { Cube } from '../cube/cube';
import { queryCells } from '../engine/cells';
import type { CellQuery } from '../engine/cells';
import { openDuckDb } from '../engine/duckdb';
import type { Engine } from '../engine/engine';
import { openFolder } from '../engine/engines.fixture';
import { cellsByHand } from '../engine/model.fixture';
import { openPostgres } from '../engine/postgres';
import { MEASURED, anyQuery, linesOf } from '../engine/rows.fixture';
import type { FixtureRow } from '../engine/rows.fixture';
import { DUCKDB_FILE, buildSnapshot } from './build';
import type { BuildOptions } from './build';
import { BUILDER } from './builder';
import { readContents, sourcesFor } from './contents';
import type { KnownTable } from './contents';
import { manyRowsCube, oneRowCube, rowsOfMany, rowsOfOne } from './cubes.fixture';
import { openSnapshotStore } from './store';

const options = { deadlineMs: 30_000 };
const UNITS = 2_000;
let given: TestDatabase;
let database: Database;

beforeAll(async () => {
  given = await openEmptyDatabase();
  const parts = CATALOGUE.find(({ name }) => name === 'insights');
  if (!parts) throw new Error('no subgraph insights');
  database = await openDatabaseOf(parts, given.adminUrl, given.config);
});
afterAll(async () => {
  await database.close();
  await given.drop();
});

let folder: ReturnType<typeof openFolder>;
beforeEach(() => {
  folder = openFolder();
});
afterEach(async () => {
  folder.remove();
  await database.bulk(systemActor('a test'), (client) => client.query('DELETE FROM snapshot'));
});

const build = (cubes: readonly Cube[], more?: Pick<BuildOptions, 'keep' | 'builder'>) =>
  buildSnapshot({ database, folder: folder.path, cubes, asOf: '2026-11-30', ...more });
const kept = () => readdirSync(folder.path).sort();

describe('every table of a snapshot gives the same cells', () => {
  /** Asks every table that may be asked; how often each shape was. */
  async function compare(engine: Engine, contents: readonly KnownTable[], cube: Cube, rows: readonly FixtureRow[]) {
    const postgres = openPostgres(database);
    const asked = new Map<string, number>();
    const employer = cube.employer;
    await fc.assert(
      fc.asyncProperty(anyQuery, fc.boolean(), async ({ groups, where }, hasSums) => {
        const query: Omit<CellQuery, 'source'> = {
          ...MEASURED,
          groups,
          where,
          employer,
          ...(!hasSums && { sums: [] }),
        };
        const columns = [
          ...groups,
          ...where.map(({ column }) => column),
          ...(employer === undefined ? [] : [employer]),
        ];
        // A year is as good as its month where each has but one.
        const fixed = groups.includes('at_year') ? [...groups, 'at_month'] : groups;
        const sources = sourcesFor(contents, cube.name, { columns, fixed, hasSums });
        const right = linesOf(cellsByHand(rows, query));
        for (const source of sources) {
          const cells = await queryCells(engine, { ...query, source }, options);
          expect([source.from, linesOf(cells)]).toEqual([source.from, right]);
          asked.set(source.shape, (asked.get(source.shape) ?? 0) + 1);
        }
        const from = `(${cube.source(`DATE '2026-11-30'`)})`;
        const oracle = await queryCells(postgres, { ...query, source: { from, shape: 'ROWS' } }, options);
        expect(linesOf(oracle)).toEqual(right);
      }),
      { numRuns: 40 },
    );
    return [...asked.keys()].sort();
  }

  test('one row a unit: its rows and its rollups', async () => {
    const rows = rowsOfOne(UNITS);
    const cube = oneRowCube(rows);
    expect(await build([cube])).toMatchObject({ version: 1, asOf: '2026-11-30', cubes: { ones: UNITS } });
    await using(async (engine, contents) => {
      // All it can be grouped by; without months and quarters; without any period; what is asked together.
      const rollups = ['rollup_ones', 'rollup_ones_1', 'rollup_ones_2', 'rollup_ones_3'];
      expect(contents.map(({ name }) => name).sort()).toEqual(['cube_ones', ...rollups]);
      expect(await compare(engine, contents, cube, rows)).toEqual(['CELLS', 'UNITS']);
    });
  });

  test.each([
    ['at once', BUILDER],
    ['in parts', { ...BUILDER, partRows: UNITS / 4, partCells: 100 }],
  ])(
    'several rows a unit: rows made distinct, profiles with and without the month, and rollups; %s',
    async (_, builder) => {
      const rows = rowsOfMany(UNITS);
      const cube = manyRowsCube(rows);
      await build([cube], { builder });
      await using(async (engine, contents) => {
        expect(contents.map(({ name }) => name).sort()).toEqual([
          ...['cube_manys', 'profile_manys', 'profile_manys_undated', 'rollup_manys', 'rollup_manys_units'],
        ]);
        expect(await compare(engine, contents, cube, rows)).toEqual(['CELLS', 'PROFILES', 'ROWS', 'UNITS']);
      });
    },
  );

  async function using(work: (engine: Engine, contents: readonly KnownTable[]) => Promise<void>): Promise<void> {
    const engine = await openDuckDb(join(folder.path, kept()[0] ?? '', DUCKDB_FILE));
    await work(engine, await readContents(engine)).finally(() => engine.close());
  }
});

test('a table is read from the smallest that is exact, and rows that add up are not made distinct', async () => {
  await build([manyRowsCube(rowsOfMany(UNITS)), oneRowCube(rowsOfOne(UNITS))]);
  const store = openSnapshotStore(database, folder.path);
  await store.use(async ({ sourceFor }) => {
    const need = { columns: ['area', 'kind'], fixed: ['area', 'kind'], hasSums: false };
    expect(sourceFor('manys', need)).toMatchObject({ from: 'profile_manys_undated', shape: 'PROFILES' });
    expect(sourceFor('manys', { ...need, hasSums: true })).toEqual({ from: 'cube_manys', shape: 'ROWS' });
    // Of everybody once, whatever kinds they have.
    expect(sourceFor('manys', { columns: ['area'], fixed: ['area'], hasSums: false })).toMatchObject({
      ...{ from: 'rollup_manys_units', shape: 'CELLS' },
    });
    const dated = { columns: ['kind', 'at_month'], fixed: ['kind', 'at_month'], hasSums: true };
    expect(sourceFor('manys', dated)).toEqual({ from: 'rollup_manys', shape: 'CELLS' });
    expect(sourceFor('ones', { columns: ['area', 'at_year', 'employer'], fixed: [], hasSums: true })).toEqual({
      ...{ from: 'rollup_ones_3', shape: 'CELLS' },
    });
    expect(() => sourceFor('ones', { ...need, columns: ['nik'] })).toThrow('no table of cube ones has nik');
  });
  await store.close();
});

describe('units that are all different', () => {
  test('have neither profiles nor a rollup: the rows stay', async () => {
    const rows = rowsOfMany(40);
    await build([manyRowsCube(rows)]);
    const store = openSnapshotStore(database, folder.path);
    await store.use(async ({ sourceFor }) => {
      const need = { columns: ['area'], fixed: ['area'], hasSums: false };
      expect(sourceFor('manys', need)).toEqual({ from: 'cube_manys', shape: 'ROWS' });
    });
    await store.close();
  });

  test.each([
    ['a unit with two rows where it may have one', 'several rows of a unit', [0, 0]],
    ['a unit in two categories of its own', 'two categories', [0, 1]],
  ])('%s is no cube', async (_, reason, desil) => {
    const [row] = rowsOfOne(1);
    if (!row) throw new Error('no row');
    const rows = desil.map((each, index) => ({
      ...row,
      desil: each,
      kind: reason.startsWith('two') ? `K${index}` : 'X',
    }));
    await expect(build([manyRowsCube(rows)])).rejects.toThrow(reason);
    expect(kept()).toEqual([]);
    expect(await build([manyRowsCube([row])])).toMatchObject({ version: 1 });
  });
});

describe('versions', () => {
  const cubeOf = (units: number) => oneRowCube(rowsOfOne(units));
  const countUnits = (store: ReturnType<typeof openSnapshotStore>, version?: number) =>
    store.use(
      async ({ engine }) => (await engine.query('SELECT count(*) FROM cube_ones', options)).columns[0]?.[0],
      version,
    );

  test('a new one is served to who comes next, the old one to who has it until they give it back', async () => {
    await build([cubeOf(10)]);
    const store = openSnapshotStore(database, folder.path);
    await store.use(async (old) => {
      await build([cubeOf(20)]);
      expect(await countUnits(store)).toBe(20);
      const { columns } = await old.engine.query('SELECT count(*) FROM cube_ones', options);
      expect([old.version, columns[0]?.[0]]).toEqual([1, 10]);
    });
    // Kept for comparison.
    expect(await countUnits(store, 1)).toBe(10);
    expect((await store.versions()).map(({ version }) => version)).toEqual([2, 1]);
    await store.close();
  });

  test('only the last ones are kept; who has one open that goes reads on', async () => {
    await build([cubeOf(10)], { keep: 2 });
    const store = openSnapshotStore(database, folder.path);
    await store.use(async ({ engine }) => {
      await build([cubeOf(20)], { keep: 2 });
      await build([cubeOf(30)], { keep: 2 });
      expect((await engine.query('SELECT count(*) FROM cube_ones', options)).columns[0]?.[0]).toBe(10);
    });
    expect(kept().map((name) => name.split('-')[1])).toEqual(['2', '3']);
    await expect(countUnits(store, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await store.close();
  });

  test('one of which a killed process had no time to remove the files is removed by the next; others stay', async () => {
    await build([cubeOf(10)], { keep: 1 });
    const [dropped = ''] = kept();
    await build([cubeOf(20)], { keep: 1 });
    const foreign = join(folder.path, 'snapshot-1-of-another-database');
    for (const path of [join(folder.path, dropped), foreign]) {
      mkdirSync(path);
      writeFileSync(join(path, DUCKDB_FILE), 'whole');
    }
    await build([cubeOf(30)], { keep: 2 });
    expect(existsSync(join(folder.path, dropped))).toBe(false);
    expect(existsSync(foreign)).toBe(true);
    expect(kept().map((name) => name.split('-')[1])).toEqual(['1', '2', '3']);
  });

  test('two builders at once: one waits, and both are there', async () => {
    const built = await Promise.all([build([cubeOf(10)]), build([cubeOf(20)])]);
    expect(built.map(({ version }) => version).sort()).toEqual([1, 2]);
    expect(kept()).toHaveLength(2);
  });

  test('one that fails, and one that was killed, leave the one before and no files', async () => {
    await build([cubeOf(10)]);
    const store = openSnapshotStore(database, folder.path);
    const broken: Cube = {
      ...cubeOf(20),
      name: 'broken',
      source: () => `${cubeOf(20).source('')} WHERE 1 / (at_year - at_year) = 1`,
    };
    await expect(build([cubeOf(20), broken])).rejects.toThrow('division by zero');
    expect(kept()).toHaveLength(1);
    // As a killed process leaves it: its folder unfinished, its transaction gone. No process has this number.
    const left = join(folder.path, 'snapshot-2-00000000.4194305.part');
    mkdirSync(left);
    writeFileSync(join(left, DUCKDB_FILE), 'half');
    expect(await countUnits(store)).toBe(10);
    expect(await build([cubeOf(20)])).toMatchObject({ version: 2 });
    expect(existsSync(left)).toBe(false);
    expect(await countUnits(store)).toBe(20);
    await store.close();
  });

  test('one whose connections break in the middle leaves the one before, no files, and no lock', async () => {
    await build([cubeOf(10)]);
    const slow: Cube = { ...cubeOf(20), source: () => `${cubeOf(20).source('')} WHERE pg_sleep(10) IS NOT NULL` };
    const killed = build([slow]).catch((error: unknown) => error);
    const working = `SELECT count(pg_terminate_backend(pid))::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
        AND EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = current_database() AND a.query LIKE 'COPY%')`;
    await asAdmin(async (admin) => {
      for (let ended = 0; ended === 0;) ended = (await admin.query<{ n: number }>(working)).rows[0]?.n ?? 0;
    }, given.adminUrl);
    expect(await killed).toBeInstanceOf(Error);
    expect(kept()).toHaveLength(1);
    expect(await build([cubeOf(30)])).toMatchObject({ version: 2 });
    const store = openSnapshotStore(database, folder.path);
    expect([await countUnits(store), await countUnits(store, 1)]).toEqual([30, 10]);
    await store.close();
  });

  test('has a Parquet file for each cube, and nothing else but its database', async () => {
    await build([cubeOf(10)]);
    expect(readdirSync(join(folder.path, kept()[0] ?? '')).sort()).toEqual(['ones.parquet', DUCKDB_FILE]);
  });

  test('without any there is nothing to serve', async () => {
    const store = openSnapshotStore(database, folder.path);
    await expect(countUnits(store)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await store.close();
  });
});
