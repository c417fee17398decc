import type { PlannedFetch } from './planned-fetch';

/** Fetches that go out as one request: entity fetches of one level to one subgraph, or a single fetch. */
export interface Group {
  readonly level: number;
  readonly members: readonly number[];
}

/**
 * Puts each fetch on the lowest level that stands after all it waits for, and groups those of a level that can share a
 * request. A fetch nobody waits for sinks to a later level when its subgraph is asked there anyway: the answer is not
 * complete before that level, so nothing is lost, and a round trip is saved. Mutations keep the plan's own order.
 */
export function groupFetches(fetches: readonly PlannedFetch[]): Group[] {
  const isMutation = fetches.some((fetch) => fetch.isMutation);
  const levels = levelsOf(fetches);
  if (!isMutation) sink(fetches, levels);
  const groups = new Map<string, { level: number; members: number[] }>();
  fetches.forEach((fetch, index) => {
    const level = levels[index] ?? 0;
    const isAlone = isMutation || !fetch.requires;
    const key = isAlone ? String(index) : `${level} ${sharingKey(fetch)}`;
    const group = groups.get(key) ?? { level, members: [] };
    group.members.push(index);
    groups.set(key, group);
  });
  return [...groups.values()].sort((one, other) => one.level - other.level);
}

function levelsOf(fetches: readonly PlannedFetch[]): number[] {
  const levels: number[] = [];
  for (const { after } of fetches) levels.push(1 + Math.max(-1, ...after.map((index) => levels[index] ?? 0)));
  return levels;
}

function sink(fetches: readonly PlannedFetch[], levels: number[]): void {
  const awaited = new Set(fetches.flatMap(({ after }) => after));
  const isFree = (index: number) => fetches[index]?.requires !== undefined && !awaited.has(index);
  const free = fetches.map((_, index) => index).filter(isFree);
  free.sort((one, other) => (levels[other] ?? 0) - (levels[one] ?? 0));
  for (const index of free) {
    const [fetch, level] = [fetches[index], levels[index] ?? 0];
    const later = fetches.flatMap((other, place) => {
      const fits = other.requires && fetch && sharingKey(other) === sharingKey(fetch);
      return fits && (levels[place] ?? 0) > level ? [levels[place] ?? 0] : [];
    });
    if (later.length > 0) levels[index] = Math.min(...later);
  }
}

/** Fetches with equal keys may travel together. */
function sharingKey({ subgraph, conditions }: PlannedFetch): string {
  return JSON.stringify([subgraph, conditions]);
}
