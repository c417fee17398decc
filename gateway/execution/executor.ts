import type { DocumentNode, GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { CodedError, asReason } from '../../shared/errors';
import type { Viewer } from '../../shared/viewer';
import { codeFailure } from '../errors';
import { createAccessIndex } from '../access/access-index';
import { explainAccess } from '../access/explain';
import type { AccessExplanation } from '../access/explain';
import type { Refusals } from '../access/refusals';
import { createRules } from '../access/rules';
import type { GatewayLog } from '../errors';
import type { Answer } from './answer';
import type { Cancellation } from './cancellation';
import { NOT_SHARED } from './in-flight';
import type { InFlight } from './in-flight';
import type { AccessNote, SubgraphLink } from './link';
import { PlanCache } from './plan/plan-cache';
import type { PlanCacheMetrics } from './plan/plan-cache';
import { getOperation } from './plan/operation';
import type { CompiledOperation, Values } from './plan/operation';
import { runProgram } from './run/run';
import type { RunResult } from './run/run';
import type { LoadedSupergraph } from './supergraph/supergraph';

/** Who asks, and what goes with one request. */
export interface ExecutionRequest {
  readonly viewer: Viewer;
  readonly correlationId: string;
  readonly variables: Values;
  /** What the client sent, for the records. */
  readonly document?: { readonly text: string; readonly operationName: string | undefined };
  /** The consent, or the legal basis, it is asked under; the read ledgers keep it. */
  readonly consentId?: string;
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
  /** @throws CodedError PLAN_IMPOSSIBLE, PLAN_FORBIDDEN, OPERATION_RESOLUTION_FAILURE */
  compile(
    text: string,
    document: () => DocumentNode,
    operationName: string | undefined,
    viewer: Viewer,
  ): CompiledOperation;
  /** The operation of a document that was compiled before for this kind of viewer; only documents that are valid are. */
  find(text: string, operationName: string | undefined, viewer: Viewer): CompiledOperation | undefined;
  /** What the policy says of an operation to a viewer; nothing is asked. undefined: there is no access control. */
  explain(document: DocumentNode, operationName: string | undefined, viewer: Viewer): AccessExplanation | undefined;
  /** Never throws: what fails is in the answer. */
  execute(operation: CompiledOperation, request: ExecutionRequest): Promise<Answer>;
}

export interface ExecutorOptions {
  readonly supergraph: LoadedSupergraph;
  readonly links: readonly SubgraphLink[];
  readonly log: GatewayLog;
  /** Narrows every operation to what its viewer may have asked; absent only in a graph without access control. */
  readonly access?: { readonly isSynthetic: boolean };
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
  const rules = options.access && createRules(createAccessIndex(supergraph.sdl), options.access.isSynthetic);
  const plans = new PlanCache(supergraph, rules);
  return {
    supergraph,
    get metrics() {
      return plans.metrics;
    },
    compile: (text, document, operationName, viewer) => plans.get(text, document, operationName, viewer),
    find: (text, operationName, viewer) => plans.find(text, operationName, viewer),
    explain(document, operationName, viewer) {
      const client = { document, operation: getOperation(document, operationName) };
      return rules && explainAccess(client, supergraph.apiSchema, viewer, rules.of(viewer));
    },
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
    const { viewer, cancellation, consentId, correlationId: requestId } = request;
    const origin = { requestId, ...operation.source, consentId };
    const refusals = operation.refusals(values);
    if (!operation.program) return withRefusals({ data: 'null', isAscii: true, errors: [], access: [] }, refusals);
    const result = await runProgram(operation.program, { links, viewer, origin, values, cancellation, deadlineMs });
    request.onFetches?.(result.fetches);
    return withRefusals(shape(operation, values, result, request, log), refusals);
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

function withRefusals(answer: Answer, { errors, notes }: Refusals): Answer {
  if (errors.length === 0 && notes.length === 0) return answer;
  const told = { ...answer, errors: [...errors, ...answer.errors], access: onceEach([...notes, ...answer.access]) };
  if (errors.length === 0) return told;
  const isCall = errors.every(({ extensions }) => extensions?.['code'] === 'FORBIDDEN');
  const coordinates = notes.filter(({ grade }) => grade !== 'BANDED').map(({ coordinate }) => coordinate);
  return { ...told, refused: { code: isCall ? 'FORBIDDEN' : 'FORBIDDEN_FIELD', coordinates } };
}

function onceEach(notes: readonly AccessNote[]): readonly AccessNote[] {
  return notes.length < 2 ? notes : [...new Map(notes.map((note) => [note.coordinate, note])).values()];
}

function badInput({ message }: GraphQLError): GraphQLFormattedError {
  const error = new CodedError('BAD_USER_INPUT', { reason: asReason(message) });
  return { message: error.message, extensions: error.extensions };
}
