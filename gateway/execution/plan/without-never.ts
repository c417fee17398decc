import { Kind, visit } from 'graphql';
import type { DocumentNode, FieldNode, SelectionNode, SelectionSetNode } from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * A document as it is to be planned: without what a literal `@skip(if: true)` or `@include(if: false)` rules out. The planner
 * fetches such a selection all the same where it stands in a fragment, and finds no plan for an object of which nothing
 * else can be selected, literally or because conditions exclude each other; such an object asks for its type as well,
 * since whether it is there has to be known.
 */
export function withoutNever(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet(set, _key, parent): SelectionSetNode | undefined {
      const selections = set.selections.filter((selection) => !isNever(selection));
      const isRoot = parent !== undefined && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION;
      const mayBeEmpty = selections.length === 0 || (!isRoot && selections.every(isConditional));
      if (mayBeEmpty) return { ...set, selections: [TYPENAME, ...selections] };
      return selections.length === set.selections.length ? undefined : { ...set, selections };
    },
  });
}

function isConditional({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ name }) => name.value === 'skip' || name.value === 'include');
}

function isNever({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ name, arguments: args }) => {
    const value = args?.[0]?.value;
    if (value?.kind !== Kind.BOOLEAN) return false;
    return (name.value === 'skip' && value.value) || (name.value === 'include' && !value.value);
  });
}
