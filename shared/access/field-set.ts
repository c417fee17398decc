import { Kind, parse } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import type { AccessGraph } from './graph-model';

/**
 * Coordinates that a field set (`owner { name } score(of: 1)`) of a type asks for, nested ones and those under a type
 * condition included. Types of nested fields are taken as any subgraph gives them: the sources may lie in several.
 * A set that cannot be read is its own coordinate: one that no field has, so that whoever asks for its group finds none.
 */
export function coordinatesOf(graph: AccessGraph, type: string, fieldSet: string): string[] {
  const selectionSet = read(fieldSet);
  return selectionSet ? [...new Set(walk(graph, type, selectionSet))] : [`${type}.{${fieldSet}}`];
}

function read(fieldSet: string): SelectionSetNode | undefined {
  try {
    const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
    return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
  } catch {
    return undefined;
  }
}

function walk(graph: AccessGraph, type: string, { selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return walk(graph, selection.typeCondition?.name.value ?? type, selection.selectionSet);
    if (selection.name.value === '__typename') return [];
    const coordinate = `${type}.${selection.name.value}`;
    const below = selection.selectionSet;
    if (!below) return [coordinate];
    const types = new Set(graph.fields.get(coordinate)?.map(({ returns }) => returns));
    return [coordinate, ...[...types].flatMap((next) => walk(graph, next, below))];
  });
}
