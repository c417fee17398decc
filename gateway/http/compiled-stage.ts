import { LRUCache } from 'lru-cache';
import { writeAnswer } from '../execution/answer';
import type { ExecutorHolder } from '../execution/holder';
import { isBag } from '../execution/rewrites';
import type { Exchange, Reply, Stage } from './exchange';

/** Headers of answers whose content type the server has negotiated, by what was accepted. */
export type Negotiated = LRUCache<string, Reply['headers']>;

/** Kinds of `Accept` header a gateway meets: few clients, few kinds. */
const MOST_ACCEPTED = 100;

/** Nothing has been negotiated yet. */
export function createNegotiated(): Negotiated {
  return new LRUCache({ max: MOST_ACCEPTED });
}

/**
 * Answers what the GraphQL server has parsed, validated and answered before: its operation is compiled, its content type is
 * negotiated. Anything else, and anything out of the ordinary, is left to the server.
 */
export function compiledStage(holder: ExecutorHolder, negotiated: Negotiated): Stage {
  return {
    name: 'compiled',
    why: 'A document that is known needs no server, only its execution: the server costs more than the execution does.',
    async run({ request, body, viewer, correlationId, cancellation }: Exchange): Promise<Reply | undefined> {
      const question = request.method === 'POST' ? readQuestion(body) : undefined;
      const headers = question && negotiated.get(request.headers.accept ?? '');
      if (!question || !headers) return undefined;
      const executor = holder.current;
      const operation = executor.find(question.query, question.operationName, viewer);
      if (!operation) return undefined;
      const { variables } = question;
      const answer = await executor.execute(operation, { viewer, correlationId, cancellation, variables });
      // Nothing was executed: what is wrong with the variables, and with which status, the server says.
      if (answer.data === undefined) return undefined;
      const { text, encoding } = writeAnswer(answer);
      return { status: 200, headers, body: text, encoding };
    },
  };
}

interface Question {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Extensions that change what is to be done. */
const ASKS_SERVER = ['persistedQuery', 'explainAccess'];

const NAME = /^[_A-Za-z]\w*$/;

/** A plain question; undefined for anything the server has to look at. */
function readQuestion(body: unknown): Question | undefined {
  if (!isBag(body)) return undefined;
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string') return undefined;
  if (operationName !== undefined && operationName !== null) {
    if (typeof operationName !== 'string' || !NAME.test(operationName)) return undefined;
  }
  if (variables !== undefined && variables !== null && !isBag(variables)) return undefined;
  if (
    extensions !== undefined &&
    extensions !== null &&
    (!isBag(extensions) || ASKS_SERVER.some((name) => name in extensions))
  ) {
    return undefined;
  }
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} };
}
