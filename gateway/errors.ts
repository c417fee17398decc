import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { CodedError, asReason, findCodedError, isErrorCode } from '../shared/errors';
import type { ErrorDetails } from '../shared/errors';

/** Told of every fault that is no registered code. */
export type GatewayLog = (entry: { readonly correlationId: string; readonly error: unknown }) => void;

/** Extensions that accompany a code to the client; everything else (service names, stacks, SQL) stays here. */
const PASSED_ON = new Set([
  'code',
  'correlationId',
  'coordinate',
  'at',
  'reason',
  'field',
  'max',
  'cost',
  'what',
  'allowed',
  'from',
  'event',
  'rules',
  'program',
  'other',
  'since',
  'families',
  'owner',
  'lag',
  'seconds',
  // Of a table that is refused: its dimension, and how much of it would be hidden, in steps.
  'dimension',
  'share',
  'cells',
  // Of a file somebody handed in: places in it and names of columns, never a cell.
  'row',
  'found',
  'expected',
  'columns',
  'nearest',
  'missing',
]);

/**
 * The only door through which an error of the GraphQL server leaves the gateway: a registered code with its sentence and its
 * known details, or INTERNAL_SERVER_ERROR.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const coded = findCodedError(error) ?? findCodedError(unwrapResolverError(error)) ?? ofServer(formatted);
  return toClient(coded ?? new CodedError('INTERNAL_SERVER_ERROR'), formatted);
}

/** What the GraphQL server itself refuses carries one of our codes, and its reason as the message. */
function ofServer({ message, extensions }: GraphQLFormattedError): CodedError | undefined {
  const code = extensions?.['code'];
  if (!isErrorCode(code) || code === 'INTERNAL_SERVER_ERROR') return undefined;
  return new CodedError(code, { reason: asReason(message) });
}

/** The same for what failed while an operation ran: something thrown here, or an error as a subgraph answered it. */
export function codeFailure(
  cause: unknown,
  path: readonly (string | number)[] | undefined,
  { correlationId, log }: { readonly correlationId: string; readonly log: GatewayLog },
): GraphQLFormattedError {
  const coded = findCodedError(cause) ?? readCoded(cause);
  if (coded && !isFault(coded)) return toClient(coded, { path });
  const reported = coded?.details['correlationId'];
  // A subgraph of ours has logged it under an id of its own, which then is the one to quote.
  if (coded && typeof reported === 'string' && UUID.test(reported)) return toClient(coded, { path });
  log({
    correlationId,
    error: cause instanceof Error ? cause : new Error('a subgraph answered an error without a code'),
  });
  return toClient(coded?.originalError ? coded : new CodedError('INTERNAL_SERVER_ERROR', { correlationId }), { path });
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Failures whose cause is for the log, even though their code is for the client. */
function isFault({ code, originalError }: CodedError): boolean {
  return code === 'INTERNAL_SERVER_ERROR' || originalError !== undefined;
}

/** A registered code in an error that is only data. Its sentence is written anew: the one that was sent is not trusted. */
function readCoded(error: unknown): CodedError | undefined {
  const extensions = (error as { extensions?: unknown } | null | undefined)?.extensions;
  if (typeof extensions !== 'object' || extensions === null) return undefined;
  const { code, ...rest } = extensions as Record<string, unknown>;
  if (!isErrorCode(code)) return undefined;
  const details = Object.entries(rest).filter((entry): entry is [string, ErrorDetails[string]] => isDetail(entry[1]));
  return new CodedError(code, Object.fromEntries(details));
}

function isDetail(value: unknown): value is ErrorDetails[string] {
  if (Array.isArray(value)) return value.every((element) => typeof element === 'string');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function toClient(
  { code, message, details }: CodedError,
  { path, locations }: Pick<GraphQLFormattedError, 'path' | 'locations'>,
): GraphQLFormattedError {
  const passed = Object.fromEntries(Object.entries(details).filter(([name]) => PASSED_ON.has(name)));
  return { message, ...(locations ? { locations } : {}), ...(path ? { path } : {}), extensions: { ...passed, code } };
}
