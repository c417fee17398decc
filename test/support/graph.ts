import type { ApolloServer } from '@apollo/server';
import { EMPTY_MANIFEST, createGraphHandler, createLive } from '../../gateway';
import type { ExecutorHolder, Live, LiveOptions, Manifest, RefusalLog, TokenVerifier } from '../../gateway';
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
  readonly live: Live;
  /** Ends as a process that is killed: nobody is told. */
  kill(): Promise<void>;
}

export interface GraphOptions {
  readonly server: ApolloServer<GatewayContext>;
  readonly holder: ExecutorHolder;
  /** Default: everybody is PUBLIC. */
  readonly verify?: TokenVerifier['verify'];
  readonly clientOf?: TokenVerifier['clientOf'];
  readonly expiryOf?: TokenVerifier['expiryOf'];
  readonly corsOrigins?: readonly string[];
  /** Default: nothing is stored. */
  readonly manifest?: Manifest;
  /** Default: demo. */
  readonly mode?: 'demo' | 'production';
  /** Of the live boards. Default: as in the product, without a bus. */
  readonly live?: Omit<LiveOptions, 'holder' | 'log'>;
  readonly refusals?: RefusalLog;
}

/** Serves a graph on a free port of this machine. */
export async function serveGraph({
  server,
  holder,
  verify,
  clientOf,
  expiryOf,
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
  const tokens = { verify: verify ?? (async () => PUBLIC_VIEWER), clientOf, expiryOf };
  const documents = { manifest: given.manifest ?? EMPTY_MANIFEST, mode: given.mode ?? ('demo' as const) };
  const log = () => undefined;
  const live = createLive({ holder, log, ...given.live });
  const { refusals } = given;
  const handler = createGraphHandler({ server: counted, holder, tokens, corsOrigins, documents, log, live, refusals });
  const served = await serve((request, response) => {
    count.requests += 1;
    void handler(request, response);
  });
  return {
    ...served,
    live,
    kill: () => served.stop(),
    async stop() {
      await live.close();
      await served.stop();
    },
    get requests() {
      return count.requests;
    },
    get serverRequests() {
      return count.serverRequests;
    },
  };
}
