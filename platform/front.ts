import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  EMPTY_MANIFEST,
  admitting,
  createAsker,
  createExecutor,
  createGateway,
  createGraphHandler,
  createHolder,
  createInFlight,
  createLive,
  createPurse,
  createServer,
  recording,
  loadSupergraph,
  readManifest,
} from '../gateway';
import type {
  BudgetStore,
  EventBus,
  Executor,
  Manifest,
  PlanCacheMetrics,
  RefusalLog,
  SubgraphLink,
  TokenVerifier,
} from '../gateway';
import type { Config } from '../shared/config';
import type { DciParts } from './dci/desk';
import { createDciHandler } from './dci/handler';
import { PROJECT_ROOT } from './demo/project';
import { createExportsHandler } from './exports/handler';
import { close, listen } from './http/listen';
import { createLinkPool } from './link-pool';
import { logFault } from './log';
import { DOCUMENTS_FILE } from './documents-file';
import { SUPERGRAPH_FILE } from './supergraph-file';
import { refuseLooseAccess } from './supergraph-watch';

/** A handler that may take a request; false leaves it to the next. */
export type SideHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface FrontOptions {
  readonly config: Config;
  readonly tokens: TokenVerifier;
  /** The way to a subgraph; the address is the supergraph's. */
  readonly linkTo: (name: string, url: string) => SubgraphLink;
  readonly supergraphSdl: string;
  /** Where budgets are counted. `NONE`: nothing is priced and no document is stored, for any graph that is not ours. */
  readonly budgets: BudgetStore | 'NONE';
  /** Where refusals are recorded. */
  readonly refusals?: RefusalLog;
  /** Word of events, for live boards; without it they look at their rounds. */
  readonly bus?: EventBus;
  /** Pages beside the graph: GraphiQL in demo mode. */
  readonly side?: SideHandler;
  /** Registries and programmes elsewhere, which ask by DCI messages. */
  readonly dci?: DciParts;
  /** Any graph for anybody: audits and benches. */
  readonly withoutAccess?: true;
}

/** The gateway on its port. */
export interface Front {
  readonly port: number;
  readonly url: string;
  /**
   * Puts another supergraph in force between two requests; a broken one leaves the old one in force.
   * @throws CodedError SUPERGRAPH_INVALID
   */
  replaceSupergraph(sdl: string): void;
  stop(): Promise<void>;
}

/** The supergraph as committed; composing at boot would hide a change nobody reviewed. */
export function readSupergraph(): string {
  return readFileSync(join(PROJECT_ROOT, SUPERGRAPH_FILE), 'utf8');
}

/** The stored documents as committed. */
export function readDocuments(): Manifest {
  return readManifest(readFileSync(join(PROJECT_ROOT, DOCUMENTS_FILE), 'utf8'));
}

/** What is spent outlives the supergraph that it was spent on. */
function pricing({ mode, keys }: Config, budgets: BudgetStore): (executor: Executor) => Executor {
  // Replicas hold the same keys; while they are rotated an account may count twice.
  const hashAccount = (text: string) => createHmac('sha256', keys.envelope.current.secret).update(text).digest('hex');
  const options = { budgets, hashAccount, mode };
  const purse = createPurse(options);
  return (executor) => admitting(executor, options, purse);
}

/**
 * Starts the gateway's HTTP server: `/graphql`, `/health`, `/metrics`, `/dci`, `/exports`, and what `side` serves.
 * @throws CodedError PORT_TAKEN, SUPERGRAPH_INVALID
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  const { config, linkTo, supergraphSdl, budgets, refusals, tokens, bus, side } = options;
  const links = createLinkPool(linkTo);
  const access = options.withoutAccess ? undefined : { isSynthetic: config.mode === 'demo' };
  const inFlight = config.deduplicateQueries ? createInFlight() : undefined;
  const price = budgets === 'NONE' ? (executor: Executor) => executor : pricing(config, budgets);
  const manifest = budgets === 'NONE' ? EMPTY_MANIFEST : readDocuments();
  const holder = createHolder(supergraphSdl, (sdl) => {
    if (access) refuseLooseAccess(sdl);
    const supergraph = loadSupergraph(sdl);
    const reach = links.use(supergraph.subgraphs);
    const executor = price(createExecutor({ supergraph, links: reach, log: logFault, inFlight, access }));
    return refusals ? recording(executor, refusals) : executor;
  });
  const server = await createServer({
    gateway: createGateway(holder),
    log: logFault,
  });
  const live = createLive({ holder, log: logFault, bus });
  const answer = createGraphHandler({
    server,
    holder,
    live,
    tokens,
    corsOrigins: config.corsOrigins,
    documents: { manifest, mode: config.mode },
    refusals,
    log: logFault,
  });
  const dci = options.dci && createDciHandler({ ...options.dci, asker: createAsker(holder) }, logFault);
  const files = access && createExportsHandler(createAsker(holder), logFault);
  const http = createHttpServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/graphql') void answer(request, response);
    else if (path === '/health') respond(response, 200, 'ok');
    else if (path === '/metrics') respond(response, 200, writeMetrics(holder.current.metrics, live.open));
    else if (![dci, files, side].some((handle) => handle?.(request, response))) respond(response, 404, 'not found');
  });
  const port = await listen(http, config.port, config.host);
  return {
    port,
    url: `http://${config.host === '127.0.0.1' ? 'localhost' : config.host}:${port}`,
    replaceSupergraph: (sdl) => holder.replace(sdl),
    async stop() {
      // Readers of boards are told, so that they go on elsewhere; closing the server would only cut them off.
      await live.close();
      await close(http);
      await server.stop();
      await links.close();
    },
  };
}

/** In the text format of Prometheus. Counts begin anew with each supergraph. */
function writeMetrics({ hits, misses, size }: PlanCacheMetrics, openBoards: number): string {
  return [
    '# TYPE berdaya_plan_cache_hits_total counter',
    `berdaya_plan_cache_hits_total ${hits}`,
    '# TYPE berdaya_plan_cache_misses_total counter',
    `berdaya_plan_cache_misses_total ${misses}`,
    '# TYPE berdaya_plan_cache_documents gauge',
    `berdaya_plan_cache_documents ${size}`,
    '# TYPE berdaya_live_boards gauge',
    `berdaya_live_boards ${openBoards}`,
    '',
  ].join('\n');
}

function respond(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(text);
}
