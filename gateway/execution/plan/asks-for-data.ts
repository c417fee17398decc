import { Kind } from 'graphql';
import type { FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** Values of variables under which a selection is there. */
type Conditions = ReadonlyMap<string, boolean>;

/**
 * Whether a selection of a root holds, for some values of the variables, a field that some subgraph has to answer. The planner sees
 * as well where conditions exclude each other, and has no plan for nothing.
 * @param set without what a literal condition rules out
 */
export function asksForData(set: SelectionSetNode, fragments: Fragments): boolean {
  const seen = new Set<string>();
  const asks = ({ selections }: SelectionSetNode, given: Conditions): boolean =>
    selections.some((selection) => {
      const conditions = withConditions(selection, given);
      if (!conditions) return false;
      if (selection.kind === Kind.FIELD) return !selection.name.value.startsWith('__');
      if (selection.kind === Kind.INLINE_FRAGMENT) return asks(selection.selectionSet, conditions);
      // What has been looked through asked for nothing, or it would have ended there.
      const visit = JSON.stringify([selection.name.value, [...conditions].sort()]);
      if (seen.has(visit)) return false;
      seen.add(visit);
      const fragment = fragments[selection.name.value];
      return fragment !== undefined && asks(fragment.selectionSet, conditions);
    });
  return asks(set, new Map());
}

/** The conditions with those of a selection; undefined where they exclude each other. */
function withConditions({ directives = [] }: SelectionNode, given: Conditions): Conditions | undefined {
  const conditions = new Map(given);
  for (const { name, arguments: args } of directives) {
    const value = args?.[0]?.value;
    if (value?.kind !== Kind.VARIABLE || !['skip', 'include'].includes(name.value)) continue;
    const variable = value.name.value;
    const wanted = name.value === 'include';
    if (conditions.has(variable) && conditions.get(variable) !== wanted) return undefined;
    conditions.set(variable, wanted);
  }
  return conditions;
}
