import { Kind } from 'graphql';
import type { OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';

/** What a planned fetch asks of entities: the selection under `_entities`. */
export function entitySelection(operation: OperationDefinitionNode): SelectionSetNode {
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || !field.selectionSet) throw new Error('a planned entity fetch asks for _entities');
  return field.selectionSet;
}

/** The same operation, asking something else of its entities. */
export function withEntitySelection(
  operation: OperationDefinitionNode,
  selectionSet: SelectionSetNode,
): OperationDefinitionNode {
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD) throw new Error('a planned entity fetch asks for _entities');
  return { ...operation, selectionSet: { ...operation.selectionSet, selections: [{ ...field, selectionSet }] } };
}

/** A selection without some of its own fields; undefined when nothing is left of it. */
export function keepSelections(
  set: SelectionSetNode,
  keeps: (selection: SelectionNode, type: string | undefined) => boolean,
  type?: string,
): SelectionSetNode | undefined {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind !== Kind.INLINE_FRAGMENT) return keeps(selection, type) ? [selection] : [];
    const inner = keepSelections(selection.selectionSet, keeps, selection.typeCondition?.name.value ?? type);
    return inner ? [{ ...selection, selectionSet: inner }] : [];
  });
  return selections.length > 0 ? { ...set, selections } : undefined;
}
