import assert from 'node:assert/strict';
import type { Client } from 'pg';
import { findCodedError } from '../../shared/errors';
import { openDuckDb } from '../../subgraphs/insights/engine/duckdb';
import { readContents, sourceFor } from '../../subgraphs/insights/snapshot/contents';
import type { LentSnapshot } from '../../subgraphs/insights/snapshot/store';
import { CubeReader } from '../../subgraphs/insights/table/cube-reader';
import type { TableRequest } from '../../subgraphs/insights/table/request';
import { makeTable } from '../../subgraphs/insights/table/table';
import type { ProtectedTable } from '../../subgraphs/insights/table/table';
import { QUESTIONS } from './questions';
import type { Question } from './questions';
import { factsSql, groupsOf, needOf, openRawDuckDb, rawSql } from './rivals';
import type { RawDuckDb } from './rivals';
import { median } from './transfer';

const DEADLINE_MS = 600_000;
/** Rounds that are not measured. */
export const WARM_UP = 5;

export interface Rounds {
  readonly rounds: number;
  /** A PostgreSQL with the facts: a rival, and the oracle. */
  readonly facts?: Client;
}

/** Asks every question of a snapshot's file, and prints a line each. */
export async function compareAll(path: string, how: Rounds): Promise<void> {
  const engine = await openDuckDb(path);
  const contents = await readContents(engine);
  for (const { name, shape, rows } of contents) console.log(`  ${name}: ${shape}, ${rows} rows`);
  const snapshot: LentSnapshot = {
    ...{ version: 1, asOf: '2026-11-30', builtAt: '2026-11-30T20:00:00Z', lagSeconds: 0, engine },
    sourceFor: (cube, need) => sourceFor(contents, cube, need),
  };
  const raw = await openRawDuckDb(path);
  console.log(
    `\n| table | rows | ours ms | raw ms | ratio | ours CPU ms | raw CPU ms | ratio | PostgreSQL ms | ratio | of |\n|---|---|---|---|---|---|---|---|---|---|---|`,
  );
  for (const question of QUESTIONS) await compare(question, snapshot, raw, how);
  raw.close();
  await engine.close();
}

/** What one way costs, round after round. */
class Meter {
  private readonly walls: number[] = [];
  private readonly cpus: number[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    const result = await work();
    this.walls.push(performance.now() - started);
    const { user, system } = process.cpuUsage(cpu);
    this.cpus.push((user + system) / 1_000);
    return result;
  }

  get wall(): number {
    return median(this.walls);
  }

  get cpu(): number {
    return median(this.cpus);
  }
}

async function compare(
  { name, request }: Question,
  snapshot: LentSnapshot,
  raw: RawDuckDb,
  { rounds, facts }: Rounds,
): Promise<void> {
  const source = snapshot.sourceFor(request.cube.name, needOf(request));
  const sql = rawSql(request, source);
  const [ours, theirs, postgres] = [new Meter(), new Meter(), new Meter()];
  let table: ProtectedTable | string = '';
  // Neither has run a statement like it before: a server has.
  for (let round = 0; round < WARM_UP; round += 1) {
    await raw.rows(sql);
    await ask(request, snapshot);
  }
  for (let round = 0; round < rounds; round += 1) {
    await theirs.run(() => raw.rows(sql));
    table = await ours.run(() => ask(request, snapshot));
  }
  if (facts) check(request, table, (await postgres.run(() => facts.query(factsSql(request)))).rows);
  const figures = [ours.wall, theirs.wall, ours.wall / theirs.wall, ours.cpu, theirs.cpu, ours.cpu / theirs.cpu];
  const slow = facts ? [postgres.wall.toFixed(0), (postgres.wall / ours.wall).toFixed(0)] : ['-', '-'];
  const rows = typeof table === 'string' ? table : table.rows.length;
  console.log(`| ${[name, rows, ...figures.map((each) => each.toFixed(1)), ...slow, source.from].join(' | ')} |`);
}

/** The protected table, or why it is refused. */
async function ask(request: TableRequest, snapshot: LentSnapshot): Promise<ProtectedTable | string> {
  const reader = new CubeReader(request, snapshot, DEADLINE_MS);
  try {
    return await makeTable(request, snapshot, (extents) => reader.read(extents));
  } catch (error) {
    const refusal = findCodedError(error)?.code;
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** Every count that is published is of a cell of at least ten, and within the noise of what PostgreSQL counts. */
function check(request: TableRequest, table: ProtectedTable | string, facts: readonly Record<string, unknown>[]): void {
  if (typeof table === 'string') return;
  const groups = groupsOf(request);
  const counts = request.cube.measures.filter(({ name, kind }) => kind === 'COUNT' && request.measures.includes(name));
  const exact = new Map(facts.map((row) => [JSON.stringify(groups.map((group) => row[group] ?? null)), row]));
  for (const { key, values } of table.rows) {
    const row = exact.get(JSON.stringify(request.by.map((name) => key[name] ?? null)));
    for (const [index, { name }] of counts.entries()) {
      const n = Number(row?.[`m${index}`]);
      const value = values[name]?.value;
      assert(value === undefined || (n >= 10 && Math.abs(value - n) <= 6), `${name} of ${JSON.stringify(key)}`);
    }
  }
}
