import type { Cells, Counted, Numbers, Summed } from '../engine/cells';
import type { CellReader, Extent } from './cell-space';
import { coordinatesOf } from './coordinate';
import type { LevelCondition } from './coordinate';
import { mapValues } from './node';
import { MAX_CELLS, estimateCells } from './refusal';
import type { Category, TableRequest } from './request';

/**
 * Requests that are the same but for the one category of a filter, as 38 provinces of one list make them, are read together: each
 * reading is grouped by that category besides, and each request is given its part. The part holds the cells the request would have
 * read by itself, so that its table, its guard and its refusals are those of the request alone.
 * @param requests of one cube and with the same measures
 */
export function readTogether(requests: readonly TableRequest[], read: CellReader): CellReader {
  const shared = sharedColumns(requests);
  const readings = new Map<string, Promise<Reading>>();
  const once = (extents: readonly Extent[]): Promise<Reading> => {
    const name = JSON.stringify(extents);
    const reading = readings.get(name) ?? read(extents).then((cells) => new Reading(cells));
    readings.set(name, reading);
    return reading;
  };
  return async (extents) => {
    const wide = extents.map((extent) => widen(extent, shared));
    const reading = await once(wide.map(({ extent }) => extent));
    return reading.part(inOrderOfRequest(wide));
  };
}

/** A group of a wide reading, as one of the requests reads it. */
interface WideGroup {
  /** Which group of the request's own it is; none of one it is grouped by only here. */
  readonly own?: number;
  /** Only the rows of this category are the request's. */
  readonly only?: Category;
  /** 1 for the rows of this category and 0 for others: the request tells them apart no further. */
  readonly split?: Category;
}

interface WideExtent {
  /** What is read, for all requests. */
  readonly extent: Extent;
  /** What its groups are to one of them, in the order they are read in. */
  readonly groups: readonly WideGroup[];
}

/**
 * What is read for all requests in the place of the extent of one: what it is held to and the others are not, it is grouped by. So is a
 * column that is split at such a category.
 */
function widen({ columns, splits, condition }: Extent, shared: Shared): WideExtent {
  const categories = condition && sharedOf(shared, condition);
  const held = condition && categories && { column: condition.column, only: condition.categories[0] };
  const added = held && !columns.includes(held.column) ? [held.column] : [];
  const own = splits.map((split, index) => ({ split, own: columns.length + index }));
  const isShared = ({ split }: (typeof own)[number]) => sharedOf(shared, split) !== undefined;
  const [opened, closed] = [own.filter(isShared), own.filter((each) => !isShared(each))];
  return {
    extent: {
      columns: [...added, ...columns, ...opened.map(({ split }) => split.column)],
      splits: closed.map(({ split }) => split),
      ...(condition && { condition: { column: condition.column, categories: categories ?? condition.categories } }),
    },
    groups: [
      ...added.map((): WideGroup => ({ only: held?.only })),
      ...columns.map((column, index): WideGroup => ({
        own: index,
        ...(held?.column === column && { only: held.only }),
      })),
      ...opened.map((each): WideGroup => ({ own: each.own, split: each.split.categories[0] })),
      ...closed.map((each): WideGroup => ({ own: each.own })),
    ],
  };
}

/** The groups of several extents, each with its place among all of the request's. */
function inOrderOfRequest(wide: readonly WideExtent[]): WideGroup[] {
  let before = 0;
  return wide.flatMap(({ groups }) => {
    const from = before;
    before += groups.filter(({ own }) => own !== undefined).length;
    return groups.map((group) => (group.own === undefined ? group : { ...group, own: from + group.own }));
  });
}

type Shared = ReadonlyMap<string, readonly Category[]>;

/** What requests hold a column to, where each holds it to one category and they do not all hold it to the same. */
function sharedColumns(requests: readonly TableRequest[]): Shared {
  const held = new Map<string, Set<Category>>();
  for (const request of requests) {
    for (const { condition } of coordinatesOf(request).flatMap(({ levels }) => levels)) {
      const [category, ...others] = condition?.categories ?? [];
      if (!condition || category === undefined || others.length > 0) continue;
      const known = held.get(condition.column);
      if (known) known.add(category);
      else held.set(condition.column, new Set([category]));
    }
  }
  return new Map([...held].filter(([, { size }]) => size > 1).map(([column, found]) => [column, [...found].sort()]));
}

function sharedOf(shared: Shared, { column, categories }: LevelCondition) {
  return categories.length === 1 ? shared.get(column) : undefined;
}

/** Cells that are read for several, taken apart by a category. */
class Reading {
  private readonly places = new Map<number, ReadonlyMap<Category, readonly number[]>>();

  constructor(readonly cells: Cells) {}

  /** The cells of one request. */
  part(wide: readonly WideGroup[]): Cells {
    const { counts, sums, bands } = this.cells;
    const held = wide.findIndex(({ only }) => only !== undefined);
    const only = wide[held]?.only;
    const rows = only === undefined ? undefined : (this.placesOf(held).get(only) ?? []);
    const groups: Cells['groups'][number][] = [];
    for (const [index, { own, split }] of wide.entries()) {
      if (own === undefined) continue;
      const column = this.cells.groups[index] ?? [];
      const mine = rows ? rows.map((row) => column[row] ?? '') : column;
      groups[own] = split === undefined ? mine : mine.map((category) => (category === split ? 1 : 0));
    }
    if (!rows) return { ...this.cells, groups };
    return {
      rows: rows.length,
      groups,
      counts: mapValues(counts, (counted) => takeCounted(counted, rows)),
      sums: mapValues(sums, (summed) => takeSummed(summed, rows)),
      bands: mapValues(bands, (own) => own.map((counted) => takeCounted(counted, rows))),
    };
  }

  private placesOf(group: number): ReadonlyMap<Category, readonly number[]> {
    const known = this.places.get(group);
    if (known) return known;
    const places = new Map<Category, number[]>();
    for (const [row, category] of (this.cells.groups[group] ?? []).entries()) {
      const found = places.get(category);
      if (found) found.push(row);
      else places.set(category, [row]);
    }
    this.places.set(group, places);
    return places;
  }
}

const take = (column: Numbers, rows: readonly number[]): Numbers => Float64Array.from(rows, (row) => column[row] ?? 0);

function takeCounted({ n, keys, employers }: Counted, rows: readonly number[]): Counted {
  return { n: take(n, rows), keys: take(keys, rows), ...(employers && { employers: take(employers, rows) }) };
}

function takeSummed({ employer1, employer2, ...own }: Summed, rows: readonly number[]): Summed {
  return {
    ...{ total: take(own.total, rows), keys: take(own.keys, rows) },
    ...{ x1: take(own.x1, rows), r1: take(own.r1, rows), x2: take(own.x2, rows), r2: take(own.r2, rows) },
    ...(employer1 && { employer1: take(employer1, rows) }),
    ...(employer2 && { employer2: take(employer2, rows) }),
  };
}

/** Requests in as many lots as are needed for no lot to be larger than one table may be. */
export function lotsOf(requests: readonly TableRequest[]): TableRequest[][] {
  const lots: TableRequest[][] = [];
  let room = 0;
  for (const request of requests) {
    const { cells } = estimateCells(request);
    const lot = lots.at(-1);
    if (lot && cells <= room) lot.push(request);
    else {
      lots.push([request]);
      room = MAX_CELLS;
    }
    room -= cells;
  }
  return lots;
}
