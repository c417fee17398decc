import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Client } from 'pg';
import { getParts } from '../../platform/catalogue';
import { startEmbeddedPostgres } from '../../platform/demo/postgres';
import { migrateAll, openDatabaseOf } from '../../platform/subgraphs';
import { loadConfig } from '../../shared/config';
import { columnsOf } from '../../subgraphs/insights/cube/cube';
import type { Cube } from '../../subgraphs/insights/cube/cube';
import { DUCKDB_FILE, buildSnapshot } from '../../subgraphs/insights/snapshot/build';
import { BUILDER, SnapshotBuilder } from '../../subgraphs/insights/snapshot/builder';
import { CASES, MEMBERS } from './cubes';
import { CREATE_FACTS, FACT_NAMES } from './facts';

const CUBES = [CASES, MEMBERS];
const config = loadConfig({});

/**
 * Loads facts into PostgreSQL and builds a snapshot out of it.
 * @param then what is done with the snapshot's file and the PostgreSQL, while that runs
 */
export async function buildFromPostgres(
  csv: string,
  folder: string,
  then: (path: string, facts: Client) => Promise<void>,
): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir: folder });
  const admin = new Client({ connectionString: postgres.url });
  try {
    await migrateAll(postgres.url, config);
    await admin.connect();
    await admin.query(`${CREATE_FACTS}; GRANT SELECT ON insights.bench_fact TO PUBLIC`);
    await admin.query(`COPY insights.bench_fact FROM '${csv}' (FORMAT csv)`);
    await admin.query('VACUUM ANALYZE insights.bench_fact');
    await admin.query('SET search_path = insights');
    rmSync(csv);
    const database = await openDatabaseOf(getParts('insights'), postgres.url, config);
    await measureBuild(() => buildSnapshot({ database, folder, cubes: CUBES, asOf: '2026-11-30' }));
    const [name = ''] = readdirSync(folder).filter((each) => each.startsWith('snapshot-'));
    await then(join(folder, name, DUCKDB_FILE), admin);
    await database.close();
  } finally {
    await admin.end();
    await postgres.stop();
  }
}

/** Does what `buildSnapshot` does with what it copied out of PostgreSQL; returns the file. */
export async function buildFromFile(csv: string, folder: string): Promise<string> {
  const path = join(folder, DUCKDB_FILE);
  for (const cube of CUBES) await splitFacts(csv, cube, folder);
  // A hundred million facts are 35 gigabytes as they are.
  rmSync(csv);
  await measureBuild(async () => {
    const builder = await SnapshotBuilder.open(path, BUILDER);
    for (const cube of CUBES) {
      await builder.add(cube, join(folder, `${cube.name}.csv`), join(folder, `${cube.name}.parquet`));
      rmSync(join(folder, `${cube.name}.csv`));
    }
    await builder.finish();
  });
  return path;
}

async function splitFacts(csv: string, cube: Cube, folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const names = FACT_NAMES.map((name) => `'${name}'`).join(', ');
  const columns = columnsOf(cube).map(({ name }) => name);
  await connection.run(
    `COPY (SELECT ${columns.join(', ')} FROM read_csv('${csv}', header = false, all_varchar = true, names = [${names}]) WHERE ${cube === CASES ? 'nth = 0' : 'true'})
     TO '${join(folder, `${cube.name}.csv`)}' (FORMAT csv, HEADER false)`,
  );
  connection.closeSync();
  instance.closeSync();
}

async function measureBuild(build: () => Promise<unknown>): Promise<void> {
  // Linux: forgets the peak of what came before.
  writeFileSync('/proc/self/clear_refs', '5');
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await build();
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1_024;
  console.log(
    `snapshot: ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s CPU of this process), peak ${peak.toFixed(0)} MB resident`,
  );
}
