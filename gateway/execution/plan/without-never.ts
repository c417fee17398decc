import { Kind, visit } from 'graphql';
import type { DocumentNode, FieldNode, SelectionNode, SelectionSetNode } from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * A document as it is to be planned: without what a literal `@skip(if: true)` or `@include(if: false)` rules out. The planner
 * fetches such a selection all the same where it stands in a fragment, and finds no plan for an object of which nothing
 * else is selected; that object asks for its type instead, since whether it is there has to be known.
 */
export function withoutNever(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet(set): SelectionSetNode | undefined {
      const selections = set.selections.filter((selection) => !isNever(selection));
      if (selections.length === set.selections.length) return undefined;
      return { ...set, selections: selections.length > 0 ? selections : [TYPENAME] };
    },
  });
}

function isNever({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ name, arguments: args }) => {
    const value = args?.[0]?.value;
    if (value?.kind !== Kind.BOOLEAN) return false;
    return (name.value === 'skip' && value.value) || (name.value === 'include' && !value.value);
  });
}
