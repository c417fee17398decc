/**
 * What a stage run costs beyond its SQL: planning 100,000 families through the platform's code, as a share of the same statements
 * sent by hand over a bare connection, in turns on the same data. And what it needs in memory, which must not grow with them.
 *
 *   npm --prefix bench run stage -- [--families 100000] [--rounds 3]
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../platform/demo/postgres';
import { roleName, roleUrl } from '../platform/database/roles';
import { migrateAll, openDatabaseOf } from '../platform/subgraphs';
import { getParts } from '../platform/catalogue';
import { loadConfig } from '../shared/config';
import { viewerSettings } from '../shared/database';
import type { Database } from '../shared/database';
import { systemActor } from '../shared/viewer';
import { findPeriod } from '../subgraphs/programs/pkh/period';
import { planPayments } from '../subgraphs/programs/stage-run/plan';
import type { Send } from '../subgraphs/programs/stage-run/send';
import type { StageRunRow } from '../subgraphs/programs/stage-run/stage-run';

const { values: options } = parseArgs({
  options: { families: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' } },
});
const families = Number(options.families);
const rounds = Number(options.rounds);
const actor = systemActor('bench stage');
const config = loadConfig({});
const stage = (name: string) => {
  const period = findPeriod(name);
  if (!period) throw new Error(`${name} is no period`);
  return { programCode: 'PKH', period, actor: actor.subject, actorRole: actor.role };
};
const megabytes = () => process.resourceUsage().maxRSS / 1024;

void main();

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'berdaya-bench-stage-'));
  // As root PostgreSQL runs as another account, which has to get in.
  chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir });
  try {
    await migrateAll(postgres.url, config);
    await generate(postgres.url);
    const database = await openDatabaseOf(getParts('programs'), postgres.url, config);
    await compare(database, postgres.url);
    await database.close();
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Families with one to five components each, set-wise: as many numbers as there are families, and nothing read back. */
async function generate(url: string): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  const id = (kind: number) => `('0000000${kind}-0000-8000-8000-' || lpad(n::text, 12, '0'))::uuid`;
  await admin.query(`SET search_path = programs;
    INSERT INTO family_ref SELECT ${id(1)}, 'K-' || n, '3204050001', 1 + n % 4, '{PKH}' FROM generate_series(1, ${families}) n;
    INSERT INTO enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, file_status)
      SELECT ${id(3)}, 'P-' || n, ${id(1)}, '3204050001', ${id(2)}, 'PKH',
        CASE WHEN n % 20 = 0 THEN 'SUSPENDED' ELSE 'ACTIVE' END, '2025-01-01', 'ACTIVE' FROM generate_series(1, ${families}) n;
    INSERT INTO enrolment_component (id, enrolment_id, person_id, component, started_on)
      SELECT gen_random_uuid(), ${id(3)}, ${id(2)}, kind, '2025-01-01' FROM generate_series(1, ${families}) n,
        unnest(ARRAY['ANAK_SD', 'ANAK_SMP', 'LANJUT_USIA', 'ANAK_USIA_DINI', 'ANAK_SMA']) WITH ORDINALITY c (kind, place)
      WHERE place <= 1 + n % 5;
    ANALYZE`);
  await admin.end();
}

/** One run through the platform, and the statements of one by hand; each on a stage of its own, so that both write everything. */
async function compare(database: Database, adminUrl: string): Promise<void> {
  const byHand = new Client({ connectionString: roleUrl(adminUrl, roleName('programs', 'app'), config) });
  await byHand.connect();
  console.log(`# ${cpus()[0]?.model ?? ''}, Node ${process.version}; ${families} families, ${rounds} rounds\n`);
  const before = megabytes();
  const found: { run: number; hand: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const sent: { text: string; values: readonly unknown[] | undefined }[] = [];
    const run = await seconds(() => runOnce(database, `${2025 + round}-T1`, sent));
    const hand = await seconds(() => repeat(byHand, sent, `${2025 + round}-T2`));
    found.push({ run, hand });
    console.log(`round ${round + 1}: run ${run.toFixed(2)} s, by hand ${hand.toFixed(2)} s`);
  }
  await byHand.end();
  const [run, hand] = [median(found.map((each) => each.run)), median(found.map((each) => each.hand))];
  console.log(
    `stage run of ${families} families: ${run.toFixed(2)} s, the same SQL by hand ${hand.toFixed(2)} s: ${(run / hand).toFixed(2)} times`,
  );
  console.log(`memory of this process at most ${megabytes().toFixed(0)} MB, ${before.toFixed(0)} MB before the runs`);
}

async function runOnce(
  database: Database,
  period: string,
  sent: { text: string; values: readonly unknown[] | undefined }[],
) {
  const run: StageRunRow = await database.bulk(actor, (connection) => {
    const send: Send = async (text, values) => {
      sent.push({ text, values });
      return (await connection.query(text, values && [...values])).rows;
    };
    return planPayments(send, stage(period));
  });
  const counted = run.added + run.suspended;
  if (counted !== families) throw new Error(`${counted} of ${families} families were counted`);
}

/** What a run sent, sent again for another stage. */
async function repeat(
  client: Client,
  sent: readonly { text: string; values: readonly unknown[] | undefined }[],
  name: string,
) {
  const { period } = stage(name);
  const again = (value: unknown) => {
    if (typeof value !== 'string') return value;
    return value
      .replace(/^\d{4}-T1$/, period.name)
      .replace(/^\d{4}-01-01$/, period.firstDay)
      .replace(/^[\da-f]{8}-[\da-f-]{27}$/, () => crypto.randomUUID());
  };
  await client.query(`BEGIN; ${viewerSettings(actor, config.mode)}`);
  for (const { text, values } of sent) await client.query(text, values?.map(again));
  await client.query('COMMIT');
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
