/**
 * The tables of cubes and the queries of cells on ClickHouse, held against plain loops and against each other: schema, random rows,
 * rollups before and after they are merged, hostile values, deadlines. A server by its address, or ClickHouse in process (npm chdb,
 * half a gigabyte, installed with the benches).
 *
 *   npm --prefix bench run clickhouse -- [--url http://127.0.0.1:8123] [--user default] [--facts 1000000]
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { request } from 'undici';
import { CUBES } from '../subgraphs/insights/cube/catalogue';
import type { Cube } from '../subgraphs/insights/cube/cube';
import { queryCells } from '../subgraphs/insights/engine/cells';
import type { CellQuery, CellSource } from '../subgraphs/insights/engine/cells';
import { openClickHouse } from '../subgraphs/insights/engine/clickhouse/clickhouse';
import { clickHouseSchema } from '../subgraphs/insights/engine/clickhouse/schema';
import { cellsByHand } from '../subgraphs/insights/engine/model.fixture';
import {
  FIXTURE_COLUMNS,
  MEASURED,
  anyQuery,
  anyRows,
  anyUnits,
  linesOf,
} from '../subgraphs/insights/engine/rows.fixture';
import type { FixtureRow } from '../subgraphs/insights/engine/rows.fixture';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string' },
    user: { type: 'string', default: 'default' },
    facts: { type: 'string', default: '1000000' },
  },
});
const facts = Number(options.facts);
const DATABASE = 'berdaya_bench';
const deadline = { deadlineMs: 120_000 };
const title = { en: '', id: '' };
const dimension = (name: string, kind: 'TEXT' | 'NUMBER') =>
  ({ name: name.toUpperCase(), column: name, kind, title, of: 'UNIT' }) as const;
const described = (name: string) => ({ name, title, definition: '' });

/** The rows of the engines' own tests as a cube. */
const FIXTURE: Cube = {
  ...{ name: 'fixture', title, description: '', unit: 'PERSON', employer: 'employer', source: () => '' },
  rows: { within: ['KIND', 'YEAR'] },
  dimensions: [
    dimension('area', 'TEXT'),
    dimension('desil', 'NUMBER'),
    dimension('kind', 'TEXT'),
    dimension('year', 'NUMBER'),
  ],
  measures: [
    { kind: 'COUNT', ...described('PLACED'), flag: 'is_placed' },
    { kind: 'SUM', ...described('WAGES'), amount: 'wage', of: 'PLACED', unit: 'IDR' },
    { kind: 'QUANTILE', ...described('DAYS'), share: 0.5, band: 'band', edges: [0, 1, 2, 3], unit: 'DAYS' },
  ],
};
/** Many facts, with rollups. */
const FACTS: Cube = {
  ...{ ...FIXTURE, name: 'facts', rows: 'ONE', employer: undefined },
  rollups: [
    ['AREA', 'DESIL'],
    ['AREA', 'YEAR'],
  ],
};

void main();

