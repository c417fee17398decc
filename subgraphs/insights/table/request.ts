import { createHash } from 'node:crypto';
import { TIME_GRAINS } from '../cube/cube';
import type { Cube, TimeGrain } from '../cube/cube';

/** The dimension every cube with a time axis has. */
export const PERIOD = 'PERIOD';

/** A value of a dimension. */
export type Category = string | number;

/** Whole categories of one dimension; a unit must be in one of them. */
export interface Filter {
  readonly dimension: string;
  readonly categories: readonly Category[];
}

/** Months from the first to the last, as 202601. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A window, cut into periods of a grain; without one all of time. */
export interface Time {
  readonly window?: Window;
  readonly grain: TimeGrain;
}

/** Which cells besides the finest: none, the one over everything, or those over every set of dimensions. */
export const TOTALS = {
  NONE: 'None.',
  GRAND: 'One row over everything the filters leave.',
  MARGINS: 'A row for each combination of some of the dimensions.',
} as const;
export type Totals = keyof typeof TOTALS;

/**
 * What a table is made of, in its canonical form: two requests for the same table are equal, whatever order their lists came in.
 * Order, conditions on protected values and pages are a view of the table and no part of it.
 */
export interface TableRequest {
  readonly cube: Cube;
  /** In the order of the request: it is the order of the key. */
  readonly by: readonly string[];
  /** Names of measures, in the order of the catalogue, with those that rates and means are made of. */
  readonly measures: readonly string[];
  readonly where: readonly Filter[];
  readonly time?: Time;
  readonly totals: Totals;
}

/** What stands in the audit, and in a saved question: the request without what the catalogue says of it. */
export type StoredRequest = Omit<TableRequest, 'cube'> & { readonly cube: string };

export function toStored({ cube, ...request }: TableRequest): StoredRequest {
  return { cube: cube.name, ...request };
}

/** Changes with every rule that could change a published value. */
export const PROTECTION_POLICY = 'KS10_5/2';

/**
 * The id of a table: the same request of the same snapshot under the same protection has the same id and the same values for ever.
 * It is its citation and what exports are made of.
 */
export function tableId(request: TableRequest, snapshot: string): string {
  const { by, measures, where, ...rest } = toStored(request);
  const text = JSON.stringify([
    PROTECTION_POLICY,
    snapshot,
    rest.cube,
    rest.totals,
    rest.time ?? null,
    by,
    measures,
    where,
  ]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** The period of a grain a month lies in: 202605 is 20262 as a quarter and 2026 as a year. */
export function periodOf(month: number, grain: TimeGrain): number {
  const year = Math.floor(month / 100);
  if (grain === 'YEAR') return year;
  return grain === 'MONTH' ? month : year * 10 + Math.ceil((month % 100) / 3);
}

/** The periods of a window, in order. */
export function periodsOf({ from, to }: Window, grain: TimeGrain): number[] {
  const periods = new Set<number>();
  for (let month = from; month <= to; month = nextMonth(month)) periods.add(periodOf(month, grain));
  return [...periods];
}

export function nextMonth(month: number): number {
  return month % 100 === 12 ? month + 89 : month + 1;
}

/** Whether a window is cut at the edges of its periods. */
export function isWhole({ from, to }: Window, grain: TimeGrain): boolean {
  const isEdge = (month: number, beyond: number) => periodOf(month, grain) !== periodOf(beyond, grain);
  return isEdge(from, monthBefore(from)) && isEdge(to, nextMonth(to));
}

function monthBefore(month: number): number {
  return month % 100 === 1 ? month - 89 : month - 1;
}

/** The grain of which the window is exactly one period, the coarsest if several; undefined if it is of none. */
export function singleGrain(window: Window): TimeGrain | undefined {
  const grains = [...TIME_GRAINS].reverse();
  return grains.find((grain) => periodsOf(window, grain).length === 1 && isWhole(window, grain));
}

/** How a category stands in the keys of a table. */
export function writeCategory({ time }: Pick<TableRequest, 'time'>, dimension: string, category: Category): string {
  return dimension === PERIOD ? writePeriod(Number(category), time?.grain ?? 'MONTH') : String(category);
}

/** How a period is written: 2026-05, 2026-Q2, 2026. */
export function writePeriod(period: number, grain: TimeGrain): string {
  if (grain === 'YEAR') return String(period);
  if (grain === 'QUARTER') return `${Math.floor(period / 10)}-Q${period % 10}`;
  return `${Math.floor(period / 100)}-${String(period % 100).padStart(2, '0')}`;
}
