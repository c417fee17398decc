import type { GatewayExecutionResult, GatewayInterface } from '@apollo/server-gateway-interface';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { CodedError, isErrorCode } from '../../shared/errors';
import type { ErrorDetails } from '../../shared/errors';
import type { GatewayContext } from '../context';
import type { Answer } from './answer';
import type { Executor } from './executor';
import type { ExecutorHolder } from './holder';

/**
 * Our executor behind the interface Apollo Server has for gateways. The server negotiates, parses and validates; what it
 * gets back has been shaped and coded already.
 */
export function createGateway(holder: ExecutorHolder): GatewayInterface {
  // A document runs on the supergraph it was validated against, even when another one came in between.
  const bySchema = new WeakMap<GraphQLSchema, Executor>();
  return {
    onSchemaLoadOrUpdate: (tell) =>
      holder.onChange((executor) => {
        const { apiSchema, sdl } = executor.supergraph;
        bySchema.set(apiSchema, executor);
        tell({ apiSchema, coreSupergraphSdl: sdl });
      }),
    async load() {
      return {
        async executor({ request, schema, document, source, context }) {
          const ours = context as GatewayContext;
          const { viewer, correlationId, access, fetches, cancellation } = ours;
          const executor = bySchema.get(schema) ?? holder.current;
          // As the client named it: that is how the document is found again, without the server.
          const operation = executor.compile(source, () => document, request.operationName ?? undefined, viewer);
          if (request.extensions?.['explainAccess'] === true) {
            const explained = executor.explain(document, request.operationName ?? undefined, viewer);
            const asked = operation.program?.steps.map(({ subgraph }) => subgraph) ?? [];
            if (explained) ours.explanation = { ...explained, fetches: asked };
            return { data: null };
          }
          const answer = await executor.execute(operation, {
            viewer,
            correlationId,
            cancellation,
            variables: request.variables ?? {},
            document: { text: source, operationName: request.operationName ?? undefined },
            onFetches: (names) => fetches.push(...names),
          });
          for (const note of answer.access) access.set(note.coordinate, note);
          return toResult(answer);
        },
      };
    },
    stop: async () => undefined,
  };
}

function toResult({ data, errors }: Answer): GatewayExecutionResult {
  return {
    ...(data === undefined ? {} : { data: JSON.parse(data) as Record<string, unknown> | null }),
    ...(errors.length > 0 ? { errors: errors.map(toError) } : {}),
  };
}

/** The server formats errors anew; one of ours it passes on as it is. */
function toError({ path, extensions: { code, ...details } = {} }: GraphQLFormattedError): CodedError {
  return new CodedError(isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR', details as ErrorDetails, { path });
}
