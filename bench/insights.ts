/**
 * What a protected table costs: the whole answer (every cell the guard looks at, guard, noise, rows) out of a snapshot, beside the
 * plain counts out of the smallest table of the same DuckDB file that has them, and out of PostgreSQL, which is its oracle too;
 * what building the snapshot costs; and what a large table weighs as Arrow and as JSON.
 *
 *   npm --prefix bench run insights -- [--facts 1m,10m] [--rounds 15] [--postgres off]
 *
 * Without PostgreSQL the snapshot is built from a file, which is how 100m facts are measured.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildFromFile, buildFromPostgres } from './insights/build';
import { WARM_UP, compareAll } from './insights/compare';
import { writeFacts } from './insights/facts';
import { compareTransfer } from './insights/transfer';

const { values: options } = parseArgs({
  options: {
    facts: { type: 'string', default: '1m,10m' },
    rounds: { type: 'string', default: '15' },
    postgres: { type: 'string', default: 'on' },
  },
});
const rounds = Number(options.rounds);

void main();

async function main(): Promise<void> {
  const load = loadavg().map((each) => each.toFixed(1));
  console.log(
    `# ${cpus()[0]?.model ?? ''}, Node ${process.version}, load ${load.join(' ')}; ${rounds} rounds after ${WARM_UP}`,
  );
  for (const size of options.facts.split(',')) await measure(Number(size.replace(/m$/, '')) * 1e6);
  await compareTransfer(100_000);
}

async function measure(facts: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'berdaya-bench-insights-'));
  // As root PostgreSQL runs as another account, which has to get in.
  chmodSync(folder, 0o755);
  const csv = join(folder, 'facts.csv');
  console.log(`\n## ${facts / 1e6} million facts`);
  try {
    await writeFacts(facts, csv);
    if (options.postgres === 'off') await compareAll(await buildFromFile(csv, folder), { rounds });
    else await buildFromPostgres(csv, folder, (path, facts) => compareAll(path, { rounds, facts }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
