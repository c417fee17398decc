/**
 * What a request costs in the gateway, on the graph and the data of the public benchmark of gateways: our gateway as the
 * product serves it (over HTTP and with its subgraphs in the same process), Apollo's own gateway, Hive Gateway with its planner
 * in JavaScript and in Rust, and a server that sends the same fetches by hand.
 *
 * All run at once, each pinned to the first core; subgraphs and clients share the second. Measurements of one round follow each
 * other, contestant by contestant, and rounds are repeated, so that a slow minute of the machine hits everybody.
 *
 *   npm run gateway -- [--rounds 3] [--seconds 4] [--query big|small] [--only NAME ...]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { start, startPinned } from './gateway/contestant';
import type { Contestant, Running } from './gateway/contestant';
import { QUERIES, benchSupergraph } from './gateway/graph';
import { quantile, runClients } from './gateway/load';
import { printTable } from './gateway/table';
import type { Measurement } from './gateway/table';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    query: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
  },
});
const ROUNDS = Number(options.rounds);
const SECONDS = Number(options.seconds);
const WARM_UP_SECONDS = 3;
const CLIENTS = [1, 50];
const GATEWAY_CORE = 0;
const OTHER_CORE = 1;
const FIRST_PORT = 20_000 + (process.pid % 4_000) * 10;

const root = join(__dirname, '..', '..');
const program = (path: string) => join(root, 'dist', `${path}.js`);
const hiveProgram = join(root, 'bench/node_modules/@graphql-hive/gateway/dist/bin.js');

/** Everybody in the race; those that de-duplicate are compared among themselves. */
function contestants(folder: string, supergraph: string, origin: string): Contestant[] {
  const config = join(folder, 'deduplicating.mjs');
  writeFileSync(config, 'export const gatewayConfig = { inboundInflightRequestDeduplication: true };\n');
  const port = (index: number) => FIRST_PORT + 1 + index;
  const hive = (index: number) => [
    hiveProgram,
    'supergraph',
    supergraph,
    '--host',
    '127.0.0.1',
    '--port',
    `${port(index)}`,
  ];
  const ours = (index: number) => [
    program('platform/gateway'),
    ...['--supergraph', supergraph, '--port', `${port(index)}`, '--dangerously-without-access'],
  ];
  const off = { DEDUPLICATE_QUERIES: 'off' };
  return [
    { name: 'stock', args: [program('bench/gateway/stock'), supergraph, `${port(0)}`], port: port(0) },
    { name: 'Hive, JavaScript', args: [...hive(1), '--jit'], port: port(1), cwd: folder },
    { name: 'Hive, Rust', args: [...hive(2), '--hive-router-runtime'], port: port(2), cwd: folder },
    { name: 'ours', args: ours(3), port: port(3), env: off },
    { name: 'ours, in process', args: [program('bench/gateway/in-process'), `${port(4)}`], port: port(4), env: off },
    { name: 'by hand', args: [program('bench/gateway/by-hand'), origin, `${port(5)}`], port: port(5) },
    { name: 'Hive, JavaScript, de-duplicating', args: [...hive(6), '--jit', '-c', config], port: port(6), cwd: folder },
    { name: 'ours, de-duplicating', args: ours(7), port: port(7), env: { DEDUPLICATE_QUERIES: 'on' } },
  ];
}

/** Compares the answer of a contestant with the one of the server by hand; returns its length. */
async function checkAnswer({ name, url }: Running, query: string, expected: string | undefined) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  const data = JSON.stringify((JSON.parse(text) as { data?: unknown }).data);
  if (data === undefined || (expected !== undefined && data !== expected)) {
    throw new Error(`${name} answers otherwise: ${text.slice(0, 300)}`);
  }
  return { data, length: Buffer.byteLength(text) };
}

async function measure(running: Running, query: string, clients: number, seconds: number, length: number) {
  const before = running.cpuSeconds();
  const {
    requests,
    latencies,
    seconds: elapsed,
  } = await runClients(running.url, JSON.stringify({ query }), {
    clients,
    seconds,
    length,
  });
  const measurement: Measurement = {
    cpuMs: ((running.cpuSeconds() - before) * 1000) / requests,
    perSecond: requests / elapsed,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    megabytes: running.residentMegabytes(),
  };
  return measurement;
}

async function race(running: readonly Running[]): Promise<void> {
  for (const [label, query] of Object.entries(QUERIES)) {
    if (options.query !== undefined && options.query !== label) continue;
    const byHand = running.find(({ name }) => name === 'by hand');
    const { data } = byHand ? await checkAnswer(byHand, query, undefined) : { data: undefined };
    const lengths = new Map<Running, number>();
    for (const one of running) {
      const { length } = await checkAnswer(one, query, data);
      lengths.set(one, length);
      await measure(one, query, 10, WARM_UP_SECONDS, length);
    }
    for (const clients of CLIENTS) {
      const found = new Map<string, Measurement[]>(running.map(({ name }) => [name, []]));
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const one of running) {
          // One client alone never asks the same twice at a time.
          if (clients === 1 && one.name.endsWith('de-duplicating')) continue;
          found.get(one.name)?.push(await measure(one, query, clients, SECONDS, lengths.get(one) ?? 0));
        }
      }
      printTable(`${label} query (${Math.round((data ?? '').length / 1000)} kB), ${clients} client(s)`, found);
    }
  }
}

async function main(): Promise<void> {
  const [cpu] = cpus();
  console.log(
    `# ${cpu?.model.trim() ?? '?'}, ${cpus().length} cores, Node ${process.version}; ${ROUNDS} rounds of ${SECONDS} s`,
  );
  spawnSync('taskset', ['-a', '-cp', String(OTHER_CORE), String(process.pid)]);
  const folder = mkdtempSync(join(tmpdir(), 'berdaya-gateways-'));
  const origin = `http://127.0.0.1:${FIRST_PORT}`;
  const supergraph = join(folder, 'supergraph.graphql');
  writeFileSync(supergraph, benchSupergraph(origin));
  const subgraphs = startPinned(
    OTHER_CORE,
    { args: [program('bench/gateway/subgraphs'), `${FIRST_PORT}`] },
    join(folder, 'subgraphs.log'),
  );
  const running: Running[] = [];
  try {
    const { only } = options;
    for (const [index, contestant] of contestants(folder, supergraph, origin).entries()) {
      if (only.length > 0 && !only.includes(contestant.name)) continue;
      running.push(await start(contestant, GATEWAY_CORE, join(folder, `${index}.log`)));
    }
    await race(running);
  } finally {
    for (const one of running) one.stop();
    subgraphs.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
