import { randomUUID } from 'node:crypto';
import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { CodedError, asReason, findCodedError } from '../errors';
import type { AccessNote } from './access-report';
import type { SubgraphContext } from './context';

/** What a subgraph answers: plain data, coded errors, and what access control did. */
export interface SubgraphAnswer {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
  extensions?: { access: AccessNote[] };
}

/** Told of every failure that is no registered code, with the correlation id the client got. */
export type FaultListener = (fault: { readonly correlationId: string; readonly error: unknown }) => void;

/** Turns an execution result into an answer in which nothing but registered codes is left of errors. */
export function toAnswer(result: ExecutionResult, context: SubgraphContext, onFault: FaultListener): SubgraphAnswer {
  // Where nothing is answered nothing is withheld; which fields were met before a failure is a matter of chance.
  const isNothing = result.data === null || result.data === undefined;
  const withheld = (isNothing ? [] : context.report.withheld).map(
    ({ coordinate, reason, path }) => new CodedError('FORBIDDEN_FIELD', { coordinate, reason }, { path: [...path] }),
  );
  const errors = [...(result.errors ?? []), ...withheld].map((error) => codedOnly(error, onFault));
  const notes = isNothing ? [] : context.report.notes;
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(errors.length === 0 ? {} : { errors }),
    ...(notes.length === 0 ? {} : { extensions: { access: notes } }),
  };
}

/** The error as a client may see it: its registered code, or INTERNAL_SERVER_ERROR with a correlation id. */
export function codedOnly(error: GraphQLError, onFault: FaultListener): GraphQLFormattedError {
  const coded = findCodedError(error) ?? requestError(error);
  const path = error.path ?? coded?.path;
  if (coded) {
    return { message: coded.message, ...(path ? { path } : {}), extensions: { code: coded.code, ...coded.details } };
  }
  const correlationId = randomUUID();
  onFault({ correlationId, error: error.originalError ?? error });
  const masked = new CodedError('INTERNAL_SERVER_ERROR', { correlationId });
  return { message: masked.message, ...(path ? { path } : {}), extensions: { code: masked.code, correlationId } };
}

/**
 * An error that is of no field is graphql-js itself refusing a document or a variable; why a variable does not fit, it keeps
 * as the cause.
 */
function requestError(error: GraphQLError): CodedError | undefined {
  if (error.path) return undefined;
  return new CodedError('GRAPHQL_VALIDATION_FAILED', { reason: asReason(error.message) });
}
