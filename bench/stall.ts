/**
 * How long documents of published attacks hold up the event loop of a gateway: what others wait while one is refused. Each is
 * sent again and again with a text of its own, so that no verdict is remembered. Client and gateway share this process, so the
 * figures are upper bounds. Rival: an honest document that has to be planned.
 *
 *   npm --prefix bench run stall -- [times]
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import {
  createExecutor,
  createGateway,
  createGraphHandler,
  createHolder,
  createServer,
  loadSupergraph,
  EMPTY_MANIFEST,
} from '../gateway';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { PUBLIC_VIEWER } from '../shared/viewer';
import { QUERIES, benchSubgraphs, benchSupergraph } from './gateway/graph';

const TIMES = Number(process.argv[2] ?? 10);
/** Stalls above it are felt by everybody. */
const AIM_MS = 50;

const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const doubling = (levels: number) =>
  `{ users { ...F0 } } ${many(levels, (i) => `fragment F${i} on User { reviews { author { ...F${i + 1} } } other: reviews { author { ...F${i + 1} } } }`)} fragment F${levels} on User { id }`;
const chain = (depth: number) => `{ users { ${'reviews { author { '.repeat(depth)} id ${'} } '.repeat(depth)} } }`;

const BOMBS: Readonly<Record<string, string>> = {
  'control: the large query of the benchmark, planned anew': QUERIES.big,
  'fragments that double, x14 (CVE-2025-32030)': doubling(14),
  'fragments that double, x45': doubling(45),
  'a chain over subgraphs, 200 deep (CVE-2024-43414)': chain(200),
  '1,000 aliases': `{ ${many(1_000, (i) => `f${i}: users { id }`)} }`,
  '3,000 equal fields (CVE-2025-32034)': `{ users { ${many(3_000, () => 'id')} } }`,
  '100,000 tokens': `{ users { ${many(100_000, () => 'id')} } }`,
  '20,000 brackets': `{ users(x: ${'['.repeat(20_000)}`,
};

async function main(): Promise<void> {
  const log = () => undefined;
  const links = benchSubgraphs().map(({ name }) => ({ name, send: async () => ({ data: {} }) }));
  const holder = createHolder(benchSupergraph('http://in-process'), (sdl) =>
    createExecutor({ supergraph: loadSupergraph(sdl), links, log }),
  );
  const server = await createServer({ gateway: createGateway(holder), log });
  const tokens = { verify: async () => PUBLIC_VIEWER };
  const documents = { manifest: EMPTY_MANIFEST, mode: 'production' } as const;
  const answer = createGraphHandler({ server, holder, tokens, corsOrigins: [], documents, log });
  const http = createHttpServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`;
  // Code that never ran is slow for another reason.
  await post(url, '{ users { id } }');
  for (const [name, bomb] of Object.entries(BOMBS)) {
    const { stall, code } = await measure(url, bomb);
    const verdict = stall < AIM_MS ? '' : `  above ${AIM_MS} ms`;
    console.log(`${stall.toFixed(1).padStart(8)} ms  ${name} (${bomb.length} bytes): ${code}${verdict}`);
  }
  http.closeAllConnections();
  http.close();
  await server.stop();
}

/** The longest stall while a document is sent some times, each time with another comment. */
async function measure(url: string, text: string): Promise<{ readonly stall: number; readonly code: string }> {
  await post(url, `${text} # warm`);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let code = '';
  for (let time = 0; time < TIMES; time += 1) {
    code = await post(url, `${text} # ${time}`);
    await sleep(20);
  }
  delay.disable();
  return { stall: delay.max / 1e6, code };
}

async function post(url: string, query: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? 'answered';
}

void main();
