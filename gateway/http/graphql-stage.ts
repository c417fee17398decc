import { HeaderMap } from '@apollo/server';
import type { ApolloServer, HTTPGraphQLRequest, HTTPGraphQLResponse } from '@apollo/server';
import { isErrorCode } from '../../shared/errors';
import type { ErrorDetails } from '../../shared/errors';
import type { GatewayContext } from '../context';
import type { Negotiated } from './compiled-stage';
import type { Exchange, Reply, Stage } from './exchange';
import { statusOfRefusal } from './reply';

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
        mayParse: (text) => text === exchange.question?.text,
      });
      const httpGraphQLRequest = toGraphQLRequest(exchange);
      const response = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
      const body = await textOf(response);
      const { status, headers } = headOf(response, body);
      const contentType = response.headers.get('content-type');
      if (response.status === undefined && response.body.kind === 'complete' && contentType !== undefined) {
        negotiated.set(exchange.request.headers.accept ?? '', new Map([['content-type', contentType]]));
      }
      return { status, headers: new Map([...response.headers, ...headers]), body };
    },
  };
}

/** What is wrong with a document, as against what is wrong with a request. */
const DOCUMENT_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'COST_EXCEEDED',
  'FORBIDDEN',
]);

interface Head {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
}

/**
 * GraphQL over HTTP, 6.4.1: under `application/json` an answer about a document has status 200, for clients that take any
 * other status for a fault of the network. Apollo Server answers 400 whatever was accepted.
 */
function headOf({ status = 200, headers }: HTTPGraphQLResponse, body: string): Head {
  if (status !== 400) return { status, headers: [] };
  const { errors = [] } = JSON.parse(body) as { errors?: { extensions?: ErrorDetails }[] };
  const codes = errors.map(({ extensions }) => extensions?.['code']);
  const [code] = codes;
  if (isErrorCode(code)) {
    const refusal = statusOfRefusal({ code, details: errors[0]?.extensions ?? {} });
    if (refusal.status !== undefined) return { status: refusal.status, headers: Object.entries(refusal.headers) };
  }
  const isLenient = headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: isLenient && codes.every((each) => DOCUMENT_CODES.has(each)) ? 200 : status, headers: [] };
}

/** What is asked, as it was admitted and not as it was sent; what is not well formed is handed on for the server to refuse. */
function toGraphQLRequest({ request, body, question }: Exchange): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = request.method?.toUpperCase() ?? 'GET';
  const { search } = new URL(request.url ?? '/', 'http://gateway');
  if (!question) return { method, headers, search, body: body ?? '' };
  const { text, operationName, variables, extensions } = question;
  const parts = Object.entries({ query: text, operationName, variables, extensions }).filter(
    ([, value]) => value !== undefined,
  );
  if (method !== 'GET') return { method, headers, search, body: Object.fromEntries(parts) };
  const texts = parts.map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { method, headers, search: new URLSearchParams(texts).toString(), body: '' };
}

async function textOf({ body }: HTTPGraphQLResponse): Promise<string> {
  if (body.kind === 'complete') return body.string;
  let text = '';
  for await (const chunk of body.asyncIterator) text += chunk;
  return text;
}
