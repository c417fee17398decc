import { Kind, getNamedType, getNullableType, isCompositeType, isListType } from 'graphql';
import type {
  ArgumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLArgument,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import type { Values } from '../execution/plan/operation';
import { isBag } from '../execution/rewrites';
import { defaultsOf, lift, termOf, valueOf } from './term';
import type { Defaults, Term } from './term';

/**
 * A unit of cost is one object the answer may hold. A list counts as long as the client lets it be: its page size, or the number
 * of ids it asks for; a list nobody can bound counts as ASSUMED_LENGTH. Each element of a list in an argument is a unit, and so
 * that many are requests to subgraphs.
 */
export const ASSUMED_LENGTH = 5;
export const FETCH_COST = 5;
export const MUTATION_COST = 50;
/** Page size of a connection whose `first` and `last` are left out. */
export const ASSUMED_PAGE = 20;
/** Above it a cost is only "too much"; keeps products out of the range where numbers lose their units. */
const MOST = 1e12;

/** What an operation costs for these variables, as the client gave them. */
export type CostOf = (given: Values) => number;

/** How many elements lists in the field's selection have; undefined where nobody bounds them. */
type Size = Term | undefined;

interface Compilation {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly defaults: Defaults;
}

/** Compiles the cost of a validated operation, without the requests it takes. Its size is bounded by the limits. */
export function compileCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): CostOf {
  const defaults = defaultsOf(operation);
  const root = schema.getRootType(operation.operation);
  const isMutation = operation.operation === 'mutation';
  const selection = root ? costOfSet(operation.selectionSet, root, undefined, { schema, fragments, defaults }) : 0;
  const total = add(selection, isMutation ? MUTATION_COST : 0);
  return (given) => Math.min(MOST, Math.ceil(valueOf(total, given)));
}

function costOfSet(set: SelectionSetNode, type: GraphQLCompositeType, size: Size, input: Compilation): Term {
  return set.selections
    .map((selection): Term => {
      if (selection.kind === Kind.FIELD) return costOfField(selection, type, size, input);
      const inner = selection.kind === Kind.FRAGMENT_SPREAD ? input.fragments[selection.name.value] : selection;
      if (!inner) return 0;
      const condition = inner.typeCondition && input.schema.getType(inner.typeCondition.name.value);
      return costOfSet(inner.selectionSet, isCompositeType(condition) ? condition : type, size, input);
    })
    .reduce(add, 0);
}

function costOfField(node: FieldNode, parent: GraphQLCompositeType, size: Size, input: Compilation): Term {
  const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
  if (!field) return 0;
  const own = sizeOf(field, node.arguments ?? [], input);
  const named = getNamedType(field.type);
  const isList = isListType(getNullableType(field.type));
  // A connection hands its page size to the lists in it; what stands below those is bounded anew.
  const inner =
    node.selectionSet && isCompositeType(named)
      ? costOfSet(node.selectionSet, named, isList ? undefined : own, input)
      : 0;
  const each = node.selectionSet ? add(1, inner) : 0;
  const times: Term = isList ? (own ?? size ?? ASSUMED_LENGTH) : 1;
  return add(multiply(times, each), elementsOf(node.arguments ?? [], input));
}

const PAGE_ARGUMENTS: ReadonlySet<string> = new Set(['first', 'last']);

/** How many elements a field's own arguments allow; undefined where it has none that say so. */
function sizeOf({ args }: GraphQLField<unknown, unknown>, given: readonly ArgumentNode[], input: Compilation): Size {
  const isPaged = args.some(({ name }) => PAGE_ARGUMENTS.has(name));
  const bounding = args.filter(({ name, type }) => PAGE_ARGUMENTS.has(name) || isIdList(type));
  if (bounding.length === 0) return undefined;
  const sizes = bounding.map((argument) => {
    const node = given.find(({ name }) => name.value === argument.name);
    return node ? termOf(node.value, input.defaults, boundOf) : boundOf(argument.defaultValue);
  });
  const unbounded = isPaged ? ASSUMED_PAGE : ASSUMED_LENGTH;
  return lift((...bounds) => Math.max(...bounds) || unbounded, sizes);
}

function isIdList(type: GraphQLArgument['type']): boolean {
  const list = getNullableType(type);
  return isListType(list) && getNamedType(list).name === 'ID';
}

/** What one value bounds a list to; 0 is no bound. A subgraph refuses a negative page, whatever it would have cost. */
function boundOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' ? Math.abs(value) : 0;
}

function elementsOf(given: readonly ArgumentNode[], input: Compilation): Term {
  return given.map(({ value }) => termOf(value, input.defaults, countElements)).reduce(add, 0);
}

/** Elements of all lists in a value. */
function countElements(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + countElements(element), value.length);
  if (!isBag(value)) return 0;
  return Object.values(value).reduce<number>((sum, part) => sum + countElements(part), 0);
}

function add(left: Term, right: Term): Term {
  if (left === 0) return right;
  return right === 0 ? left : lift((a, b) => a + b, [left, right]);
}

function multiply(left: Term, right: Term): Term {
  return right === 0 ? 0 : lift((a, b) => Math.min(MOST, a * b), [left, right]);
}
