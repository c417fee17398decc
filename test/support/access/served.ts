import { CodedError } from '../../../shared/errors';
import { PUBLIC_VIEWER } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { serveGraph } from '../graph';
import type { GraphOptions } from '../graph';
import type { TestPlatform } from '../platform';
import { inTurn } from '../topology';

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** An answer over HTTP, with what it cost. */
export interface Reply {
  readonly status: number;
  /** Byte for byte. */
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphError[];
  /** `extensions.access`. */
  readonly notes: readonly { readonly coordinate: string; readonly grade: string; readonly reason: string }[];
  /** SQL statements and calls into subgraphs while it was answered. */
  readonly statements: number;
  readonly calls: number;
}

export interface HttpRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** A test platform behind the HTTP servers of its gateways; everybody comes with a bearer token. */
export interface ServedPlatform {
  ask(viewer: Viewer, request: HttpRequest): Promise<Reply>;
  /** Requests that went the long way, through the GraphQL server. */
  readonly serverRequests: number;
  stop(): Promise<void>;
}

/** Whatever is asked counts as stored: these questions are about what may be read, not about who may ask freely. */
const EVERYTHING: GraphOptions['manifest'] = { findById: () => undefined, findByText: (_client, text) => text };

/** Of two viewers who ask by turns each meets both gateways, and each gateway meets the two in another order. */
const ORDER = [0, 1, 1, 0];

/** Serves a platform; one request at a time, or the counts of a reply are those of several. */
export async function servePlatform(platform: TestPlatform): Promise<ServedPlatform> {
  const viewers = new Map<string, Viewer>();
  const count = { statements: 0, calls: 0 };
  for (const { database, subgraph } of platform.subgraphs) {
    database.onStatement(() => (count.statements += 1));
    const execute = subgraph.execute.bind(subgraph);
    jest.spyOn(subgraph, 'execute').mockImplementation((...call) => {
      count.calls += 1;
      return execute(...call);
    });
  }
  const verify: GraphOptions['verify'] = async (authorization) => {
    if (authorization === undefined) return PUBLIC_VIEWER;
    const viewer = viewers.get(authorization);
    if (!viewer) throw new CodedError('TOKEN_INVALID', { reason: 'nobody was given it' });
    return viewer;
  };
  const graphs = await Promise.all(
    platform.gateways.map(({ server, holder }) => serveGraph({ manifest: EVERYTHING, server, holder, verify })),
  );
  const turns = inTurn(graphs, ORDER);
  return {
    async ask(viewer, request) {
      const before = { ...count };
      const response = await fetch(turns.next().url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: '*/*',
          // Much is reckoned between two requests: a connection that was kept may have been let go of meanwhile.
          connection: 'close',
          ...bearerOf(viewer, viewers),
        },
        body: JSON.stringify(request),
      });
      const text = await response.text();
      const body = JSON.parse(text) as {
        data?: Reply['data'];
        errors?: GraphError[];
        extensions?: { access?: Reply['notes'] };
      };
      return {
        status: response.status,
        text,
        data: body.data ?? null,
        errors: body.errors ?? [],
        notes: body.extensions?.access ?? [],
        statements: count.statements - before.statements,
        calls: count.calls - before.calls,
      };
    },
    get serverRequests() {
      return graphs.reduce((sum, graph) => sum + graph.serverRequests, 0);
    },
    async stop() {
      await Promise.all(graphs.map((graph) => graph.stop()));
    },
  };
}

function bearerOf(viewer: Viewer, viewers: Map<string, Viewer>): Record<string, string> {
  if (viewer.role === 'PUBLIC') return {};
  const token = `Bearer ${Buffer.from(JSON.stringify(viewer)).toString('base64url')}`;
  if (!viewers.has(token)) viewers.set(token, viewer);
  return { authorization: token };
}
