import { parse, validate } from 'graphql';
import { decisionOfViewer } from '../shared/access';
import type { Alternative } from '../shared/access';
import type { Viewer } from '../shared/viewer';
import { createAccessIndex } from './access/access-index';
import type { AccessIndex } from './access/access-index';
import type { Answer } from './execution/answer';
import type { Executor } from './execution/executor';
import type { ExecutorHolder } from './execution/holder';

/** A question of ours for somebody else, who did not send it as GraphQL. */
export interface AskedQuestion {
  readonly viewer: Viewer;
  /** One operation; written by us, its values are variables. */
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Names the request in logs and ledgers. */
  readonly correlationId: string;
  /** The consent, or the legal basis, it is asked under. */
  readonly consentId?: string;
}

/** The graph for adapters of other protocols: what holds for a request over HTTP holds for theirs. */
export interface Asker {
  /** Whether a row gives the viewer the field, as `Type.name`, in full or not at all: never masked or coarse. */
  readsInFull(viewer: Viewer, coordinate: string): boolean;
  /** Never throws for what fails; that is in the answer. */
  ask(question: AskedQuestion): Promise<Answer>;
}

/** Asks by the executor in force, which prices, narrows, refuses and records. */
export function createAsker(holder: ExecutorHolder): Asker {
  const indexes = new WeakMap<Executor, AccessIndex>();
  const indexOf = (executor: Executor): AccessIndex => {
    const known = indexes.get(executor) ?? createAccessIndex(executor.supergraph.sdl);
    indexes.set(executor, known);
    return known;
  };
  return {
    readsInFull(viewer, coordinate) {
      const [type = '', field = ''] = coordinate.split('.');
      const marks = indexOf(holder.current).marksOf(type, field);
      const decisions = marks.map((mark) => decisionOfViewer(viewer, mark));
      return decisions.length > 0 && decisions.every((each) => each.length > 0 && each.every(isFull));
    },
    ask({ viewer, text, variables, correlationId, consentId }) {
      const executor = holder.current;
      const operation = executor.find(text, undefined, viewer) ?? compile(executor, text, viewer);
      const document = { text, operationName: undefined };
      return executor.execute(operation, { viewer, variables, correlationId, consentId, document });
    },
  };
}

function isFull({ grade }: Alternative): boolean {
  return grade === 'FULL';
}

function compile(executor: Executor, text: string, viewer: Viewer): ReturnType<Executor['compile']> {
  const document = parse(text, { noLocation: true });
  const [problem] = validate(executor.supergraph.apiSchema, document);
  if (problem) throw new Error(`a document of our own is not valid: ${problem.message}`);
  return executor.compile(text, () => document, undefined, viewer);
}
