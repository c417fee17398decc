/**
 * What a ranking costs beyond its SQL: the twenty best of 200,000 people who are ready, for a vacancy, asked of the subgraph
 * (resolvers, guards, statements before it, JSON) beside the same SQL sent by hand over a bare connection, in turns on the same data.
 *
 *   npm --prefix bench run match -- [--people 200000] [--rounds 15]
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../platform/demo/postgres';
import { roleName, roleUrl } from '../platform/database/roles';
import { getParts } from '../platform/catalogue';
import { migrateAll, openSubgraph } from '../platform/subgraphs';
import type { RunningSubgraph } from '../platform/subgraphs';
import { loadConfig } from '../shared/config';
import { viewerSettings } from '../shared/database';
import { PUBLIC_VIEWER } from '../shared/viewer';
import type { Viewer } from '../shared/viewer';
import { seekersSql } from '../subgraphs/employers/testing/seekers';
import { partnersSql, vacancyId } from '../subgraphs/employers/testing/partners';

const { values: options } = parseArgs({
  options: { people: { type: 'string', default: '200000' }, rounds: { type: 'string', default: '15' } },
});
const people = Number(options.people);
const rounds = Number(options.rounds);
const config = loadConfig({});

const officer: Viewer = {
  ...PUBLIC_VIEWER,
  subject: 'bench officer',
  role: 'SENTRA_OFFICER',
  purpose: 'PENEMPATAN',
  sentraId: 'S-001',
};
const supervisor: Viewer = {
  ...PUBLIC_VIEWER,
  subject: 'bench supervisor',
  role: 'SUPERVISOR',
  purpose: 'EVALUASI',
  regionCodes: ['ID'],
};

/** Who asks, and of how many people. */
const ASKING: readonly (readonly [string, Viewer])[] = [
  ['an officer, of one centre in 31', officer],
  ['a supervisor, of one province', { ...supervisor, regionCodes: ['32'] }],
  ['a supervisor, of the whole country', supervisor],
];

const QUERY = `query ($id: ID!) { rankCandidates(vacancyId: $id, first: 20) {
  nodes { serviceCaseId score parts { part points of reason } } pageInfo { hasNextPage endCursor } } }`;
const variables = { id: vacancyId(1) };

void main();

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'berdaya-bench-match-'));
  // As root PostgreSQL runs as another account, which has to get in.
  chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir });
  try {
    await migrateAll(postgres.url, config);
    await generate(postgres.url);
    const running = await openSubgraph(getParts('employers'), postgres.url, config);
    console.log(`# ${cpus()[0]?.model ?? ''}, Node ${process.version}; ${people} people, ${rounds} rounds\n`);
    for (const [who, viewer] of ASKING) await compare(running, postgres.url, who, viewer);
    await running.close();
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function generate(url: string): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`${partnersSql()}; ${seekersSql(1, people)}; SET search_path = employers;
    INSERT INTO relay_position SELECT 'employers.' || model, '0', 0, now() + interval '1 day'
      FROM unnest(ARRAY['ready_seekers', 'consenting_seekers']) model ON CONFLICT (model) DO UPDATE SET caught_up_at = excluded.caught_up_at;
    ANALYZE`);
  await admin.end();
}

async function compare(running: RunningSubgraph, adminUrl: string, who: string, viewer: Viewer): Promise<void> {
  const byHand = new Client({ connectionString: roleUrl(adminUrl, roleName('employers', 'app'), config) });
  // An error of the graph ends the database first; without a listener this connection's own would hide it.
  byHand.on('error', () => undefined);
  await byHand.connect();
  const asked: string[] = [];
  const stop = running.database.onStatement((text) => asked.push(text));
  const graph = async () => {
    const { data, errors } = await running.subgraph.execute({ query: QUERY, variables }, viewer);
    if (errors) throw new Error(errors.map(({ message }) => message).join());
    return JSON.stringify(data);
  };
  const answer = await graph();
  stop();
  const sql = asked.at(-1) ?? '';
  const hand = () => sendByHand(byHand, sql, viewer);
  await hand();
  const found: { readonly graph: number; readonly hand: number }[] = [];
  for (let round = 0; round < rounds; round++) found.push({ graph: await millis(graph), hand: await millis(hand) });
  const [mine, other] = [median(found.map((each) => each.graph)), median(found.map((each) => each.hand))];
  const best = (JSON.parse(answer) as { rankCandidates: { nodes: { score: number }[] } }).rankCandidates.nodes[0]
    ?.score;
  console.log(
    `${who.padEnd(36)} ${mine.toFixed(1)} ms, by hand ${other.toFixed(1)} ms: ${(mine / other).toFixed(2)} times (best score ${best})`,
  );
  await byHand.end();
}

/** The statement of the ranking with the values it was sent with, under the same viewer. */
async function sendByHand(client: Client, sql: string, viewer: Viewer): Promise<string> {
  await client.query(`BEGIN READ ONLY; ${viewerSettings(viewer, config.mode)}`);
  const { rows } = await client.query<object>({
    name: viewer.regionCodes.join() || 'officer',
    text: sql,
    values: valuesOf(viewer),
  });
  await client.query('COMMIT');
  return JSON.stringify(rows);
}

function valuesOf({ role, sentraId, regionCodes }: Viewer): unknown[] {
  const [place = ''] = regionCodes;
  const scope = role === 'SENTRA_OFFICER' ? [sentraId] : place === 'ID' ? [] : [place, `${place}:`];
  return ['3273', variables.id, ...scope, 21, variables.id];
}

async function millis(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
