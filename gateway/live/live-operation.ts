import { GraphQLError, Kind, parse, print, validate, valueFromASTUntyped, visit } from 'graphql';
import type {
  ASTNode,
  ArgumentNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  NameNode,
  OperationDefinitionNode,
  ValueNode,
} from 'graphql';
import { CodedError, asReason } from '../../shared/errors';
import { defaultsOf } from '../admission/term';
import type { Defaults } from '../admission/term';
import type { Values } from '../execution/plan/operation';
import { isBag } from '../execution/rewrites';
import { AFTER } from './twin';

/** A subscription as the query it is served by. Nothing in it depends on a request. */
export interface LiveOperation {
  /** The query, as text and parsed. */
  readonly text: string;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** Where the client wants to begin; null: from now on. */
  beginning(given: Values): unknown;
  /** The client's variables with the place to go on from. */
  variables(given: Values, after: unknown): Values;
  /** Takes what was asked besides out of an answer's data; undefined where there is no page. */
  read(data: string | undefined): LivePage | undefined;
}

/** What an answer holds for the client, and for us. */
export interface LivePage {
  /** JSON, as if only the client's own fields had been asked. */
  readonly data: string;
  readonly cursor: string;
  readonly hasMore: boolean;
}

/**
 * Makes the query of a subscription: the operation keyword, the place to go on from as a variable of our own, and what the
 * page says about going on under names of our own.
 * @param document holds the operation, and need not be valid
 * @throws CodedError GRAPHQL_VALIDATION_FAILED
 */
export function compileLive(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): LiveOperation {
  const field = onlyField(operation);
  const problem = findProblem(schema, document);
  if (problem) throw invalid(asReason(problem.message));
  const { variable, cursor, more } = freeNames(document);
  const own = [aliased(cursor, 'cursor'), aliased(more, 'hasMore')];
  const query = twinOf(document, operation, askingOn(field, variable, own), variable);
  const text = print(query);
  const after = field.arguments?.find(({ name: { value } }) => value === AFTER)?.value;
  const defaults = defaultsOf(operation);
  const key = (field.alias ?? field.name).value;
  return {
    text,
    // What the planner and the cache see is one and the same.
    document: parse(text, { noLocation: true }),
    operationName: operation.name?.value,
    beginning: (given) => (after ? valueOf(after, given, defaults) : null),
    variables: (given, place) => ({ ...given, [variable]: place }),
    read: (data) => readPage(data, key, cursor, more),
  };
}

function findProblem(schema: GraphQLSchema, document: DocumentNode): Error | undefined {
  try {
    return validate(schema, document, undefined, { maxErrors: 1 })[0];
  } catch (error) {
    // graphql-js throws at a condition with a variable on the field of some other subscription in the document.
    return error instanceof GraphQLError ? error : new Error('it cannot be validated');
  }
}

/** One field, by itself: no fragment around it and no condition on it, since an answer without it would not say where to go on. */
function onlyField({ selectionSet: { selections } }: OperationDefinitionNode): FieldNode {
  const [field, ...others] = selections;
  if (field?.kind !== Kind.FIELD || others.length > 0)
    throw invalid('a subscription selects one field, once and directly');
  if (field.directives?.length) throw invalid('the field of a subscription takes no directives');
  return field;
}

/** Names that stand nowhere in the document. */
function freeNames(document: DocumentNode): {
  readonly variable: string;
  readonly cursor: string;
  readonly more: string;
} {
  const taken = new Set<string>();
  visit(document, { Name: ({ value }) => void taken.add(value) });
  const free = (wanted: string): string => (taken.has(wanted) ? free(`${wanted}_`) : wanted);
  return { variable: free('liveAfter'), cursor: free('liveCursor'), more: free('liveMore') };
}

function askingOn(field: FieldNode, variable: string, own: readonly FieldNode[]): FieldNode {
  const after: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: name(AFTER),
    value: { kind: Kind.VARIABLE, name: name(variable) },
  };
  const others = field.arguments?.filter(({ name: { value } }) => value !== AFTER) ?? [];
  const selections = [...(field.selectionSet?.selections ?? []), ...own];
  return { ...field, arguments: [...others, after], selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

/** The query, with the fragments it spreads and the variables it uses. */
function twinOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  field: FieldNode,
  variable: string,
): DocumentNode {
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [field] } as const;
  const fragments = fragmentsBelow(field, document);
  const used = new Set<string>();
  for (const node of [field, ...(operation.directives ?? []), ...fragments])
    visit(node as ASTNode, { Variable: ({ name: { value } }) => void used.add(value) });
  const type = { kind: Kind.NAMED_TYPE, name: name('String') } as const;
  const place = {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: name(variable) },
    type,
  } as const;
  const kept = operation.variableDefinitions?.filter((definition) => used.has(definition.variable.name.value)) ?? [];
  const twin = {
    ...operation,
    operation: 'query',
    variableDefinitions: [...kept, place],
    selectionSet,
  } as OperationDefinitionNode;
  return { kind: Kind.DOCUMENT, definitions: [twin, ...fragments] };
}

function fragmentsBelow(field: FieldNode, { definitions }: DocumentNode): FragmentDefinitionNode[] {
  const all = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const found = new Set<FragmentDefinitionNode>();
  const follow = (node: ASTNode): void => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = all.find((each) => each.name.value === value);
        if (!fragment || found.has(fragment)) return;
        found.add(fragment);
        follow(fragment);
      },
    });
  };
  follow(field);
  return [...found];
}

function valueOf(node: ValueNode, given: Values, defaults: Defaults): unknown {
  if (node.kind !== Kind.VARIABLE) return valueFromASTUntyped(node);
  const fallback = defaults.get(node.name.value);
  return given[node.name.value] ?? (fallback ? valueFromASTUntyped(fallback) : null);
}

function readPage(data: string | undefined, key: string, cursor: string, more: string): LivePage | undefined {
  const answer: unknown = data === undefined ? undefined : JSON.parse(data);
  const page = isBag(answer) ? answer[key] : undefined;
  if (!isBag(page)) return undefined;
  const { [cursor]: place, [more]: hasMore, ...rest } = page;
  if (typeof place !== 'string') return undefined;
  return { data: JSON.stringify({ [key]: rest }), cursor: place, hasMore: hasMore === true };
}

function aliased(alias: string, field: string): FieldNode {
  return { kind: Kind.FIELD, alias: name(alias), name: name(field) };
}

function name(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

function invalid(reason: string): CodedError {
  return new CodedError('GRAPHQL_VALIDATION_FAILED', { reason });
}
