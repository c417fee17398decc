import type { Cells, Counted, Summed } from '../engine/cells';
import { mapValues } from './cell-space';
import type { CellReader, Extent } from './cell-space';
import { coordinatesOf } from './coordinate';
import type { LevelCondition } from './coordinate';
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
    const at = extents.findIndex(({ condition }) => condition && sharedOf(shared, condition));
    const condition = extents[at]?.condition;
    const categories = condition && sharedOf(shared, condition);
    if (!condition || !categories) return (await once(extents)).cells;
    const { column } = condition;
    const own = extents[at]?.columns ?? [];
    const isGrouped = own.includes(column);
    const columns = isGrouped ? own : [column, ...own];
    const wide = extents.with(at, { columns, condition: { column, categories } });
    const before = extents.slice(0, at).reduce((sum, extent) => sum + extent.columns.length, 0);
    const group = before + columns.indexOf(column);
    return (await once(wide)).part(group, condition.categories[0], isGrouped);
  };
}

/** What requests hold a column to, where each holds it to one category and they do not all hold it to the same. */
function sharedColumns(requests: readonly TableRequest[]): ReadonlyMap<string, readonly Category[]> {
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

function sharedOf(shared: ReadonlyMap<string, readonly Category[]>, { column, categories }: LevelCondition) {
  return categories.length === 1 ? shared.get(column) : undefined;
}

/** Cells that are read for several, taken apart by a category. */
class Reading {
  private readonly places = new Map<number, ReadonlyMap<Category, readonly number[]>>();

  constructor(readonly cells: Cells) {}

  /** The cells of one category of a group. */
  part(group: number, category: Category | undefined, keepsGroup: boolean): Cells {
    const rows = (category === undefined ? undefined : this.placesOf(group).get(category)) ?? [];
    const { groups, counts, sums, bands } = this.cells;
    const kept = keepsGroup ? groups : groups.toSpliced(group, 1);
    return {
      rows: rows.length,
      groups: kept.map((column) => rows.map((row) => column[row] ?? '')),
      counts: mapValues(counts, (counted) => takeCounted(counted, rows)),
      sums: mapValues(sums, (summed) => takeSummed(summed, rows)),
      bands: mapValues(bands, (bands) => bands.map((counted) => takeCounted(counted, rows))),
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
