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
