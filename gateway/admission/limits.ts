import { Lexer, Source, TokenKind } from 'graphql';
import type { DocumentNode } from 'graphql';
import { CodedError } from '../../shared/errors';
import { measureDocument } from './document-size';
import type { DocumentSize } from './document-size';

/**
 * What a document may hold. Far above what a screen asks: the largest document of the console has a tenth of it, and the
 * introspection query of GraphiQL fits.
 */
export const LIMITS = {
  /** Lexical tokens; what a parser has to read. */
  tokens: 4_000,
  /** Brackets inside brackets; a parser that recurses could run out of stack. */
  nesting: 60,
  operations: 10,
  fragments: 50,
  directives: 60,
  aliases: 60,
  /** Fields at the root of one operation, fragments expanded. */
  rootFields: 20,
  /** Fields inside fields. */
  depth: 16,
  /** Fields of one operation after every fragment is expanded. */
  selections: 2_000,
} as const;

/** In a client's words, for the refusal. */
const WORDS: Readonly<Record<keyof typeof LIMITS, string>> = {
  tokens: 'tokens',
  nesting: 'brackets inside brackets',
  operations: 'operations',
  fragments: 'fragments',
  directives: 'directives',
  aliases: 'aliases',
  rootFields: 'root fields',
  depth: 'levels of fields',
  selections: 'fields after its fragments are expanded',
};

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * What is too much about a text that nobody has parsed yet, or undefined. Reads no further than the limit. A text that is no
 * GraphQL passes as far as it could be read: the parser says better what is wrong with it, and stops at the same place.
 */
export function findExcessOfText(text: string): CodedError | undefined {
  const lexer = new Lexer(new Source(text));
  let nesting = 0;
  for (let tokens = 0; ; tokens += 1) {
    const kind = nextKind(lexer);
    if (kind === undefined || kind === TokenKind.EOF) return undefined;
    if (tokens === LIMITS.tokens) return excess('tokens');
    if (OPENING.has(kind)) nesting += 1;
    else if (CLOSING.has(kind)) nesting -= 1;
    if (nesting > LIMITS.nesting) return excess('nesting');
  }
}

/** What is too much about a parsed document that nobody has validated yet, or undefined. */
export function findExcessOfDocument(document: DocumentNode): CodedError | undefined {
  const size = measureDocument(document);
  const over = (Object.keys(size) as (keyof DocumentSize)[]).find((what) => size[what] > LIMITS[what]);
  return over && excess(over);
}

function excess(what: keyof typeof LIMITS): CodedError {
  return new CodedError('DOCUMENT_TOO_LARGE', { what: WORDS[what], max: LIMITS[what] });
}

function nextKind(lexer: Lexer): TokenKind | undefined {
  try {
    return lexer.advance().kind;
  } catch {
    return undefined;
  }
}
