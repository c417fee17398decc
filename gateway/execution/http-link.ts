import { Pool } from 'undici';
import type { Dispatcher } from 'undici';
import { CodedError } from '../../shared/errors';
import type { CallOrigin, Viewer } from '../../shared/viewer';
import { createBreaker } from './breaker';
import type { Cancellation } from './cancellation';
import { requestText } from './http-request';
import type { SubgraphFetch, SubgraphLink, SubgraphReply } from './link';

export interface HttpLinkOptions {
  readonly name: string;
  readonly url: string;
  /** Headers of one call; the place where the viewer is signed. */
  readonly headersOf?: (body: string, viewer: Viewer, origin: CallOrigin) => Readonly<Record<string, string>>;
  /** A silent subgraph must not hold a client for longer than this. */
  readonly deadlineMs?: number;
  /** An answer above this is a fault, not data. */
  readonly maxBytes?: number;
  readonly sockets?: number;
}

const DEADLINE_MS = 10_000;
const MAX_BYTES = 16 * 1024 * 1024;
const SOCKETS = 64;

/**
 * Reaches a subgraph service over HTTP with kept-alive sockets. Each fetch has a deadline and ends when the client leaves; a
 * query whose connection broke is sent once more, a mutation never; a subgraph that keeps failing is left alone for a while.
 */
export function createHttpLink(options: HttpLinkOptions): SubgraphLink {
  const { name, url, headersOf, deadlineMs = DEADLINE_MS, maxBytes = MAX_BYTES, sockets = SOCKETS } = options;
  const { origin, pathname, search } = new URL(url);
  // The deadline below covers the whole exchange, so the pool's own clocks are off.
  const pool = new Pool(origin, { connections: sockets, headersTimeout: 0, bodyTimeout: 0, pipelining: 1 });
  const breaker = createBreaker();
  const limits = { deadlineMs, maxBytes };

  const ask = (
    fetch: SubgraphFetch,
    viewer: Viewer,
    cancellation: Cancellation | undefined,
  ): Promise<SubgraphReply> => {
    const body = `{"query":${fetch.document.json},"variables":${fetch.variables}}`;
    const send = () => {
      // Signed anew each time: a signed call is good for once.
      const signed = headersOf?.(body, viewer, fetch.origin);
      const headers = { 'content-type': 'application/json', accept: ACCEPT, ...signed };
      const request: Dispatcher.DispatchOptions = { path: pathname + search, method: 'POST', headers, body };
      return requestText(pool, request, { ...limits, cancellation });
    };
    return send().then(readReply, (error: unknown) => {
      if (fetch.isMutation || cancellation?.isCancelled || !isConnectionFailure(error)) throw error;
      return send().then(readReply);
    });
  };

  return {
    name,
    async send(fetch, viewer, cancellation) {
      if (!breaker.mayPass()) throw new CodedError('SUBGRAPH_UNAVAILABLE');
      try {
        const reply = await ask(fetch, viewer, cancellation);
        breaker.succeeded();
        return reply;
      } catch (error) {
        // A client that left says nothing about the subgraph.
        if (cancellation?.isCancelled) breaker.released();
        else breaker.failed();
        throw coded(error);
      }
    },
    close: () => pool.close(),
  };
}

const ACCEPT = 'application/graphql-response+json, application/json';

/** GraphQL over HTTP lets a well-formed answer come with an error status. */
function readReply({ status, text }: { readonly status: number; readonly text: string }): SubgraphReply {
  let reply: unknown;
  try {
    reply = JSON.parse(text);
  } catch {
    throw new CodedError(status === 200 ? 'SUBGRAPH_ANSWER_INVALID' : 'SUBGRAPH_UNAVAILABLE', {}, withStatus(status));
  }
  const isReply = typeof reply === 'object' && reply !== null && ('data' in reply || 'errors' in reply);
  if (isReply) return reply as SubgraphReply;
  throw new CodedError(status === 200 ? 'SUBGRAPH_ANSWER_INVALID' : 'SUBGRAPH_UNAVAILABLE', {}, withStatus(status));
}

function withStatus(status: number) {
  return { originalError: new Error(`a subgraph answered with status ${status} and no GraphQL`) };
}

/** The request may never have arrived: only then is it safe to send it again. */
const CONNECTION_FAILURES: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function isConnectionFailure(error: unknown): boolean {
  return CONNECTION_FAILURES.has((error as { code?: unknown } | null)?.code);
}

/** What went wrong on the wire is for the log; the client learns only that a part is missing. */
function coded(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  return new CodedError('SUBGRAPH_UNAVAILABLE', {}, { originalError: error instanceof Error ? error : undefined });
}