async function main(): Promise<void> {
  const bridge = options.url === undefined ? await startBridge() : undefined;
  const url = options.url ?? bridge?.url ?? '';
  try {
    const run = async (sql: string) => {
      const { statusCode, body } = await request(`${url}/?user=${options.user}`, { method: 'POST', body: sql });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${text.slice(0, 300)} in ${sql.slice(0, 200)}`);
    };
    await checkAll(url, run);
  } finally {
    bridge?.stop();
  }
}

type Run = (sql: string) => Promise<void>;

async function checkAll(url: string, run: Run): Promise<void> {
  await run(`DROP DATABASE IF EXISTS ${DATABASE}`);
  const statements = clickHouseSchema([...CUBES, FIXTURE, FACTS], DATABASE);
  for (const statement of statements) await run(statement);
  console.log(`schema: ${statements.length} statements, ${CUBES.length} cubes of the catalogue`);
  const engine = openClickHouse({
    ...{ url, database: DATABASE, user: options.user, password: '', memoryMb: 4_096, connections: 2 },
  });
  const ask = (query: CellQuery) => queryCells(engine, query, deadline);
  const { columns } = await engine.query('SELECT version()', deadline);
  console.log(`ClickHouse ${String(columns[0]?.[0])}`);
  await checkRandomRows(run, ask);
  await checkRollups(run, ask);
  await checkHostile(ask);
  const late = engine.query('SELECT count() FROM numbers(100000000000) WHERE sin(number) > 2', { deadlineMs: 300 });
  await assert.rejects(late, { code: 'DEADLINE_EXCEEDED' });
  console.log('deadline: DEADLINE_EXCEEDED after 0.3 s');
  await engine.close();
}

type Ask = (query: CellQuery) => ReturnType<typeof queryCells>;

async function checkRandomRows(run: Run, ask: Ask): Promise<void> {
  let compared = 0;
  const check = async (rows: readonly FixtureRow[], query: Omit<CellQuery, 'source'>, shape: 'UNITS' | 'ROWS') => {
    await run(`TRUNCATE TABLE ${DATABASE}.cube_fixture`);
    const columns = Object.keys(FIXTURE_COLUMNS) as (keyof FixtureRow)[];
    const lines = rows.map((row) => `(${columns.map((name) => literalOf(row, name)).join(', ')})`);
    await run(`INSERT INTO ${DATABASE}.cube_fixture (${columns.join(', ')}) VALUES ${lines.join(', ')}`);
    const found = await ask({ ...query, source: { from: 'cube_fixture', shape } });
    assert.deepEqual(linesOf(found), linesOf(cellsByHand(rows.map(asStored), query)));
    compared += found.rows;
  };
  await fc.assert(
    fc.asyncProperty(anyRows, anyUnits, anyQuery, fc.boolean(), async (rows, units, asked, isOfEmployers) => {
      const query = { ...asked, ...MEASURED, employer: isOfEmployers ? 'employer' : undefined };
      await check(rows, query, 'ROWS');
      await check(units, query, 'ROWS');
      await check(units, query, 'UNITS');
    }),
    { numRuns: 60 },
  );
  console.log(`random rows: ${compared} cells as plain loops have them`);
}

/** The rows are written for VALUES, where a quote is doubled. */
const asStored = (row: FixtureRow): FixtureRow => ({ ...row, kind: row.kind.replace("''", "'") });

function literalOf(row: FixtureRow, name: keyof FixtureRow): string {
  const value = row[name];
  if (value === null) return 'NULL';
  if (FIXTURE_COLUMNS[name] === 'uuid') return `'00000000-0000-4000-8000-${String(value).padStart(12, '0')}'`;
  return typeof value === 'string' ? `'${value}'` : String(value);
}

async function checkRollups(run: Run, ask: Ask): Promise<void> {
  for (const part of [0, 1, 2]) {
    await run(`INSERT INTO ${DATABASE}.cube_facts
      SELECT generateUUIDv4() AS unit, rand(1) % 256 AS rkey, rand(2) % 256 AS mkey, 'A' || toString(rand(3) % 38) AS area,
        rand(4) % 10 AS desil, 'K' || toString(rand(5) % 12) AS kind, 2020 + rand(6) % 6 AS year, rand(7) % 3 = 0 AS is_placed,
        if(is_placed, rand(8) % 5000000, 0) AS wage, if(is_placed, rand(9) % 3, -1) AS band
      FROM numbers(${part} * intDiv(${facts}, 3), intDiv(${facts}, 3))`);
  }
  const measured = { ...MEASURED, sums: [], groups: ['area', 'desil'], where: [] };
  const rollup: CellSource = { from: 'cube_facts_by_0', shape: 'CELLS' };
  const exact = await ask({ ...measured, source: { from: 'cube_facts', shape: 'UNITS' } });
  const before = await ask({ ...measured, source: rollup });
  await run(`OPTIMIZE TABLE ${DATABASE}.cube_facts_by_0 FINAL`);
  const after = await ask({ ...measured, source: rollup });
  assert.equal(exact.rows, 380);
  assert.deepEqual(linesOf(before), linesOf(exact));
  assert.deepEqual(linesOf(after), linesOf(exact));
  const took = async (source: CellSource) => {
    const began = performance.now();
    await ask({ ...measured, source });
    return Math.round(performance.now() - began);
  };
  const [slow, fast] = [await took({ from: 'cube_facts', shape: 'UNITS' }), await took(rollup)];
  console.log(
    `rollups: 380 cells of ${facts} facts are the same before and after merging; ${slow} ms of facts, ${fast} ms of the rollup`,
  );
}

/** Values that would end a literal where a backslash escapes. */
async function checkHostile(ask: Ask): Promise<void> {
  const counts = [{ name: 'ALL' }];
  const query = { source: { from: 'cube_facts', shape: 'UNITS' } as const, groups: [], counts, sums: [], bands: [] };
  const count = async (value: string) =>
    (await ask({ ...query, where: [{ column: 'area', in: [value] }] })).counts['ALL']?.n[0];
  assert.notEqual(await count('A1'), 0);
  for (const value of ["\\' OR 1=1 --", '\\', "') OR 1=1 --", 'A1\\']) assert.equal(await count(value), 0);
  console.log('hostile values: no row is theirs');
}

async function startBridge(): Promise<{ readonly url: string; stop(): void }> {
  const root = join(__dirname, '../..');
  const child = spawn(process.execPath, [join(root, 'bench/clickhouse-bridge.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: `http://127.0.0.1:${port.toString().trim()}`, stop: () => child.kill() };
}
