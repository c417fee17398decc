import { Kind, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { CodedError } from '../../shared/errors';
import type { Exchange, Reply, Stage } from '../http/exchange';
import { refuseDocument } from '../http/reply';
import { asksForSchema, asksForSchemaOnly } from './document-size';
import { findExcessOfDocument, findExcessOfText } from './limits';
import type { Manifest } from './manifest';
import type { Question } from './question';
import { DOCUMENT_CLIENTS, findDocumentClient, mayReadSchema } from './rules';

export interface DocumentRules {
  readonly manifest: Manifest;
  readonly mode: 'demo' | 'production';
}

/** What is known of a text: nothing of it depends on who asks. */
interface Verdict {
  /** Why it may not run, whoever asks. */
  readonly refusal: CodedError | undefined;
  readonly schema: 'ONLY' | 'ALSO' | 'NOT';
  /** Its operations that are subscriptions, by name; where it has no other, also by none. */
  readonly subscriptions: ReadonlySet<string | undefined>;
}

const NO_SUBSCRIPTIONS: Verdict['subscriptions'] = new Set();

/** Texts whose verdict is kept, and their characters in all. */
const MOST_TEXTS = 2_000;
const MOST_TEXT = 8 * 1024 * 1024;

/**
 * Looks up a stored document, and refuses what may not run before anything is validated or planned: a document a client did not
 * store, one that is too large, a question about the schema where the schema is closed.
 */
export function documentStage(rules: DocumentRules): Stage {
  const verdicts = new LRUCache<string, Verdict>({
    max: MOST_TEXTS,
    maxSize: MOST_TEXT,
    sizeCalculation: (_, text) => text.length + 1,
  });
  const judge = (text: string): Verdict => {
    const known = verdicts.get(text);
    if (known) return known;
    const verdict = judgeText(text);
    verdicts.set(text, verdict);
    return verdict;
  };
  return {
    name: 'document',
    why: 'Whether a document may run is decided before it costs anything; validating one can be made to take seconds.',
    run(exchange: Exchange): Reply | undefined {
      const refusal = admit(exchange, rules, judge);
      exchange.refused = refusal;
      return refusal && refuseDocument(exchange.request, refusal);
    },
  };
}

/** Puts the document that may run into the question, or says why none may. */
function admit(exchange: Exchange, rules: DocumentRules, judge: (text: string) => Verdict): CodedError | undefined {
  const { question, viewer, client } = exchange;
  if (!question) return undefined;
  const { text: given, documentId } = question;
  const bound = findDocumentClient(client, viewer.role);
  const stored = documentId === undefined ? undefined : findStored(rules.manifest, documentId, bound);
  if (documentId !== undefined && given === undefined && stored === undefined) {
    return new CodedError(bound ? 'DOCUMENT_NOT_TRUSTED' : 'PERSISTED_QUERY_NOT_FOUND');
  }
  // A client that sends id and text wants the text stored under the id: that is what codegen is for.
  const isSame =
    stored !== undefined && (given === undefined || rules.manifest.findByText(stored.client, given) === stored.text);
  const text = isSame ? stored.text : bound && given !== undefined ? rules.manifest.findByText(bound, given) : given;
  if (isSame) exchange.question = { ...question, text, extensions: withoutId(question.extensions) };
  else if (text !== given && text !== undefined) exchange.question = { ...question, text };
  const verdict = judge(text ?? given ?? '');
  exchange.isSubscription = verdict.subscriptions.has(question.operationName);
  if (verdict.refusal) return verdict.refusal;
  const isClosed = verdict.schema !== 'NOT' && !mayReadSchema(viewer.role, rules.mode);
  if (isClosed) return new CodedError('FORBIDDEN', { reason: 'the schema is closed to it' });
  // Tools read the schema by a document of their own.
  if (text === undefined && verdict.schema !== 'ONLY') return new CodedError('DOCUMENT_NOT_TRUSTED');
  return undefined;
}

/** Who is bound to one client's documents has no others; anybody else may use every client's. */
function findStored(manifest: Manifest, id: string, bound: (typeof DOCUMENT_CLIENTS)[number] | undefined) {
  for (const client of bound ? [bound] : DOCUMENT_CLIENTS) {
    const text = manifest.findById(client, id);
    if (text !== undefined) return { client, text };
  }
  return undefined;
}

/** The id has served: the server knows no stored documents. */
function withoutId(extensions: Question['extensions']): Question['extensions'] {
  const others = Object.entries(extensions ?? {}).filter(([name]) => name !== 'persistedQuery');
  return extensions && Object.fromEntries(others);
}

function judgeText(text: string): Verdict {
  const excess = findExcessOfText(text);
  if (excess) return { refusal: excess, schema: 'NOT', subscriptions: NO_SUBSCRIPTIONS };
  const document = tryParse(text);
  if (!document) return { refusal: undefined, schema: 'NOT', subscriptions: NO_SUBSCRIPTIONS };
  const isAsked = asksForSchema(document);
  return {
    refusal: findExcessOfDocument(document),
    schema: !isAsked ? 'NOT' : asksForSchemaOnly(document) ? 'ONLY' : 'ALSO',
    subscriptions: subscriptionsOf(document),
  };
}

function subscriptionsOf({ definitions }: DocumentNode): Verdict['subscriptions'] {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const names = operations.filter(({ operation }) => operation === 'subscription').map(({ name }) => name?.value);
  if (names.length === 0) return NO_SUBSCRIPTIONS;
  return new Set([...names, ...(operations.length === 1 ? [undefined] : [])]);
}

/** Undefined for a text that is no GraphQL; the server says what is wrong with it. */
function tryParse(text: string): DocumentNode | undefined {
  try {
    return parse(text, { noLocation: true });
  } catch {
    return undefined;
  }
}
