import type { Filter, StoredRequest, Time } from './request';

/**
 * The dimension by which two requests look like an attempt to subtract one from the other: they are of the same cube and equal but
 * for one filter, whose categories hold those of the other request and a few more. Undefined where they do not.
 *
 * The guard sees to it that such a difference is of nobody or of as many as may be published; whoever asks many of them is worth a
 * look all the same, since two filters changed at once are not covered by it.
 */
export function findNesting(one: StoredRequest, other: StoredRequest): string | undefined {
  if (one.cube !== other.cube || one.by.join() !== other.by.join()) return undefined;
  const [mine, theirs] = [extentsOf(one), extentsOf(other)];
  const names = [...new Set([...mine.keys(), ...theirs.keys()])];
  const different = names.filter((name) => String(mine.get(name)) !== String(theirs.get(name)));
  const [name, further] = different;
  if (name === undefined || further !== undefined) return undefined;
  return isNested(mine.get(name), theirs.get(name)) ? name : undefined;
}

type Extent = readonly (string | number)[] | undefined;

/** What each filter leaves, months of a window among them; undefined leaves all. */
function extentsOf({ where, time }: Pick<StoredRequest, 'where' | 'time'>): Map<string, Extent> {
  const extents = new Map<string, Extent>(where.map(({ dimension, categories }: Filter) => [dimension, categories]));
  if (time?.window) extents.set('PERIOD', monthsOf(time.window));
  return extents;
}

function monthsOf({ from, to }: NonNullable<Time['window']>): number[] {
  const first = Math.floor(from / 100) * 12 + (from % 100);
  const last = Math.floor(to / 100) * 12 + (to % 100);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Categories that make the larger of two sets more than the smaller. */
const FEW = 2;

function isNested(one: Extent, other: Extent): boolean {
  // A single category and everything is a part and its total: every table with totals has such.
  if (!one || !other) return (one ?? other ?? []).length > 1;
  const [smaller, larger] = one.length < other.length ? [one, other] : [other, one];
  const held = new Set(larger);
  return smaller.every((category) => held.has(category)) && larger.length - smaller.length <= FEW;
}
