import type { ApolloServer } from '@apollo/server';
import { EMPTY_MANIFEST, createGraphHandler } from '../../gateway';
import type { ExecutorHolder, Manifest, TokenVerifier } from '../../gateway';
import type { GatewayContext } from '../../gateway/context';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import { serve } from './http';
import type { Served } from './http';

/** A graph over HTTP, as the product serves it. */
export interface ServedGraph extends Served {
  /** Requests so far. */
  readonly requests: number;
  /** Those of them that reached the GraphQL server; the others were known documents. */
  readonly serverRequests: number;
}

export interface GraphOptions {
  readonly server: ApolloServer<GatewayContext>;
  readonly holder: ExecutorHolder;
  /** Default: everybody is PUBLIC. */
  readonly verify?: TokenVerifier['verify'];
  readonly clientOf?: TokenVerifier['clientOf'];
  readonly corsOrigins?: readonly string[];
  /** Default: nothing is stored. */
  readonly manifest?: Manifest;
  /** Default: demo. */
  readonly mode?: 'demo' | 'production';
}

/** Serves a graph on a free port of this machine. */
export async function serveGraph({
  server,
  holder,
  verify,
  clientOf,
  corsOrigins = [],
  ...given
}: GraphOptions): Promise<ServedGraph> {
  const count = { requests: 0, serverRequests: 0 };
  const counted = new Proxy(server, {
    get(target, key) {
      if (key === 'executeHTTPGraphQLRequest') count.serverRequests += 1;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const tokens = { verify: verify ?? (async () => PUBLIC_VIEWER), clientOf };
  const documents = { manifest: given.manifest ?? EMPTY_MANIFEST, mode: given.mode ?? ('demo' as const) };
  const handler = createGraphHandler({ server: counted, holder, tokens, corsOrigins, documents, log: () => undefined });
  const served = await serve((request, response) => {
    count.requests += 1;
    void handler(request, response);
  });
  return {
    ...served,
    get requests() {
      return count.requests;
    },
    get serverRequests() {
      return count.serverRequests;
    },
  };
}
