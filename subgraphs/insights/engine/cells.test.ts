import { join } from 'node:path';
import fc from 'fast-check';
import { CATALOGUE } from '../../../platform/catalogue';
import { openDatabaseOf } from '../../../platform/subgraphs';
import { openEmptyDatabase } from '../../../test/support/database';
import type { TestDatabase } from '../../../test/support/database';
import type { Database } from '../../../shared/database';
import { KS10_5, ONS_10_5 } from '../protection/ptable';
import {
  readKs105Vectors,
  readOnsCells,
  readOnsMicrodata,
  readOnsVectors,
  rowsOf,
} from '../protection/vectors.fixture';
import { queryCells } from './cells';
import type { CellQuery, CellSource } from './cells';
import { openDuckDb } from './duckdb';
import type { Engine } from './engine';
import { openFolder, writeDuckDb } from './engines.fixture';
import { cellsByHand } from './model.fixture';
import { openPostgres } from './postgres';
import { MEASURED, anyQuery, anyRows, anyUnits, linesOf, valuesOf } from './rows.fixture';

const options = { deadlineMs: 30_000 };
const folder = openFolder();
let given: TestDatabase;
let database: Database;
const engines = new Map<string, Engine>();

beforeAll(async () => {
  given = await openEmptyDatabase();
  const parts = CATALOGUE.find(({ name }) => name === 'insights');
  if (!parts) throw new Error('no subgraph insights');
  database = await openDatabaseOf(parts, given.adminUrl, given.config);
  const file = join(folder.path, 'empty.duckdb');
  await writeDuckDb(file, 'SELECT 1');
  engines.set('postgres', openPostgres(database));
  engines.set('duckdb', await openDuckDb(file));
});

afterAll(async () => {
  await engines.get('duckdb')?.close();
  await database.close();
  await given.drop();
  folder.remove();
});

function engineOf(name: string): Engine {
  const engine = engines.get(name);
  if (!engine) throw new Error(`no engine ${name}`);
  return engine;
}

/** A query of units that are counted and nothing else. */
function countsOf(source: CellSource, groups: readonly string[]): CellQuery {
  return { source, groups, where: [], counts: [{ name: 'ALL' }], sums: [], bands: [] };
}

/** Rows of a record key and some variables as a table of either engine. */
function microTable(rows: readonly Record<string, string>[], variables: readonly string[]): CellSource {
  const lines = rows.map((row, index) => {
    const values = variables.map((name) => `'${row[name] ?? ''}'`);
    return `(${[index, row['record_key'], 0, ...values].join(', ')})`;
  });
  const names = ['unit', 'rkey', 'mkey', ...variables];
  return { from: `(SELECT * FROM (VALUES ${lines.join(', ')}) AS v(${names.join(', ')}))`, shape: 'UNITS' };
}

