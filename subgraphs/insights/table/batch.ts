import type { Cells, Counted, Summed } from '../engine/cells';
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
    return reading.part(wide.flatMap(({ groups }) => groups));
  };
}

/** A group of a wide reading, as one of the requests reads it. */
interface WideGroup {
  /** Only the rows of this category are the request's. */
  readonly only?: Category;
  /** 1 for the rows of this category and 0 for others: they are told apart no further. */
  readonly split?: Category;
  /** Whether it is a group of the request at all. */
  readonly isKept: boolean;
}

/** An extent for all requests in the place of that of one, and what its groups are to the one. */
function widen(
  { columns, splits, condition }: Extent,
  shared: Shared,
): { readonly extent: Extent; readonly groups: readonly WideGroup[] } {
  const categories = condition && sharedOf(shared, condition);
  const moved = splits.map((split) => sharedOf(shared, split) !== undefined);
  const held = condition && categories ? { column: condition.column, only: condition.categories[0] } : undefined;
  const isGrouped = held !== undefined && columns.includes(held.column);
  const kept = columns.map((column): WideGroup => ({
    isKept: true,
    ...(held?.column === column && { only: held.only }),
  }));
  const front: WideGroup[] = held && !isGrouped ? [{ isKept: false, only: held.only }] : [];
  // Splits stay in their order, whether they are read as such or as the whole column.
  if (moved.some((isMoved) => isMoved) && moved.some((isMoved) => !isMoved))
    return {
      extent: { columns, splits, ...(condition && { condition }) },
      groups: [...kept, ...splits.map(() => ({ isKept: true }))],
    };
  const open = moved.some((isMoved) => isMoved);
  const behind = splits.map((split): WideGroup => ({ isKept: true, ...(open && { split: split.categories[0] }) }));
  return {
    extent: {
      columns: [
        ...(held && !isGrouped ? [held.column] : []),
        ...columns,
        ...(open ? splits.map(({ column }) => column) : []),
      ],
      splits: open ? [] : splits,
      ...(condition && { condition: categories ? { column: condition.column, categories } : condition }),
    },
    groups: [...front, ...kept, ...behind],
  };
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
    const groups = this.cells.groups.flatMap((column, index) => {
      const { isKept, split } = wide[index] ?? { isKept: true };
      if (!isKept) return [];
      const own = rows ? rows.map((row) => column[row] ?? '') : column;
      return [split === undefined ? own : own.map((category) => (category === split ? 1 : 0))];
    });
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

const take = (column: readonly number[], rows: readonly number[]) => rows.map((row) => column[row] ?? 0);

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
