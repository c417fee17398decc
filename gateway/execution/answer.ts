import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../../shared/errors';
import type { AccessNote } from './link';
import { isAscii } from './shape/leaf';

/** The answer to one operation, with its data already written as JSON. */
export interface Answer {
  /** JSON text; undefined where nothing was executed and an answer has no `data`. */
  readonly data: string | undefined;
  /** Whether the data holds ASCII only. */
  readonly isAscii: boolean;
  /** Coded, with paths in the client's terms. */
  readonly errors: readonly GraphQLFormattedError[];
  /** Fields that were not given in full, once a coordinate. */
  readonly access: readonly AccessNote[];
  /** What the gateway itself refused, for its records. */
  readonly refused?: { readonly code: ErrorCode; readonly coordinates: readonly string[] };
}

/** A body, and how its characters become bytes: `latin1` where every character is ASCII, and so is one byte of UTF-8. */
export interface AnswerText {
  readonly text: string;
  readonly encoding: 'latin1' | 'utf8';
}

/** The body of an answer, byte for byte as the GraphQL server would write it. */
export function writeAnswer({ data, errors, access, isAscii: isAsciiData }: Answer): AnswerText {
  const before = errors.length > 0 ? `"errors":${JSON.stringify(errors)}${data === undefined ? '' : ','}` : '';
  const after = access.length > 0 ? `,"extensions":${JSON.stringify({ access })}` : '';
  const text = `{${before}${data === undefined ? '' : `"data":${data}`}${after}}\n`;
  return { text, encoding: isAsciiData && isAscii(before) && isAscii(after) ? 'latin1' : 'utf8' };
}
