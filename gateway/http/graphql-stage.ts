import { HeaderMap } from '@apollo/server';
import type { ApolloServer, HTTPGraphQLRequest, HTTPGraphQLResponse } from '@apollo/server';
import type { GatewayContext } from '../context';
import type { Exchange, Reply, Stage } from './exchange';

/** Hands the request to the GraphQL server: GraphQL over HTTP, parse, validate, plan, execute, write. */
export function graphqlStage(server: ApolloServer<GatewayContext>): Stage {
  return {
    name: 'graphql',
    why: 'Everything before it was about the request; from here on it is about the document.',
    async run(exchange: Exchange): Promise<Reply> {
      const context = async (): Promise<GatewayContext> => ({
        viewer: exchange.viewer,
        correlationId: exchange.correlationId,
        access: new Map(),
        fetches: [],
      });
      const httpGraphQLRequest = toGraphQLRequest(exchange);
      const response = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
      return { status: response.status ?? 200, headers: response.headers, body: await textOf(response) };
    },
  };
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
