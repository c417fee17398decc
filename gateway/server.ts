import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { formatError } from './errors';
import type { GatewayLog } from './errors';
import type { GatewayContext } from './context';

export interface ServerOptions {
  readonly gateway: GatewayInterface;
  /** Whether the schema may be read; GraphiQL and codegen need it. */
  readonly introspection: boolean;
  readonly log: GatewayLog;
}

/** Bounds selections after fragments are expanded: doubling fragments of one kilobyte stalled a server for seconds. */
const MAX_RECURSIVE_SELECTIONS = 5_000;

/** The GraphQL server: parses, validates and hands over to the gateway's executor. */
export async function createServer(options: ServerOptions): Promise<ApolloServer<GatewayContext>> {
  const server = new ApolloServer<GatewayContext>({
    // The two Apollo packages describe the same interface in different major versions.
    gateway: options.gateway as never,
    introspection: options.introspection,
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
    plugins: [ApolloServerPluginCacheControlDisabled(), accessExtension(), faultLog(options.log)],
  });
  await server.start();
  return server;
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

/** Faults go to the log under the id the client got; values of the request do not. */
function faultLog(log: GatewayLog): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            if (error.originalError) log({ correlationId: contextValue.correlationId, error: error.originalError });
          }
        },
      };
    },
  };
}
