import { createHash } from 'node:crypto';
import { Kind, executeSync, getVariableValues, visit } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLError,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { collectFields } from '@graphql-tools/utils';
import { CodedError } from '../../../shared/errors';
import type { CallOrigin } from '../../../shared/viewer';
import { fetchedFields, guardPlan } from '../../access/plan-guard';
import type { FetchedField } from '../../access/plan-guard';
import { narrow } from '../../access/narrow';
import type { Narrowing } from '../../access/narrow';
import { compileRefusals } from '../../access/refusals';
import type { Refusals } from '../../access/refusals';
import type { AccessRules, ViewerRules } from '../../access/rules';
import type { Program } from '../run/run';
import { compileShape } from '../shape/shape';
import type { WriteValue } from '../shape/shape';
import { isOfType } from '../supergraph/supergraph';
import type { LoadedSupergraph } from '../supergraph/supergraph';
import { asksForData } from './asks-for-data';
import { compileSteps, settlePositions } from './compile-steps';
import { listFetches } from './planned-fetch';
import { Positions } from './position';
import { withSafeNames } from './safe-names';
import { splitFetches } from './split';
import { withoutNever } from './without-never';

export type Values = Readonly<Record<string, unknown>>;

/** An operation that is planned and compiled. Nothing in it depends on a request. */
export interface CompiledOperation {
  readonly isMutation: boolean;
  /** What the client calls it and where it stands, for the records. */
  readonly source: Pick<CallOrigin, 'operationName' | 'documentHash'>;
  /** undefined: everything was refused, nothing is run. */
  readonly program: Program | undefined;
  /** What was refused before anything was asked. */
  refusals(values: Values): Refusals;
  /** Variables as the plan knows them, or what is wrong with them. */
  coerce(given: Values): { readonly values: Values } | { readonly problems: readonly GraphQLError[] };
  /** The writer of the answer for these values. */
  shapeFor(values: Values): WriteValue;
  /** What the document asks about the schema itself, or about the part of it that is given. */
  introspect(values: Values, shown?: GraphQLSchema): Values;
  /** The client's name for a key of the response. */
  nameOf(key: string): string;
}

/** What a plan comes down to: the same for everybody who asks the same after narrowing. */
export interface PlannedProgram {
  readonly program: Program;
  /** What it reads, for the guard. */
  readonly fields: readonly FetchedField[];
}

/** How the gateway narrows; absent in a graph without access control. */
export interface OperationAccess {
  readonly rules: AccessRules;
  readonly viewer: ViewerRules;
}

/**
 * Plans and compiles one operation of a validated document for one kind of viewer.
 * @param planOf plans what is left of the document, or remembers
 * @throws CodedError OPERATION_RESOLUTION_FAILURE, PLAN_IMPOSSIBLE, PLAN_FORBIDDEN
 */
export function compileOperation(
  supergraph: LoadedSupergraph,
  client: { readonly text: string; readonly document: DocumentNode },
  operationName: string | undefined,
  planOf: (document: DocumentNode, operationName: string | undefined) => PlannedProgram,
  access?: OperationAccess,
): CompiledOperation {
  const { document, nameOf } = withSafeNames(client.document, supergraph.fieldNames);
  const operation = getOperation(document, operationName);
  const { apiSchema } = supergraph;
  const narrowing: Narrowing = access ? narrow(document, operation, apiSchema, access.viewer) : { kind: 'NO_CHANGE' };
  const removed = narrowing.kind === 'NO_CHANGE' ? NOTHING_REMOVED : narrowing.removed;
  const planned =
    narrowing.kind === 'REFUSED'
      ? undefined
      : planOf(narrowing.kind === 'NARROWED' ? narrowing.document : document, operationName);
  if (planned && access) guardPlan(planned.fields, access.viewer, access.rules.index);
  const fragments = fragmentsOf(document);
  const root = planned?.program.positions.root ?? new Positions().root;
  const isRemoved = (node: FieldNode) => removed.has(node);
  const input = { schema: apiSchema, operation, fragments, nameOf, root, isRemoved };
  return {
    isMutation: operation.operation === 'mutation',
    source: {
      operationName: operation.name?.value,
      documentHash: createHash('sha256').update(client.text).digest('base64url'),
    },
    program: planned?.program,
    refusals: compileRefusals(removed, { document, operation }, apiSchema, nameOf),
    coerce: (given) => coerce(supergraph, operation, given, nameOf),
    shapeFor: shapes(conditionVariables(document), (values) => compileShape({ ...input, values })),
    introspect: introspection(supergraph, document, operation, fragments),
    nameOf,
  };
}

