import type { GraphQLFormattedError } from 'graphql';
import type { AccessNote } from './link';

/** The answer to one operation, with its data already written as JSON. */
export interface Answer {
  /** JSON text; undefined where nothing was executed and an answer has no `data`. */
  readonly data: string | undefined;
  /** Coded, with paths in the client's terms. */
  readonly errors: readonly GraphQLFormattedError[];
  /** Fields that were not given in full, once a coordinate. */
  readonly access: readonly AccessNote[];
}

/** The body of an answer, in the order in which GraphQL over HTTP shows its parts. */
export function writeAnswer({ data, errors, access }: Answer): string {
  let text = '';
  if (errors.length > 0) text += `,"errors":${JSON.stringify(errors)}`;
  if (data !== undefined) text += `,"data":${data}`;
  if (access.length > 0) text += `,"extensions":${JSON.stringify({ access })}`;
  return `{${text.slice(1)}}`;
}
