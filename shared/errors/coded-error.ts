import { GraphQLError } from 'graphql';
import type { GraphQLErrorOptions } from 'graphql';
import { ERROR_CODES } from './codes';
import type { ErrorCode } from './codes';

/** What fills the placeholders of a code's sentence and travels in `extensions`; never a personal value. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/**
 * The one error class that may reach a client. Its sentence comes from the registry; `extensions` carry the code and the
 * details. It is a GraphQLError so that a resolver can throw it as it is.
 */
export class CodedError extends GraphQLError {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options: Omit<GraphQLErrorOptions, 'extensions'> = {}) {
    super(sentence(code, details), { ...options, extensions: { code, ...details } });
    this.name = 'CodedError';
    this.code = code;
    this.details = details;
  }
}

/** Whether a string, for instance one a subgraph sent, is a code of the registry. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}

/** The CodedError an error is or wraps, as graphql-js wraps what a resolver throws. */
export function findCodedError(error: unknown): CodedError | undefined {
  if (error instanceof CodedError) return error;
  return error instanceof GraphQLError && error.originalError ? findCodedError(error.originalError) : undefined;
}

function sentence(code: ErrorCode, details: ErrorDetails): string {
  return ERROR_CODES[code].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name];
    return Array.isArray(value) ? value.join(', ') : String(value ?? '?');
  });
}
