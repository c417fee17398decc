import { close, listen } from '../../platform/http/listen';
import { logFault } from '../../platform/log';
import { createSubgraphServer } from '../../platform/subgraph-server';
import type { KeyRing } from '../../shared/config';
import type { Subgraph } from '../../shared/subgraph';
import type { Served } from './http';

/** One request that arrived at a subgraph service. */
export interface ServiceRequest {
  readonly service: string;
  /** The client's end of the socket: gateways share none. */
  readonly socket: number | undefined;
}

/** A subgraph that is served as the product serves it. */
export interface SubgraphService extends Served {
  readonly name: string;
}

/** Serves a subgraph on a free port of this machine, and tells of each request. */
export async function serveSubgraph(
  subgraph: Pick<Subgraph, 'name' | 'execute'>,
  keys: KeyRing,
  onRequest: (request: ServiceRequest) => void,
): Promise<SubgraphService> {
  const { name } = subgraph;
  const server = createSubgraphServer(subgraph, keys, logFault);
  server.on('request', ({ socket }) => onRequest({ service: name, socket: socket.remotePort }));
  const port = await listen(server, 0);
  return { name, url: `http://127.0.0.1:${port}/graphql`, stop: () => close(server) };
}
