import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind } from 'graphql';
import type { SelectionNode } from 'graphql';
import type { LoadedSupergraph } from '../supergraph/supergraph';
import { entitySelection, keepSelections, withEntitySelection } from './entity-selection';
import type { PlannedFetch } from './planned-fetch';

/**
 * Splits fetches whose requirements need one field with different arguments: a representation holds one value for a field,
 * so `price` in dollars and `price` in euros cannot travel in the same one.
 */
export function splitFetches(fetches: readonly PlannedFetch[], supergraph: LoadedSupergraph): PlannedFetch[] {
  if (supergraph.internalFields.size === 0) return [...fetches];
  const split: PlannedFetch[] = [];
  const places: number[][] = [];
  for (const fetch of fetches) {
    const after = fetch.after.flatMap((index) => places[index] ?? []);
    places.push(splitFetch(fetch, supergraph).map((part) => split.push({ ...part, after }) - 1));
  }
  return split;
}

function splitFetch(fetch: PlannedFetch, supergraph: LoadedSupergraph): PlannedFetch[] {
  const { requires, operation, subgraph } = fetch;
  if (!requires || !hasCollision(requires, supergraph)) return [fetch];
  const groups: Group[] = [];
  keepSelections(entitySelection(operation), (selection, type) => {
    const needs = requirementsOf(selection, type, subgraph, supergraph);
    const group = groups.find((each) => fits(each, needs, supergraph)) ?? groups[groups.push(newGroup()) - 1];
    group?.selections.add(selection);
    for (const need of needs) group?.needs.add(need);
    return true;
  });
  return groups.map(({ selections, needs }) => {
    const kept = keepSelections(entitySelection(operation), (selection) => selections.has(selection));
    if (!kept) throw new Error('a part of a split fetch asks for nothing');
    const isNeeded = (name: string) => !supergraph.internalFields.has(name) || needs.has(name);
    return { ...fetch, operation: withEntitySelection(operation, kept), requires: keepRequired(requires, isNeeded) };
  });
}

interface Group {
  readonly selections: Set<SelectionNode>;
  readonly needs: Set<string>;
}

function newGroup(): Group {
  return { selections: new Set(), needs: new Set() };
}

function requirementsOf(
  selection: SelectionNode,
  type: string | undefined,
  subgraph: string,
  { requirements }: LoadedSupergraph,
): readonly string[] {
  return selection.kind === Kind.FIELD && type !== undefined ? requirements(type, selection.name.value, subgraph) : [];
}

/** Two internal fields collide when they stand for the same field. */
function fits({ needs }: Group, more: readonly string[], { internalFields }: LoadedSupergraph): boolean {
  const fieldOf = (name: string) => internalFields.get(name)?.field;
  return !more.some((name) => [...needs].some((other) => other !== name && fieldOf(other) === fieldOf(name)));
}

function hasCollision(
  selections: readonly QueryPlanSelectionNode[],
  { internalFields }: Pick<LoadedSupergraph, 'internalFields'>,
  seen = new Map<string, string>(),
): boolean {
  return selections.some((selection) => {
    if (selection.kind === 'InlineFragment') return hasCollision(selection.selections, { internalFields }, seen);
    if (selection.selections && hasCollision(selection.selections, { internalFields })) return true;
    const field = internalFields.get(selection.name)?.field;
    if (field === undefined) return false;
    const other = seen.get(field);
    seen.set(field, selection.name);
    return other !== undefined && other !== selection.name;
  });
}

function keepRequired(
  selections: readonly QueryPlanSelectionNode[],
  isNeeded: (name: string) => boolean,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'Field' && !isNeeded(selection.name)) return [];
    if (!selection.selections) return [selection];
    const inner = keepRequired(selection.selections, isNeeded);
    return inner.length > 0 ? [{ ...selection, selections: inner }] : [];
  });
}
