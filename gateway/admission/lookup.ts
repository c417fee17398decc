import { Kind, getNamedType } from 'graphql';
import type { FieldNode, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { FragmentDefinitionNode } from 'graphql';
import { isBag } from '../execution/rewrites';

/** A root field that asks for something by what identifies it. */
export interface Lookup {
  /** Under which the answer holds what was found. */
  readonly responseKey: string;
}

/** Arguments that identify a person or family though their type does not say so. */
const IDENTIFIERS: ReadonlySet<string> = new Set(['nik', 'kkNumber']);

/** The look-ups of a validated operation. */
export function findLookups(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): readonly Lookup[] {
  const fields = schema.getRootType(operation.operation)?.getFields() ?? {};
  const isLookup = ({ name, arguments: given = [] }: FieldNode) =>
    fields[name.value]?.args.some(
      ({ name: argument, type }) =>
        (getNamedType(type).name === 'ID' || IDENTIFIERS.has(argument)) &&
        given.some((node) => node.name.value === argument),
    );
  return rootFields(operation.selectionSet, fragments)
    .filter(isLookup)
    .map(({ name, alias }) => ({ responseKey: (alias ?? name).value }));
}

/** How many look-ups an answer left empty; one whose data is missing altogether found nothing. */
export function countMisses(lookups: readonly Lookup[], data: string | undefined): number {
  const found: unknown = data === undefined ? undefined : JSON.parse(data);
  return lookups.filter(({ responseKey }) => !isBag(found) || isEmpty(found[responseKey])).length;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.every(isEmpty));
}

function rootFields(set: SelectionSetNode, fragments: Readonly<Record<string, FragmentDefinitionNode>>): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
    return inner ? rootFields(inner.selectionSet, fragments) : [];
  });
}
