import type { FetchDataRewrite } from '@apollo/query-planner';
import { Kind } from 'graphql';
import type { SelectionSetNode } from 'graphql';

/**
 * The response keys a fetch asks for, whatever type they are asked of. Only these are ever copied out of an answer: what
 * else a subgraph sends has no place to go to.
 */
export interface SelectionTree {
  readonly keys: readonly string[];
  /** What is asked below each key; undefined where the key holds a leaf. */
  readonly below: readonly (SelectionTree | undefined)[];
}

/** The tree of a selection as it stands after the plan's rewrites of the answer. */
export function selectionTree(set: SelectionSetNode, rewrites: readonly FetchDataRewrite[]): SelectionTree {
  const draft = gather([set]);
  for (const rewrite of rewrites) rename(draft, rewrite);
  return settle(draft);
}

/** Whether a selection asks for leaves alone. */
export function isFlat({ below }: SelectionTree): boolean {
  return below.every((tree) => tree === undefined);
}

type Draft = Map<string, Draft | undefined>;

function gather(sets: readonly SelectionSetNode[]): Draft {
  const found = new Map<string, SelectionSetNode[]>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('planned fetches hold no named fragments');
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet);
        continue;
      }
      const key = selection.alias?.value ?? selection.name.value;
      const below = found.get(key) ?? [];
      found.set(key, selection.selectionSet ? [...below, selection.selectionSet] : below);
    }
  };
  sets.forEach(collect);
  return new Map([...found].map(([key, below]) => [key, below.length > 0 ? gather(below) : undefined]));
}

function rename(draft: Draft, rewrite: FetchDataRewrite): void {
  if (rewrite.kind !== 'KeyRenamer') return;
  const path = rewrite.path.filter((step) => !step.startsWith('... on '));
  const last = path.pop();
  let at: Draft | undefined = draft;
  for (const key of path) at = at?.get(key);
  if (last === undefined || !at?.has(last)) return;
  const renamed = at.get(last);
  // Another type may have the key under its final name already.
  if (!at.get(rewrite.renameKeyTo)) at.set(rewrite.renameKeyTo, renamed);
  else if (renamed) for (const [key, below] of renamed) at.get(rewrite.renameKeyTo)?.set(key, below);
  at.delete(last);
}

function settle(draft: Draft): SelectionTree {
  return { keys: [...draft.keys()], below: [...draft.values()].map((below) => (below ? settle(below) : undefined)) };
}
