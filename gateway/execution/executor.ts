import type { DocumentNode, GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { CodedError } from '../../shared/errors';
import type { Viewer } from '../../shared/viewer';
import { asReason, codeFailure } from '../errors';
import type { GatewayLog } from '../errors';
import type { Answer } from './answer';
import type { Cancellation } from './cancellation';
import { NOT_SHARED } from './in-flight';
import type { InFlight } from './in-flight';
import type { AccessNote, SubgraphLink } from './link';
import { PlanCache } from './plan/plan-cache';
import type { PlanCacheMetrics } from './plan/plan-cache';
import type { CompiledOperation, Values } from './plan/operation';
import { runProgram } from './run/run';
import type { RunResult } from './run/run';
import type { LoadedSupergraph } from './supergraph/supergraph';

/** Who asks, and what goes with one request. */
export interface ExecutionRequest {
  readonly viewer: Viewer;
  readonly correlationId: string;
  readonly variables: Values;
  /** Ends every fetch when the client has left or the time is up. */
  readonly cancellation?: Cancellation;
  /** What a question about the schema is answered from; the whole of it if left out. */
  readonly schema?: GraphQLSchema;
  /** Told of each request to a subgraph; tests count them. */
  readonly onFetches?: (subgraphs: readonly string[]) => void;
}

/** Runs operations over one supergraph. A new supergraph gets a new executor, so that no plan outlives its schema. */
export interface Executor {
  readonly supergraph: LoadedSupergraph;
  readonly metrics: PlanCacheMetrics;
  /** @throws CodedError PLAN_IMPOSSIBLE, OPERATION_RESOLUTION_FAILURE */
  compile(text: string, document: () => DocumentNode, operationName: string | undefined): CompiledOperation;
  /** The operation of a document that was compiled before; only documents that are valid are. */
  find(text: string, operationName: string | undefined): CompiledOperation | undefined;
  /** Never throws: what fails is in the answer. */
  execute(operation: CompiledOperation, request: ExecutionRequest): Promise<Answer>;
}

export interface ExecutorOptions {
  readonly supergraph: LoadedSupergraph;
  readonly links: readonly SubgraphLink[];
  readonly log: GatewayLog;
  /** Whether equal questions of one viewer that are asked at the same moment are executed once. */
  readonly inFlight?: InFlight;
  /** What one execution may take in all; each fetch has a deadline of its own. */
  readonly deadlineMs?: number;
}

/** After this an operation is answered with what there is: longer than three fetches in a row may take. */
export const OPERATION_DEADLINE_MS = 30_000;

/**
 * @throws CodedError CONFIG_INVALID when a subgraph of the supergraph has no link
 */
export function createExecutor(options: ExecutorOptions): Executor {
  const { supergraph, links: given, log, inFlight = NOT_SHARED, deadlineMs = OPERATION_DEADLINE_MS } = options;
  const links = new Map(given.map((link) => [link.name, link]));
  for (const name of supergraph.subgraphs.keys()) {
    if (!links.has(name)) throw new CodedError('CONFIG_INVALID', { name: 'SUBGRAPH_URLS', reason: `lacks ${name}` });
  }
  const plans = new PlanCache(supergraph);
  return {
    supergraph,
    get metrics() {
      return plans.metrics;
    },
    compile: (text, document, operationName) => plans.get(text, document, operationName),
    find: (text, operationName) => plans.find(text, operationName),
    execute: (operation, request) =>
      inFlight.share({ operation, ...request }, request.cancellation, (cancellation) =>
        run(operation, { ...request, cancellation }),
      ),
  };

  async function run(operation: CompiledOperation, request: ExecutionRequest): Promise<Answer> {
    const coerced = operation.coerce(request.variables);
    if ('problems' in coerced)
      return { data: undefined, isAscii: true, errors: coerced.problems.map(badInput), access: [] };
    const { values } = coerced;
    const { viewer, cancellation } = request;
    const result = await runProgram(operation.program, { links, viewer, values, cancellation, deadlineMs });
    request.onFetches?.(result.fetches);
    return shape(operation, values, result, request, log);
  }
}

function shape(
  operation: CompiledOperation,
  values: Values,
  result: RunResult,
  { correlationId, schema }: ExecutionRequest,
  log: GatewayLog,
): Answer {
  Object.assign(result.data, operation.introspect(values, schema));
  const writing = { memos: [], misfits: 0, isAscii: true };
  const data = operation.shapeFor(values)(result.data, writing) ?? 'null';
  const failures = [...result.failures];
  if (writing.misfits > 0 && failures.length === 0) {
    failures.push({ path: undefined, cause: new CodedError('SUBGRAPH_ANSWER_INVALID') });
  }
  const errors = failures.map(({ path, cause }) => {
    const named = path?.map((step) => (typeof step === 'string' ? operation.nameOf(step) : step));
    return codeFailure(cause, named, { correlationId, log });
  });
  return { data, isAscii: writing.isAscii, errors, access: onceEach(result.access) };
}

function onceEach(notes: readonly AccessNote[]): readonly AccessNote[] {
  return notes.length < 2 ? notes : [...new Map(notes.map((note) => [note.coordinate, note])).values()];
}

function badInput({ message }: GraphQLError): GraphQLFormattedError {
  const error = new CodedError('BAD_USER_INPUT', { reason: asReason(message) });
  return { message: error.message, extensions: error.extensions };
}
