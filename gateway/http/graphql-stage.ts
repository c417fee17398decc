import { HeaderMap } from '@apollo/server';
import type { ApolloServer, HTTPGraphQLRequest, HTTPGraphQLResponse } from '@apollo/server';
import type { GatewayContext } from '../context';
import type { Negotiated } from './compiled-stage';
import type { Exchange, Reply, Stage } from './exchange';

/**
 * Hands the request to the GraphQL server: GraphQL over HTTP, parse, validate, plan, execute, write.
 * @param negotiated told of the content types the server chooses
 */
export function graphqlStage(server: ApolloServer<GatewayContext>, negotiated: Negotiated): Stage {
  return {
    name: 'graphql',
    why: 'Everything before it was about the request; from here on it is about the document.',
    async run(exchange: Exchange): Promise<Reply> {
      const context = async (): Promise<GatewayContext> => ({
        viewer: exchange.viewer,
        correlationId: exchange.correlationId,
        access: new Map(),
        fetches: [],
        cancellation: exchange.cancellation,
      });
      const httpGraphQLRequest = toGraphQLRequest(exchange);
      const response = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
      const body = await textOf(response);
      const status = statusOf(response, body);
      const contentType = response.headers.get('content-type');
      if (response.status === undefined && response.body.kind === 'complete' && contentType !== undefined) {
        negotiated.set(exchange.request.headers.accept ?? '', new Map([['content-type', contentType]]));
      }
      return { status, headers: response.headers, body };
    },
  };
}

/** What is wrong with a document, as against what is wrong with a request. */
const DOCUMENT_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/**
 * GraphQL over HTTP, 6.4.1: under `application/json` an answer about a document has status 200, for clients that take any
 * other status for a fault of the network. Apollo Server answers 400 whatever was accepted.
 */
function statusOf({ status = 200, headers }: HTTPGraphQLResponse, body: string): number {
  if (status !== 400 || !headers.get('content-type')?.startsWith('application/json')) return status;
  const { errors } = JSON.parse(body) as { errors?: { extensions?: { code?: unknown } }[] };
  return errors?.every(({ extensions }) => DOCUMENT_CODES.has(extensions?.code)) ? 200 : status;
}

function toGraphQLRequest({ request, body }: Exchange): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const search = new URL(request.url ?? '/', 'http://gateway').search;
  return { method: request.method?.toUpperCase() ?? 'GET', headers, search, body: body ?? '' };
}

async function textOf({ body }: HTTPGraphQLResponse): Promise<string> {
  if (body.kind === 'complete') return body.string;
  let text = '';
  for await (const chunk of body.asyncIterator) text += chunk;
  return text;
}
