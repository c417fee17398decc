import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { ErrorCode } from '../shared/errors';
import { formatError } from './errors';
import type { GatewayLog } from './errors';
import type { GatewayContext } from './context';

export interface ServerOptions {
  readonly gateway: GatewayInterface;
  readonly log: GatewayLog;
}

/** Bounds selections after fragments are expanded: doubling fragments of one kilobyte stalled a server for seconds. */
const MAX_RECURSIVE_SELECTIONS = 5_000;

/** The GraphQL server: parses, validates and hands over to the gateway's executor. */
export async function createServer(options: ServerOptions): Promise<ApolloServer<GatewayContext>> {
  const server = new ApolloServer<GatewayContext>({
    // The two Apollo packages describe the same interface in different major versions.
    gateway: options.gateway as never,
    // By role: admission decides.
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    maxRecursiveSelections: MAX_RECURSIVE_SELECTIONS,
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    formatError,
    // Its cache policy is computed for every field of every answer, and nothing here uses it.
    plugins: [ApolloServerPluginCacheControlDisabled(), admittedOnly(), accessExtension(), faultLog(options.log)],
  });
  await server.start();
  return server;
}

/** The last look before the parser: a text nobody has admitted is a fault of ours, and goes no further. */
function admittedOnly(): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveSource({ source, contextValue }) {
          if (contextValue.mayParse?.(source) === false) throw new Error('a document that was not admitted');
        },
      };
    },
  };
}

/** Tells a client which fields it got masked, as a band, or not at all; in a dry run (`explainAccess`) every decision. */
function accessExtension(): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue }) {
          const { body } = response;
          if (body.kind !== 'single') return;
          const { access, explanation } = contextValue;
          const told = {
            ...(access.size > 0 && { access: [...access.values()] }),
            ...(explanation && { explainAccess: explanation }),
          };
          if (Object.keys(told).length === 0) return;
          body.singleResult.extensions = { ...body.singleResult.extensions, ...told };
        },
      };
    },
  };
}

/** What is wrong with a document is the client's business: it is told, and would only bury the faults in the log. */
const CLIENT_MISTAKES: ReadonlySet<unknown> = new Set<ErrorCode>([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
]);

/** Faults go to the log under the id the client gets; values of the request do not. */
function faultLog(log: GatewayLog): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue: { correlationId } }) {
          const { body } = response;
          if (body.kind !== 'single' || !body.singleResult.errors) return;
          body.singleResult.errors = body.singleResult.errors.map((error) =>
            error.extensions?.['code'] === 'INTERNAL_SERVER_ERROR'
              ? { ...error, extensions: { correlationId, ...error.extensions } }
              : error,
          );
        },
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            if (error.originalError && !CLIENT_MISTAKES.has(error.extensions['code']))
              log({ correlationId: contextValue.correlationId, error: error.originalError });
          }
        },
      };
    },
  };
}
