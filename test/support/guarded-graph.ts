import {
  admitting,
  createExecutor,
  createGateway,
  createHolder,
  createMemoryStore,
  createPurse,
  createServer,
  loadSupergraph,
} from '../../gateway';
import type { BudgetStore } from '../../gateway';
import { CodedError } from '../../shared/errors';
import { serveGraph } from './graph';
import type { GraphOptions, ServedGraph } from './graph';
import { composeSmall, smallLink } from './small-graph';
import type { SmallSubgraph } from './small-graph';
import { hashText } from './test-gateway';

/** What requests have caused so far. */
export interface Effects {
  /** Requests that reached the GraphQL server, which parses and validates. */
  readonly served: number;
  /** Documents the planner was given. */
  readonly planned: number;
  /** Requests to subgraphs. */
  readonly fetches: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly code: string | undefined;
  readonly body: { readonly data?: unknown; readonly errors?: readonly { extensions: Record<string, unknown> }[] };
  /** What this request alone has caused. */
  readonly effects: Effects;
}

/** A graph behind the whole admission, over HTTP, that tells what each request caused. */
export interface GuardedGraph extends AsyncDisposable {
  readonly url: string;
  readonly effects: Effects;
  readonly live: ServedGraph['live'];
  post(body: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Any request at all. */
  send(url: string, init: RequestInit): Promise<Reply>;
}

/** Three subgraphs that know each other's nodes, so that one selection can go to and fro between them. */
const NODES: readonly SmallSubgraph[] = ['a', 'b', 'c'].map((name, index, names) => ({
  name,
  typeDefs: `type Query { ${name}(of: ID): Node ${name}s(ids: [ID!], first: Int): [Node] }
    type Node @key(fields: "id") { id: ID! ${name}Word: String ${names[(index + 1) % 3] ?? ''}Next: Node }`,
  resolvers: {
    Query: { [name]: () => ({ id: '1' }), [`${name}s`]: () => [{ id: '1' }] },
    Node: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      [`${name}Word`]: () => name,
      [`${names[(index + 1) % 3] ?? ''}Next`]: () => ({ id: '2' }),
    },
  },
}));

export interface GuardedOptions extends Partial<
  Pick<GraphOptions, 'verify' | 'clientOf' | 'expiryOf' | 'manifest' | 'mode' | 'corsOrigins' | 'live'>
> {
  readonly subgraphs?: readonly SmallSubgraph[];
  readonly budgets?: BudgetStore;
  /** Runs before each request to a subgraph; what it throws is a subgraph that does not answer. */
  readonly before?: () => Promise<void>;
}

export async function openGuardedGraph({
  subgraphs = NODES,
  budgets = createMemoryStore(),
  before = async () => undefined,
  ...given
}: GuardedOptions = {}): Promise<GuardedGraph> {
  const count = { planned: 0, fetches: 0 };
  const links = subgraphs
    .map((subgraph) => smallLink(subgraph))
    .map((link) => ({
      name: link.name,
      send: async (...args: Parameters<typeof link.send>) => {
        count.fetches += 1;
        await before().catch(() => {
          throw new CodedError('SUBGRAPH_UNAVAILABLE');
        });
        return link.send(...args);
      },
    }));
  const log = () => undefined;
  const admission = { budgets, hashAccount: hashText, mode: given.mode ?? 'demo' } as const;
  const purse = createPurse(admission);
  const holder = createHolder(composeSmall(subgraphs), (sdl) => {
    const supergraph = loadSupergraph(sdl);
    const plan: typeof supergraph.plan = (...args) => {
      count.planned += 1;
      return supergraph.plan(...args);
    };
    return admitting(createExecutor({ supergraph: { ...supergraph, plan }, links, log }), admission, purse);
  });
  const server = await createServer({ gateway: createGateway(holder), log });
  const served = await serveGraph({ server, holder, ...given });
  const effects = (): Effects => ({ served: served.serverRequests, ...count });
  const send = async (url: string, init: RequestInit): Promise<Reply> => {
    const before = effects();
    const response = await fetch(url, init);
    const text = await response.text();
    const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Reply['body'];
    const after = effects();
    return {
      status: response.status,
      headers: response.headers,
      code: body.errors?.[0]?.extensions['code'] as string | undefined,
      body,
      effects: {
        served: after.served - before.served,
        planned: after.planned - before.planned,
        fetches: after.fetches - before.fetches,
      },
    };
  };
  return {
    url: served.url,
    live: served.live,
    get effects() {
      return effects();
    },
    send,
    post: (body, headers = {}) =>
      send(served.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' || Buffer.isBuffer(body) ? (body as string) : JSON.stringify(body),
      }),
    async [Symbol.asyncDispose]() {
      await served.stop();
      await server.stop();
    },
  };
}

/** Refused before anything looked at it. */
export const UNTOUCHED: Effects = { served: 0, planned: 0, fetches: 0 };