describe.each(['duckdb', 'postgres'])('%s', (name) => {
  test('gives the 200 cells ONS published of its microdata', async () => {
    const variables = ['var1', 'var5', 'var8'];
    const source = microTable(rowsOf(readOnsMicrodata()), variables);
    for (const shape of ['UNITS', 'ROWS'] as const) {
      const cells = await queryCells(engineOf(name), countsOf({ ...source, shape }, variables), options);
      const { n = [], keys = [] } = cells.counts['ALL'] ?? {};
      const found = new Map(
        Array.from(n, (count, row) => [cells.groups.map((column) => column[row]).join(), [count, keys[row]]]),
      );
      const published = readOnsCells();
      expect(found.size).toBe(published.filter((cell) => cell['pre_sdc_count'] !== '0').length);
      for (const { var1, var5, var8, pre_sdc_count, ckey, count } of published) {
        const [units = 0, sum = 0] = found.get([var1, var5, var8].join()) ?? [];
        expect([units, sum % 256]).toEqual([Number(pre_sdc_count), Number(ckey)]);
        expect(ONS_10_5.perturb(units, sum)).toBe(count === '' ? undefined : Number(count));
      }
    }
  });

  test('gives every table ONS published of the first 100 rows', async () => {
    const source = microTable(rowsOf(readOnsMicrodata()).slice(0, 100), ['var1', 'var2', 'var8']);
    let compared = 0;
    for (const [names, published] of Object.entries(readOnsVectors().tables)) {
      const groups = names === 'total' ? [] : names.split(',');
      const cells = await queryCells(engineOf(name), countsOf(source, groups), options);
      const { n = [], keys = [] } = cells.counts['ALL'] ?? {};
      const found = Array.from(n, (count, row): [string, unknown] => [
        cells.groups.map((column) => column[row]).join('|'),
        [count, (keys[row] ?? 0) % 256, ONS_10_5.perturb(count, keys[row] ?? 0) ?? null],
      ]);
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries(
          Object.entries(published).map(([key, [count, ckey, , value]]) => [key, [count, ckey, value]]),
        ),
      );
      compared += found.length;
    }
    expect(compared).toBe(22);
  });

  test('counts the vectors of KS10_5, and the largest of them by their keys', async () => {
    const vectors = readKs105Vectors().vectors.filter(([n]) => n > 0 && n <= 1_001);
    for (const [n, key, , , published] of vectors) {
      // n units whose keys add up to the cell's: the first has it all.
      const from = `(SELECT i AS unit, CASE WHEN i = 1 THEN ${key} ELSE 256 END AS rkey, 0 AS mkey FROM generate_series(1, ${n}) AS s(i))`;
      const cells = await queryCells(engineOf(name), countsOf({ from, shape: 'UNITS' }, []), options);
      const { n: counts = [], keys = [] } = cells.counts['ALL'] ?? {};
      expect(Array.from(counts)).toEqual([n]);
      expect(KS10_5.perturb(counts[0] ?? 0, keys[0] ?? 0)).toBe(published ?? undefined);
    }
    expect(vectors.length).toBeGreaterThan(15);
  });

  test('gives the cells of random rows as plain loops do, whatever is asked of them', async () => {
    const check = async (
      rows: Parameters<typeof valuesOf>[0],
      query: Omit<CellQuery, 'source'>,
      shape: 'UNITS' | 'ROWS',
    ) => {
      const found = await queryCells(engineOf(name), { ...query, source: { from: valuesOf(rows), shape } }, options);
      expect(linesOf(found)).toEqual(linesOf(cellsByHand(rows, query)));
    };
    const employer = fc.constantFrom(undefined, 'employer');
    const split = fc.subarray([{ column: 'kind', in: ['X', "Z'"] }]);
    await fc.assert(
      fc.asyncProperty(anyRows, anyUnits, anyQuery, employer, split, async (rows, units, asked, employer, split) => {
        const query = { ...asked, ...MEASURED, employer, groups: [...asked.groups, ...split] };
        await check(rows, query, 'ROWS');
        await check(units, query, 'ROWS');
        await check(units, query, 'UNITS');
      }),
      { numRuns: 60 },
    );
  });

  test('refuses what no category can be', async () => {
    const source = { from: '(SELECT 1 AS unit, 1 AS rkey, 1 AS mkey, 1 AS desil)', shape: 'UNITS' } as const;
    const ask = (value: string | number) =>
      queryCells(engineOf(name), { ...countsOf(source, []), where: [{ column: 'desil', in: [value] }] }, options);
    await expect(ask(0.5)).rejects.toThrow('a number must be whole');
    await expect(ask('a\0')).rejects.toThrow('a text may hold no NUL');
  });
});

test('PostgreSQL stops what takes too long, and writes nothing', async () => {
  const postgres = engineOf('postgres');
  const late = postgres.query('SELECT pg_sleep(30)', { deadlineMs: 50 });
  await expect(late).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', details: { seconds: 0.05 } });
  await expect(postgres.query('DELETE FROM person', options)).rejects.toThrow('read-only transaction');
  expect((await postgres.query('SELECT 1 AS one', options)).columns).toEqual([[1]]);
});
