import type { Viewer } from '../../shared/viewer';
import type { Answer } from './answer';
import { Cancellation } from './cancellation';
import type { CompiledOperation, Values } from './plan/operation';

/** Executes once what is asked several times at the same moment. */
export interface InFlight {
  /**
   * The answer of an execution that is under way for the same viewer (identity, claims and purpose), operation, variables and
   * consent, or of a new one. A mutation is never shared.
   * @param cancellation happens when this one asker has left; the execution ends when all have
   */
  share(
    question: {
      readonly operation: CompiledOperation;
      readonly viewer: Viewer;
      readonly variables: Values;
      readonly consentId?: string;
    },
    cancellation: Cancellation | undefined,
    execute: (cancellation: Cancellation | undefined) => Promise<Answer>,
  ): Promise<Answer>;
}

interface Flight {
  readonly answer: Promise<Answer>;
  readonly cancellation: Cancellation;
  waiting: number;
}

/** Every execution for itself. */
export const NOT_SHARED: InFlight = { share: (_question, cancellation, execute) => execute(cancellation) };

/** Shares executions from their start to their end; nothing is kept beyond it. */
export function createInFlight(): InFlight {
  const flights = new Map<string, Flight>();
  const keyOf = createKeys();
  return {
    share(question, cancellation, execute) {
      if (question.operation.isMutation) return execute(cancellation);
      const key = keyOf(question);
      const flight = flights.get(key) ?? begin(flights, key, execute);
      flight.waiting += 1;
      const leave = (): void => {
        flight.waiting -= 1;
        if (flight.waiting > 0) return;
        // Whoever asks from now on must not get the answer of an execution that was ended.
        if (flights.get(key) === flight) flights.delete(key);
        flight.cancellation.cancel();
      };
      cancellation?.listen(leave);
      return flight.answer.finally(() => cancellation?.forget(leave));
    },
  };
}

function begin(
  flights: Map<string, Flight>,
  key: string,
  execute: (cancellation: Cancellation) => Promise<Answer>,
): Flight {
  const cancellation = new Cancellation();
  const answer = execute(cancellation).finally(() => {
    if (flights.get(key) === flight) flights.delete(key);
  });
  const flight: Flight = { answer, cancellation, waiting: 0 };
  flights.set(key, flight);
  return flight;
}

/** Keys in which no part can be taken for another: numbers of operations and viewers, then the variables. */
function createKeys(): (question: Parameters<InFlight['share']>[0]) => string {
  const operations = new WeakMap<CompiledOperation, number>();
  const viewers = new WeakMap<Viewer, string>();
  let count = 0;
  return ({ operation, viewer, variables, consentId = '' }) => {
    let number = operations.get(operation);
    if (number === undefined) operations.set(operation, (number = count++));
    // Tokens are verified once, so that the same viewer is mostly the same object.
    let claims = viewers.get(viewer);
    if (claims === undefined) viewers.set(viewer, (claims = JSON.stringify(viewer)));
    return `${number} ${claims} ${JSON.stringify([consentId, variables])}`;
  };
}
