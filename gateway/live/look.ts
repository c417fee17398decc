import { LRUCache } from 'lru-cache';
import { getOperationAST, parse } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { CodedError, findCodedError } from '../../shared/errors';
import type { Viewer } from '../../shared/viewer';
import { writeAnswer } from '../execution/answer';
import type { Cancellation } from '../execution/cancellation';
import type { Executor } from '../execution/executor';
import type { ExecutorHolder } from '../execution/holder';
import type { Values } from '../execution/plan/operation';
import type { GatewayLog } from '../errors';
import { compileLive } from './live-operation';
import type { LiveOperation } from './live-operation';

/** A subscription as somebody asked it. */
export interface LiveQuestion {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Values;
  readonly viewer: Viewer;
  readonly correlationId: string;
  /** Where to begin, instead of where the document says. */
  readonly resumeAfter: string | undefined;
  readonly cancellation: Cancellation;
}

/** What asking once came to. */
export type Look =
  | { readonly kind: 'PAGE'; readonly text: string; readonly cursor: string; readonly hasMore: boolean }
  /** There is no page; why stands in the errors. */
  | { readonly kind: 'REFUSED'; readonly errors: readonly GraphQLFormattedError[] };

/** Asks a live question once more. */
export interface Lookout {
  /** @param after a cursor of the look before; undefined the first time */
  look(question: LiveQuestion, after: string | undefined): Promise<Look>;
  /** Whether there are subscriptions at all. */
  readonly isOpen: boolean;
}

/** Documents kept; few programs have a live board, each with few of them. */
const MOST_DOCUMENTS = 200;

/**
 * Looks by the executor in force, like any query: admission, cost, narrowing, row scope and ledger are those of the moment. With
 * a new supergraph the document is held against it anew.
 */
export function createLookout(holder: ExecutorHolder, log: GatewayLog): Lookout {
  const known = new WeakMap<Executor, LRUCache<string, LiveOperation>>();
  const operationOf = (executor: Executor, { text, operationName }: LiveQuestion): LiveOperation => {
    const operations = known.get(executor) ?? new LRUCache({ max: MOST_DOCUMENTS });
    known.set(executor, operations);
    const key = `${operationName ?? ''} ${text}`;
    const operation = operations.get(key) ?? readOperation(executor, text, operationName);
    operations.set(key, operation);
    return operation;
  };
  return {
    get isOpen() {
      return Boolean(holder.current.supergraph.apiSchema.getSubscriptionType());
    },
    async look(question, after) {
      try {
        const executor = holder.current;
        return await ask(executor, operationOf(executor, question), question, after);
      } catch (error) {
        return refused(question, error, log);
      }
    },
  };
}

function readOperation({ supergraph }: Executor, text: string, operationName: string | undefined): LiveOperation {
  const document = parse(text, { noLocation: true });
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new CodedError('OPERATION_RESOLUTION_FAILURE');
  return compileLive(supergraph.apiSchema, document, operation);
}

async function ask(
  executor: Executor,
  live: LiveOperation,
  { viewer, correlationId, cancellation, variables: given, text, operationName, resumeAfter }: LiveQuestion,
  after: string | undefined,
): Promise<Look> {
  const compiled =
    executor.find(live.text, live.operationName, viewer) ??
    executor.compile(live.text, () => live.document, live.operationName, viewer);
  const variables = live.variables(given, after ?? resumeAfter ?? live.beginning(given));
  const document = { text, operationName };
  const answer = await executor.execute(compiled, { viewer, correlationId, cancellation, variables, document });
  const page = live.read(answer.data);
  if (!page) return { kind: 'REFUSED', errors: answer.errors };
  const { text: written } = writeAnswer({ ...answer, data: page.data });
  return { kind: 'PAGE', text: written.trimEnd(), cursor: page.cursor, hasMore: page.hasMore };
}

/** A document that cannot be compiled; what is a fault of ours goes to the log. */
function refused({ correlationId }: LiveQuestion, thrown: unknown, log: GatewayLog): Look {
  const coded = findCodedError(thrown);
  if (!coded) log({ correlationId, error: thrown });
  return { kind: 'REFUSED', errors: [errorOf(coded ?? new CodedError('INTERNAL_SERVER_ERROR', { correlationId }))] };
}

/** An error as clients read it. */
export function errorOf({ message, extensions }: CodedError): GraphQLFormattedError {
  return { message, extensions };
}
