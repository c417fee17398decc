import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { KeyRing } from '../shared/config';
import { createSubgraphHandler } from '../shared/subgraph';
import type { FaultListener, Subgraph } from '../shared/subgraph';

/** A subgraph for the gateways and nobody else: the graph at `/graphql`, behind the signed envelope, and `/health`. */
export function createSubgraphServer(
  subgraph: Pick<Subgraph, 'name' | 'execute'>,
  keys: KeyRing,
  onFault: FaultListener,
): Server {
  const answer = createSubgraphHandler(subgraph, keys, onFault);
  return createServer((request, response) => {
    if (request.method === 'POST' && request.url === '/graphql') void answer(request, response);
    else response.writeHead(request.url === '/health' ? 200 : 404).end();
  });
}