const NOTHING_REMOVED = new Map<FieldNode, never>();

/**
 * Plans a document with safe names and compiles the plan to steps.
 * @throws CodedError PLAN_IMPOSSIBLE, OPERATION_RESOLUTION_FAILURE
 */
export function planProgram(
  supergraph: LoadedSupergraph,
  document: DocumentNode,
  operationName: string | undefined,
): PlannedProgram {
  const planned = withoutNever(document);
  const { node } = supergraph.plan(planned, operationName);
  if (node?.kind === 'Subscription') throw new CodedError('PLAN_IMPOSSIBLE');
  // The planner gives no plan where it finds no way; taken for an answer that would be a silent null.
  if (!node && asksForData(getOperation(planned, operationName).selectionSet, fragmentsOf(planned)))
    throw new CodedError('PLAN_IMPOSSIBLE');
  const positions = new Positions();
  const fetches = splitFetches(listFetches(node), supergraph);
  const steps = compileSteps(fetches, positions, supergraph);
  settlePositions(steps);
  const { fullSchema, internalFields } = supergraph;
  return {
    program: { steps, positions, isOfType: (type, condition) => isOfType(fullSchema, type, condition) },
    fields: fetchedFields(fetches, fullSchema, (name) => internalFields.get(name)?.field ?? name),
  };
}

/** @throws CodedError OPERATION_RESOLUTION_FAILURE */
export function getOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const found = name === undefined ? operations : operations.filter((operation) => operation.name?.value === name);
  const [operation, ...others] = found;
  if (!operation || others.length > 0) throw new CodedError('OPERATION_RESOLUTION_FAILURE');
  return operation;
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function coerce(
  { apiSchema }: LoadedSupergraph,
  operation: OperationDefinitionNode,
  given: Values,
  nameOf: (name: string) => string,
): ReturnType<CompiledOperation['coerce']> {
  const definitions = operation.variableDefinitions ?? [];
  const inputs: Record<string, unknown> = {};
  for (const { variable } of definitions) {
    const name = nameOf(variable.name.value);
    if (Object.hasOwn(given, name)) inputs[variable.name.value] = given[name];
  }
  const { coerced, errors } = getVariableValues(apiSchema, definitions, inputs, { maxErrors: 50 });
  return coerced ? { values: coerced } : { problems: errors ?? [] };
}

/** Variables that decide whether a selection is there. */
function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: args }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** Shapes kept for one operation; a document with more conditions in use compiles the rest anew. */
const MOST_SHAPES = 64;

function shapes(variables: readonly string[], compile: (values: Values) => WriteValue): (values: Values) => WriteValue {
  const known = new Map<string, WriteValue>();
  return (values) => {
    const key = variables.map((name) => String(values[name])).join();
    const shape = known.get(key) ?? compile(values);
    if (known.size < MOST_SHAPES) known.set(key, shape);
    return shape;
  };
}

/** Questions about the schema are answered here: no subgraph knows the whole of it. */
function introspection(
  { apiSchema }: LoadedSupergraph,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  fragments: Record<string, FragmentDefinitionNode>,
): CompiledOperation['introspect'] {
  const root = apiSchema.getQueryType();
  if (!root || operation.operation !== 'query' || !definitions.some(asksForSchema)) return () => ({});
  return (variableValues, shown = apiSchema) => {
    const { fields } = collectFields(apiSchema, fragments, variableValues, root, operation.selectionSet);
    const selections = [...fields.values()].flat().filter(({ name }) => META.has(name.value));
    const about = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
    const document = { kind: Kind.DOCUMENT, definitions: [about, ...Object.values(fragments)] } as const;
    return { ...executeSync({ schema: shown, document, variableValues }).data };
  };
}

const META: ReadonlySet<string> = new Set(['__schema', '__type']);

function asksForSchema(definition: DocumentNode['definitions'][number]): boolean {
  let isAsked = false;
  visit(definition, {
    Field({ name }) {
      isAsked ||= META.has(name.value);
    },
  });
  return isAsked;
}
