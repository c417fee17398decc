import { REGION_LEVELS, findRegionLevel } from '../../../shared/viewer';
import { CodedError } from '../../../shared/errors';
import type { Cube, Dimension, Measure } from '../cube/cube';
import { chainsOf } from './coordinate';
import { PERIOD, isWhole, periodsOf, singleGrain } from './request';
import type { Category, Filter, TableRequest, Time, Totals } from './request';

/** A request as a client makes it; names are of the cube already. */
export interface AskedTable {
  readonly by: readonly string[];
  readonly measures: readonly string[];
  /** By name of dimension; null is refused. */
  readonly where: Readonly<Record<string, readonly Category[] | null | undefined>>;
  /** Months as `YYYY-MM`. */
  readonly time?: { readonly from?: string; readonly to?: string; readonly grain: Time['grain'] };
  readonly totals: Totals;
}

/** Dimensions of a table besides the period: more would make cells of single persons and combinations nobody can read. */
export const MAX_DIMENSIONS = 4;
const MAX_CATEGORIES = 200;
const MAX_MEASURES = 12;

const invalid = (reason: string) => new CodedError('FILTER_INVALID', { reason });

/**
 * Brings a request into its canonical form.
 * @throws CodedError FILTER_INVALID, in the words of the request
 */
export function readRequest(cube: Cube, asked: AskedTable): TableRequest {
  const by = unique(asked.by);
  const measures = withParts(cube, unique(asked.measures));
  const where = Object.entries(asked.where)
    .filter((entry): entry is [string, readonly Category[] | null] => entry[1] !== undefined)
    .map(([name, categories]) => readFilter(getDimension(cube, name), categories, by))
    .sort((a, b) => (a.dimension < b.dimension ? -1 : 1));
  const time = readTime(cube, asked.time, by);
  refuseChains(cube, by, where);
  refuseTogether(cube, [...by, ...where.map(({ dimension }) => dimension)]);
  const dimensions = new Set([...by.filter((name) => name !== PERIOD), ...where.map(({ dimension }) => dimension)]);
  if (dimensions.size > MAX_DIMENSIONS) {
    throw invalid(`${[...dimensions].join(', ')} are more than ${MAX_DIMENSIONS} dimensions`);
  }
  return { cube, by, measures, where, ...(time && { time }), totals: asked.totals };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function getDimension(cube: Cube, name: string): Dimension {
  const dimension = cube.dimensions.find((each) => each.name === name);
  if (!dimension) throw invalid(`there is no dimension ${name}`);
  return dimension;
}

/** The measures asked for and those they are made of, in the order of the cube. */
function withParts(cube: Cube, names: readonly string[]): string[] {
  if (names.length === 0) throw invalid('`measures` is empty');
  if (names.length > MAX_MEASURES) throw invalid(`at most ${MAX_MEASURES} measures are given at once`);
  const wanted = new Set(names);
  // The loop goes on over what it adds.
  for (const name of wanted)
    for (const part of partsOf(cube.measures.find((each) => each.name === name))) wanted.add(part);
  return cube.measures.filter(({ name }) => wanted.has(name)).map(({ name }) => name);
}

function partsOf(measure: Measure | undefined): string[] {
  switch (measure?.kind) {
    case 'SUM':
      return [measure.of];
    case 'RATE':
      return [measure.numerator, measure.denominator];
    case 'MEAN':
      return [measure.sum, measure.by];
    case 'COUNT':
    case 'QUANTILE':
    case undefined:
      return [];
  }
}

function readFilter(dimension: Dimension, given: readonly Category[] | null, by: readonly string[]): Filter {
  const { name, of } = dimension;
  if (given === null) throw invalid(`${name} is null; leave it out to take all`);
  const categories = [...new Set(given)].sort((a, b) => (a < b ? -1 : 1));
  if (categories.length === 0) throw invalid(`${name} names no category`);
  if (categories.length > MAX_CATEGORIES) throw invalid(`${name} names more than ${MAX_CATEGORIES} categories`);
  if (of === 'ROW' && categories.length > 1 && !by.includes(name)) {
    throw invalid(`a unit may be in several categories of ${name}: name one, or put it into \`by\``);
  }
  const wrong = categories.find((category) => !isCategory(dimension, category));
  if (wrong !== undefined) throw invalid(`${name} has no category ${String(wrong).slice(0, 40)}`);
  return { dimension: name, categories };
}

function isCategory({ name, kind, categories }: Dimension, category: Category): boolean {
  switch (kind) {
    case 'CODES':
      return category === 'UNKNOWN' || Object.hasOwn(categories ?? {}, category);
    case 'REGION': {
      const level = Object.keys(REGION_LEVELS).find((end) => name.endsWith(end));
      return findRegionLevel(String(category)) === level;
    }
    case 'NUMBER':
      return typeof category === 'number' && Number.isInteger(category) && Math.abs(category) < 32_768;
    case 'PROGRAM':
    case 'CENTRE':
    case 'TEXT':
      return /^[\w.,:/ -]{1,200}$/.test(String(category));
  }
}

/** A chain has one filter at most, not below what it is grouped by. */
function refuseChains(cube: Cube, by: readonly string[], where: readonly Filter[]): void {
  for (const chain of chainsOf(cube)) {
    const [filter, other] = where.filter(({ dimension }) => chain.some(({ name }) => name === dimension));
    if (!filter) continue;
    if (other) throw invalid(`${filter.dimension} and ${other.dimension} lie in one another: name one of them`);
    const position = (name: string) => chain.findIndex((each) => each.name === name);
    const above = chain.find(({ name }) => by.includes(name) && position(name) > position(filter.dimension));
    if (above) throw invalid(`${filter.dimension} cuts the categories of ${above.name}: put it into \`by\` instead`);
  }
}

/** Some dimensions are not put together. */
function refuseTogether({ dimensions }: Cube, names: readonly string[]): void {
  for (const { name, apartFrom = [] } of dimensions.filter((each) => names.includes(each.name))) {
    const other = apartFrom.find((each) => names.includes(each));
    if (other !== undefined) throw invalid(`${name} is not told by ${other}: it would be of a single officer`);
  }
}

function readTime(cube: Cube, asked: AskedTable['time'], by: readonly string[]): Time | undefined {
  if (!asked) {
    if (by.includes(PERIOD)) throw invalid('PERIOD needs `time` with a grain');
    return undefined;
  }
  if (!cube.time) throw invalid('this cube has no time');
  const { grain } = asked;
  const [from, to] = [asked.from, asked.to].map((month) => (month === undefined ? undefined : readMonth(month)));
  if (from === undefined && to === undefined) return by.includes(PERIOD) ? { grain } : undefined;
  if (from === undefined || to === undefined) throw invalid('`time` needs both `from` and `to`, or neither');
  if (from > to) throw invalid('`time` ends before it begins');
  const window = { from, to };
  if (!isWhole(window, grain)) throw invalid(`\`time\` cuts a ${grain.toLowerCase()} in two`);
  if (periodsOf(window, grain).length > MAX_CATEGORIES)
    throw invalid(`\`time\` has more than ${MAX_CATEGORIES} periods`);
  if (cube.time.of === 'ROW' && !by.includes(PERIOD) && singleGrain(window) === undefined) {
    throw invalid('units may be in several periods: take one month, quarter or year, or put PERIOD into `by`');
  }
  return { window, grain };
}

function readMonth(text: string): number {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (year === undefined || month === undefined) throw invalid(`${text.slice(0, 20)} is no month like 2026-05`);
  return Number(year) * 100 + Number(month);
}
