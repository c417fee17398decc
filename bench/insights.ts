/**
 * What a protected table costs: its cells and their noise out of a snapshot, beside the same counts without keys, noise or sums out
 * of the same table of the same DuckDB file, and beside the same cells out of PostgreSQL; and what building the snapshot costs.
 *
 *   npm --prefix bench run insights -- [--persons 1000000] [--rounds 7] [--postgres off]
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { getParts } from '../platform/catalogue';
import { startEmbeddedPostgres } from '../platform/demo/postgres';
import { migrateAll, openDatabaseOf } from '../platform/subgraphs';
import { loadConfig } from '../shared/config';
import type { Database } from '../shared/database';
import { queryCells } from '../subgraphs/insights/engine/cells';
import type { CellQuery, Cells, Condition } from '../subgraphs/insights/engine/cells';
import { openPostgres } from '../subgraphs/insights/engine/postgres';
import { perturbSum } from '../subgraphs/insights/protection/magnitude';
import { KS10_5 } from '../subgraphs/insights/protection/ptable';
import { buildSnapshot } from '../subgraphs/insights/snapshot/build';
import { openSnapshotStore } from '../subgraphs/insights/snapshot/store';
import type { LentSnapshot } from '../subgraphs/insights/snapshot/store';
import { CASES, MEMBERS, factsSql } from './insights/cubes';

const { values: options } = parseArgs({
  options: {
    persons: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '7' },
    postgres: { type: 'string', default: 'on' },
  },
});
const persons = Number(options.persons);
const rounds = Number(options.rounds);
const config = loadConfig({});
const LIMIT = { deadlineMs: 600_000 };

interface Table {
  readonly name: string;
  readonly cube: 'cases' | 'members';
  readonly groups: readonly string[];
  readonly where?: readonly Condition[];
  readonly hasSums?: boolean;
}

const TABLES: readonly Table[] = [
  { name: 'people by province', cube: 'cases', groups: ['province'] },
  { name: 'placement by province, decile, program', cube: 'cases', groups: ['province', 'desil', 'program'] },
  {
    ...{ name: 'month by program, of two statuses', cube: 'cases', groups: ['at_month', 'program'] },
    where: [{ column: 'status', in: ['S1', 'S2'] }],
  },
  {
    ...{ name: 'regency, decile, sex, age', cube: 'cases' },
    groups: ['regency', 'desil', 'sex', 'age_band'],
  },
  { name: 'distinct people by province, sex', cube: 'members', groups: ['province', 'sex'] },
  { name: 'wages by province, decile', cube: 'cases', groups: ['province', 'desil'], hasSums: true },
];

void main();

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'berdaya-bench-insights-'));
  // As root PostgreSQL runs as another account, which has to get in.
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: folder });
  try {
    await migrateAll(postgres.url, config);
    await generate(postgres.url);
    const database = await openDatabaseOf(getParts('insights'), postgres.url, config);
    console.log(`# ${cpus()[0]?.model ?? ''}, Node ${process.version}; ${persons} persons, ${rounds} rounds\n`);
    await build(database, folder);
    const store = openSnapshotStore(database, folder);
    await store.use(async (snapshot) => {
      for (const table of TABLES) await compare(snapshot, database, table);
    });
    await store.close();
    await database.close();
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function generate(url: string): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(
    `SET search_path = insights; ${factsSql(persons)}; GRANT SELECT ON bench_fact TO PUBLIC; ANALYZE bench_fact`,
  );
  await admin.end();
}

async function build(database: Database, folder: string): Promise<void> {
  const before = process.resourceUsage().maxRSS / 1_024;
  const started = performance.now();
  const built = await buildSnapshot({ database, folder, cubes: [CASES, MEMBERS], asOf: '2026-11-30' });
  const seconds = (performance.now() - started) / 1_000;
  const after = process.resourceUsage().maxRSS / 1_024;
  console.log(
    `snapshot of ${JSON.stringify(built.cubes)}: ${seconds.toFixed(1)} s, peak ${after.toFixed(0)} MB (${before.toFixed(0)} before)\n`,
  );
}

async function compare(snapshot: LentSnapshot, database: Database, table: Table): Promise<void> {
  const cube = table.cube === 'cases' ? CASES : MEMBERS;
  const { groups, where = [], hasSums = false } = table;
  const columns = [...groups, ...where.map(({ column }) => column)];
  const source = snapshot.sourceFor(table.cube, { columns, fixed: groups, hasSums });
  const query: CellQuery = {
    ...{ source, groups, where, bands: [] },
    counts: [{ name: 'READY' }, { name: 'PLACED', flag: 'is_placed' }],
    sums: hasSums ? [{ name: 'WAGES', amount: 'wage', flag: 'is_placed' }] : [],
  };
  const plain = rawSql(query);
  const from = `(${cube.source(`DATE '2026-11-30'`)})`;
  const facts = { from, shape: cube.rows === 'ONE' ? 'UNITS' : 'ROWS' } as const;
  const engine = openPostgres(database);
  const times = { ours: [] as number[], raw: [] as number[], postgres: [] as number[] };
  let cells = 0;
  for (let round = 0; round < rounds; round++) {
    times.raw.push(await millis(() => snapshot.engine.query(plain, LIMIT)));
    times.ours.push(
      await millis(async () => {
        cells = protect(await queryCells(snapshot.engine, query, LIMIT));
      }),
    );
    if (options.postgres !== 'off' && round < 3) {
      times.postgres.push(await millis(() => queryCells(engine, { ...query, source: facts }, LIMIT)));
    }
  }
  const [ours, raw, slow] = [median(times.ours), median(times.raw), median(times.postgres)];
  console.log(
    `${table.name.padEnd(40)} ${String(cells).padStart(7)} cells ${ours.toFixed(1).padStart(8)} ms of ${source.from}; raw ${raw.toFixed(1)} ms: ${(ours / raw).toFixed(2)} times; PostgreSQL ${slow.toFixed(0)} ms: ${(slow / ours).toFixed(0)} times`,
  );
}

/** The counts alone, of the same table. */
function rawSql({ source, groups, where }: CellQuery): string {
  const filter = where.map((each) =>
    'in' in each ? `${each.column} IN (${each.in.map((value) => `'${value}'`).join()})` : '',
  );
  const condition = filter.length > 0 ? `WHERE ${filter.join(' AND ')}` : '';
  const counts = {
    UNITS: 'count(*), count(*) FILTER (WHERE is_placed)',
    CELLS: 'sum(n_all)::bigint, sum(n_is_placed)::bigint',
    ROWS: 'count(DISTINCT unit), count(DISTINCT unit) FILTER (WHERE is_placed)',
    PROFILES: 'sum(n)::bigint',
  }[source.shape];
  return `SELECT ${groups.join()}, ${counts} FROM ${source.from} ${condition} GROUP BY ${groups.join()}`;
}

/** Everything that is published of some cells; the number of cells. */
function protect({ counts, sums, rows }: Cells): number {
  for (const { n, keys } of Object.values(counts)) n.forEach((count, row) => KS10_5.perturb(count, keys[row] ?? 0));
  for (const { total, keys, ...top } of Object.values(sums)) {
    total.forEach((sum, row) => {
      const [x1 = 0, r1 = 0, x2 = 0, r2 = 0] = [top.x1[row], top.r1[row], top.x2[row], top.r2[row]];
      return perturbSum(sum, keys[row] ?? 0, { x1, r1, x2, r2 });
    });
  }
  return rows;
}

async function millis(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
