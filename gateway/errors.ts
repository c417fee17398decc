import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { CodedError, findCodedError, isErrorCode } from '../shared/errors';

/** Told of every fault that is no registered code. */
export type GatewayLog = (entry: { readonly correlationId: string; readonly error: unknown }) => void;

/** Extensions that accompany a code to the client; everything else (service names, stacks, SQL) stays here. */
const PASSED_ON = new Set([
  'code',
  'correlationId',
  'coordinate',
  'reason',
  'field',
  'max',
  'what',
  'allowed',
  'from',
  'event',
]);

/**
 * The only door through which an error leaves the gateway: a registered code with its sentence and its known details, or
 * INTERNAL_SERVER_ERROR.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const coded = findCodedError(error) ?? findCodedError(unwrapResolverError(error));
  const code = coded?.code ?? formatted.extensions?.['code'];
  if (!isErrorCode(code) || code === 'INTERNAL_SERVER_ERROR') return internal(formatted);
  const source = coded ? { code, ...coded.details } : (formatted.extensions ?? {});
  const extensions = Object.fromEntries(Object.entries(source).filter(([name]) => PASSED_ON.has(name)));
  return { message: coded?.message ?? formatted.message, ...placeOf(formatted), extensions: { ...extensions, code } };
}

function internal(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message, code } = new CodedError('INTERNAL_SERVER_ERROR');
  const correlationId = formatted.extensions?.['correlationId'];
  const extensions = typeof correlationId === 'string' ? { code, correlationId } : { code };
  return { message, ...placeOf(formatted), extensions };
}

function placeOf({ path, locations }: GraphQLFormattedError): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  return { ...(path ? { path } : {}), ...(locations ? { locations } : {}) };
}
