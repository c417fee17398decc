import type { SelectionTree } from '../plan/selection-tree';
import { isBag } from '../rewrites';
import type { Bag } from './gather';

/**
 * Copies into an object what a fetch asked for and got, and nothing else. Lists that are there already are merged element by
 * element. A null does not erase an object another subgraph has given.
 */
export function mergeInto(target: Bag, source: Bag, tree: SelectionTree): void {
  const { keys, below } = tree;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    const value = source[key];
    if (value === undefined) continue;
    const tree = below[index];
    const present = tree ? target[key] : undefined;
    if (tree && typeof present === 'object' && present !== null) mergeValue(present, value, tree);
    else target[key] = value;
  }
}

function mergeValue(present: object, value: unknown, tree: SelectionTree): void {
  if (present === value) return;
  if (Array.isArray(present)) {
    if (!Array.isArray(value) || value.length !== present.length) return;
    value.forEach((element, index) => {
      const own: unknown = present[index];
      if (typeof own === 'object' && own !== null) mergeValue(own, element, tree);
      else present[index] = element;
    });
  } else if (isBag(value)) {
    mergeInto(present as Bag, value, tree);
  }
}
