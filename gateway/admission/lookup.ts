import { Kind, getNamedType, isInputObjectType, isObjectType } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import type { Values } from '../execution/plan/operation';
import { isBag } from '../execution/rewrites';
import { defaultsOf, lift, termOf, valueOf } from './term';
import type { Term } from './term';

/** A root field that asks for something by what identifies it. */
export interface Lookup {
  /** Under which the answer holds what was found. */
  readonly responseKey: string;
  /** Whether what was found stands in a connection. */
  readonly isConnection: boolean;
  /** How many are asked for. */
  readonly asked: (given: Values) => number;
}

/** Arguments that identify a person or family though their type does not say so. */
const IDENTIFIERS: ReadonlySet<string> = new Set(['nik', 'kkNumber']);

/** The look-ups of a validated operation: by an argument that is an id or holds some, or by a filter on ids. */
export function findLookups(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): readonly Lookup[] {
  const fields = schema.getRootType(operation.operation)?.getFields() ?? {};
  const defaults = defaultsOf(operation);
  return rootFields(operation.selectionSet, fragments).flatMap(({ name, alias, arguments: given = [] }): Lookup[] => {
    const field = fields[name.value];
    if (!field) return [];
    const terms = field.args.flatMap((argument): Term[] => {
      const node = given.find((each) => each.name.value === argument.name);
      const type = getNamedType(argument.type);
      const isId = type.name === 'ID' || IDENTIFIERS.has(argument.name);
      if (!node || !(isId || isInputObjectType(type))) return [];
      return [termOf(node.value, defaults, (value) => countIds(value, isId))];
    });
    const asked = lift((...counts) => counts.reduce((sum, count) => sum + count, 0), terms);
    if (asked === 0) return [];
    const type = getNamedType(field.type);
    const isConnection = isObjectType(type) && 'pageInfo' in type.getFields();
    return [{ responseKey: (alias ?? name).value, isConnection, asked: (values) => valueOf(asked, values) }];
  });
}

/**
 * How many of the ids asked for an answer does not hold. A row out of scope is as missing as one that is not there; so is what a
 * client does not let itself be told.
 */
export function countMisses(lookups: readonly Lookup[], given: Values, data: string | undefined): number {
  const answer: unknown = data === undefined ? undefined : JSON.parse(data);
  return lookups.reduce((sum, { asked, responseKey, isConnection }) => {
    const value = isBag(answer) ? answer[responseKey] : undefined;
    return sum + Math.max(0, asked(given) - (isConnection ? countConnection(value) : countFound(value)));
  }, 0);
}

function countIds(value: unknown, isId: boolean): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + countIds(element, isId), 0);
  if (!isBag(value)) return isId && value !== null && value !== undefined ? 1 : 0;
  const entries = Object.entries(value);
  return entries.reduce((sum, [name, part]) => sum + countIds(part, isId || name === 'id' || name.endsWith('Id')), 0);
}

function countFound(value: unknown): number {
  if (Array.isArray(value)) return value.filter((element) => element !== null).length;
  return value === null || value === undefined ? 0 : 1;
}

function countConnection(value: unknown): number {
  if (!isBag(value)) return 0;
  const { nodes, edges, totalCount } = value;
  const total = isBag(totalCount) ? totalCount['value'] : 0;
  const lists = [nodes, edges].map((list) => (Array.isArray(list) ? countFound(list) : 0));
  return Math.max(typeof total === 'number' ? total : 0, ...lists);
}

function rootFields(set: SelectionSetNode, fragments: Readonly<Record<string, FragmentDefinitionNode>>): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
    return inner ? rootFields(inner.selectionSet, fragments) : [];
  });
}
