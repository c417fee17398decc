import { LRUCache } from 'lru-cache';
import { writeAnswer } from '../execution/answer';
import type { Answer } from '../execution/answer';
import type { ExecutorHolder } from '../execution/holder';
import type { Question } from '../admission/question';
import { CodedError, isErrorCode } from '../../shared/errors';
import type { ErrorDetails } from '../../shared/errors';
import type { Exchange, Reply, Stage } from './exchange';
import { refuseDocument } from './reply';

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
    async run({ request, question: asked, viewer, correlationId, cancellation }: Exchange): Promise<Reply | undefined> {
      const question = request.method === 'POST' && asked ? findPlain(asked) : undefined;
      const headers = question && negotiated.get(request.headers.accept ?? '');
      if (!question || !headers) return undefined;
      const executor = holder.current;
      const operation = executor.find(question.text, question.operationName, viewer);
      if (!operation) return undefined;
      const { variables } = question;
      const document = { text: question.text, operationName: question.operationName };
      const asker = { viewer, correlationId, cancellation };
      const answer = await executor.execute(operation, { ...asker, variables, document });
      const refusal = findRefusal(answer);
      if (refusal) return refuseDocument(request, refusal);
      // Nothing was executed: what is wrong with the variables, and with which status, the server says.
      if (answer.data === undefined) return undefined;
      const { text, encoding } = writeAnswer(answer);
      return { status: 200, headers, body: text, encoding };
    },
  };
}

/** Extensions that change what is to be done. */
const ASKS_SERVER = ['persistedQuery', 'explainAccess'];

const NAME = /^[_A-Za-z]\w*$/;

/** A question with nothing in it that the server has to look at. */
function findPlain(question: Question): (Question & { readonly text: string }) | undefined {
  const { text, operationName, extensions } = question;
  if (text === undefined || (operationName !== undefined && !NAME.test(operationName))) return undefined;
  return extensions && ASKS_SERVER.some((name) => name in extensions) ? undefined : { ...question, text };
}

/** The refusal an answer is, if it is one: asking the server would only refuse again, at several times the cost. */
function findRefusal({ data, errors }: Answer): CodedError | undefined {
  const [{ extensions: { code, ...details } = {} } = {}] = errors;
  if (data !== undefined || !isErrorCode(code) || code === 'BAD_USER_INPUT') return undefined;
  return new CodedError(code, details as ErrorDetails);
}
