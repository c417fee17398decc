import type { IncomingMessage } from 'node:http';
import type { CodedError } from '../../shared/errors';
import type { Reply } from './exchange';

/** A refusal before GraphQL: still a GraphQL answer, so that clients have one way to read errors. */
export function refuse(status: number, error: CodedError, headers: Readonly<Record<string, string>> = {}): Reply {
  const body = JSON.stringify({
    errors: [{ message: error.message, extensions: { code: error.code, ...error.details } }],
  });
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: new Map(Object.entries({ ...type, ...headers })), body };
}

const RESPONSE_JSON = 'application/graphql-response+json';

/**
 * A refusal of a well-formed request for what its document is. GraphQL over HTTP, 6.4.1: 400, or 200 under `application/json`,
 * for clients that take any other status for a fault of the network.
 */
export function refuseDocument({ headers: { accept = '' } }: IncomingMessage, error: CodedError): Reply {
  const { status, headers } = statusOfRefusal(error);
  if (!accept.includes(RESPONSE_JSON)) return refuse(status ?? 200, error, headers);
  return refuse(status ?? 400, error, { ...headers, 'content-type': `${RESPONSE_JSON}; charset=utf-8` });
}

/** What a refusal that is about the moment and not about the document says to everything on the way. */
export function statusOfRefusal({ code, details }: Pick<CodedError, 'code' | 'details'>): {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
} {
  if (code === 'BUDGET_EXCEEDED') return { status: 429, headers: { 'retry-after': String(details['seconds']) } };
  if (code === 'BUDGET_UNAVAILABLE') return { status: 503, headers: { 'retry-after': '1' } };
  return { headers: {} };
}
