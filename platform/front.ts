import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  createExecutor,
  createGateway,
  createGraphHandler,
  createHolder,
  createServer,
  createTokenVerifier,
  loadSupergraph,
} from '../gateway';
import type { SubgraphLink } from '../gateway';
import type { Config } from '../shared/config';
import { PROJECT_ROOT } from './demo/project';
import { close, listen } from './http/listen';
import { logFault } from './log';
import { SUPERGRAPH_FILE } from './supergraph-file';

/** A handler that may take a request; false leaves it to the next. */
export type SideHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface FrontOptions {
  readonly config: Config;
  readonly issuer: string;
  readonly links: readonly SubgraphLink[];
  readonly supergraphSdl: string;
  /** Pages beside the graph: GraphiQL in demo mode. */
  readonly side?: SideHandler;
}

/** The gateway on its port. */
export interface Front {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

/** The supergraph as committed; composing at boot would hide a change nobody reviewed. */
export function readSupergraph(): string {
  return readFileSync(join(PROJECT_ROOT, SUPERGRAPH_FILE), 'utf8');
}

/**
 * Starts the gateway's HTTP server: `/graphql`, `/health`, and what `side` serves.
 * @throws CodedError PORT_TAKEN
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  const { config, links, supergraphSdl, issuer, side } = options;
  const holder = createHolder(supergraphSdl, (sdl) =>
    createExecutor({ supergraph: loadSupergraph(sdl), links, log: logFault }),
  );
  const server = await createServer({
    gateway: createGateway(holder),
    introspection: config.mode === 'demo',
    log: logFault,
  });
  const tokens = createTokenVerifier({ issuer, audience: config.audience });
  const answer = createGraphHandler({ server, tokens, corsOrigins: config.corsOrigins, log: logFault });
  const http = createHttpServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/graphql') void answer(request, response);
    else if (path === '/health') respond(response, 200, 'ok');
    else if (!side?.(request, response)) respond(response, 404, 'not found');
  });
  const port = await listen(http, config.port, config.host);
  return {
    port,
    url: `http://${config.host === '127.0.0.1' ? 'localhost' : config.host}:${port}`,
    async stop() {
      await close(http);
      await server.stop();
      await Promise.all(links.map(async (link) => link.close?.()));
    },
  };
}

function respond(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(text);
}
