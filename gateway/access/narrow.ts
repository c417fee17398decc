import { Kind, TypeInfo, getNamedType, isLeafType, visit, visitWithTypeInfo } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from './document';
import type { Fragments } from './document';
import type { Refusal, ViewerRules } from './rules';

/** A document as far as one kind of viewer may have it asked. */
export type Narrowing =
  | { readonly kind: 'NO_CHANGE' }
  /** `document` asks for what is left; `removed` are the nodes of the given document that are not asked for. */
  | { readonly kind: 'NARROWED'; readonly document: DocumentNode; readonly removed: Removed }
  /** Nothing is left to ask, or a mutation would be run in part: nothing is asked at all. */
  | { readonly kind: 'REFUSED'; readonly removed: Removed };

/** Refused fields by their node in the document. */
export type Removed = ReadonlyMap<FieldNode, Refusal>;

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Takes out of an operation what this viewer gets on no row. Pure: it depends on its arguments alone. Decides by the type a
 * field is selected on and its name in the schema, so that aliases, fragments and their order change nothing; a field of an
 * interface takes the permission of every implementor. An object of which nothing is left still asks for its type, since
 * whether it is there is not what was refused.
 */
export function narrow(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  rules: ViewerRules,
): Narrowing {
  const types = new TypeInfo(schema);
  const removed = new Map<FieldNode, Refusal>();
  const narrowed = visit(
    document,
    visitWithTypeInfo(types, {
      Field(node): null | undefined {
        const type = types.getParentType();
        const refusal = type && rules.refusalOf(type.name, node.name.value);
        if (!refusal) return undefined;
        removed.set(node, refusal);
        return null;
      },
    }),
  );
  if (removed.size === 0) return { kind: 'NO_CHANGE' };
  const left = narrowed.definitions.find(
    (node): node is OperationDefinitionNode =>
      node.kind === Kind.OPERATION_DEFINITION && node.name?.value === operation.name?.value,
  );
  const isPartial = operation.operation === 'mutation' && hasRemovedRoot(operation.selectionSet, document, removed);
  if (!left || isPartial || !hasData(left, narrowed, schema)) return { kind: 'REFUSED', removed };
  return { kind: 'NARROWED', document: withoutUnused(filled(narrowed)), removed };
}

/** A client expects the effects of a mutation together. */
function hasRemovedRoot({ selections }: SelectionSetNode, document: DocumentNode, removed: Removed): boolean {
  const fragments = fragmentsOf(document);
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return removed.has(selection);
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    return inner !== undefined && hasRemovedRoot(inner.selectionSet, document, removed);
  });
}

/** Whether an operation still asks for a value; the names of types are none: clients add them everywhere by themselves. */
function hasData(operation: OperationDefinitionNode, document: DocumentNode, schema: GraphQLSchema): boolean {
  const types = new TypeInfo(schema);
  const [leafs, spreads] = [new Set<string>(), new Map<string, Set<string>>()];
  let where = '';
  visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition: ({ name }) => void (where = `operation ${name?.value ?? ''}`),
      FragmentDefinition: ({ name }) => void (where = name.value),
      FragmentSpread: ({ name }) => void spreads.set(where, (spreads.get(where) ?? new Set()).add(name.value)),
      Field({ name }) {
        const type = types.getType();
        if (!name.value.startsWith('__') && type && isLeafType(getNamedType(type))) leafs.add(where);
      },
    }),
  );
  const seen = new Set<string>();
  const reach = (name: string): boolean => {
    if (seen.has(name)) return false;
    seen.add(name);
    return leafs.has(name) || [...(spreads.get(name) ?? [])].some(reach);
  };
  return reach(`operation ${operation.name?.value ?? ''}`);
}

function filled(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet(set): SelectionSetNode | undefined {
      return set.selections.length === 0 ? { ...set, selections: [TYPENAME] } : undefined;
    },
  });
}

/** Without fragments nothing spreads any more, and variables nothing uses: they would reach no one, and are no valid GraphQL. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const fragments = fragmentsOf(document);
  const reached = new Set<string>();
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) reachFragments(node.selectionSet.selections, fragments, reached);
  }
  const kept = document.definitions.filter(
    (node) => node.kind !== Kind.FRAGMENT_DEFINITION || reached.has(node.name.value),
  );
  const used = new Set<string>();
  const whole: DocumentNode = { ...document, definitions: kept };
  visit(whole, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return visit(whole, { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null) });
}

function reachFragments(selections: readonly SelectionNode[], fragments: Fragments, reached: Set<string>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(selection.name.value);
      if (!fragment || reached.has(fragment.name.value)) continue;
      reached.add(fragment.name.value);
      reachFragments(fragment.selectionSet.selections, fragments, reached);
    } else if (selection.selectionSet) reachFragments(selection.selectionSet.selections, fragments, reached);
  }
}
