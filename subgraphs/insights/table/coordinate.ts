import { TIME_GRAINS, timeColumn } from '../cube/cube';
import type { Cube, Dimension, TimeGrain } from '../cube/cube';
import { PERIOD, periodOf, periodsOf, singleGrain } from './request';
import type { Category, Filter, TableRequest } from './request';

/**
 * A table lies in coordinates. Dimensions of which one holds whole categories of the next (province, regency, district; year,
 * quarter, month) are one coordinate, every other dimension is one of its own. On each a cell is at some level: a category of one
 * of its dimensions, a list of categories, or everything. The next level up always holds all of a cell's units, and perhaps more.
 */
export interface Level {
  /** Each category, only the category of the filter, the categories of the filter taken together, everything. */
  readonly kind: 'EACH' | 'ONE' | 'LIST' | 'ALL';
  /** Name of the dimension; none for ALL. */
  readonly dimension?: string;
  /** Columns that are grouped by: those of the dimensions above, the coarsest first, and its own; none for ONE, LIST and ALL. */
  readonly columns: readonly string[];
  /** What narrows the rows down; whole categories of a dimension at or above this one. */
  readonly condition?: LevelCondition;
  /** Index of the next level up; none for ALL. */
  readonly parent?: number;
  /** For LIST: index of the level that has each category of its dimension, selected or not. */
  readonly parts?: number;
}

export interface LevelCondition {
  readonly column: string;
  readonly categories: readonly Category[];
}

export interface Coordinate {
  /** Whether a unit may be in several categories: then levels do not add up. */
  readonly isMultiple: boolean;
  /** Whether some of its categories stigmatise or endanger. */
  readonly isSensitive: boolean;
  readonly levels: readonly Level[];
  /** Levels of the finest rows and of total rows, as indexes of `levels`, the finest first. */
  readonly shown: readonly number[];
}

/** One dimension of a chain. */
type Rung = Pick<Dimension, 'name' | 'column' | 'within'>;

/** The dimensions of a cube, the finest of each chain first. */
export function chainsOf(cube: Cube): Dimension[][] {
  const parents = new Set(cube.dimensions.map(({ parent }) => parent));
  return cube.dimensions
    .filter(({ name }) => !parents.has(name))
    .map((finest) => {
      const chain = [finest];
      for (let next = parentOf(cube, finest); next; next = parentOf(cube, next)) chain.push(next);
      return chain;
    });
}

function parentOf(cube: Cube, { parent }: Dimension): Dimension | undefined {
  return cube.dimensions.find(({ name }) => name === parent);
}

/** The coordinates a request touches: those of its dimensions in the order of the cube, then the period. */
export function coordinatesOf(request: TableRequest): Coordinate[] {
  const { cube, by, where } = request;
  const places = chainsOf(cube).flatMap((chain) => {
    const grouped = chain.filter(({ name }) => by.includes(name));
    const filter = where.find(({ dimension }) => chain.some(({ name }) => name === dimension));
    if (grouped.length === 0 && !filter) return [];
    const kind = {
      isMultiple: cube.rows !== 'ONE' && chain.some(({ of }) => of === 'ROW'),
      isSensitive: chain.some(({ sensitive }) => sensitive !== undefined),
    };
    return [
      coordinateOf(
        chain,
        grouped.map(({ name }) => name),
        filter,
        kind,
      ),
    ];
  });
  const time = timeCoordinate(request);
  return time ? [...places, time] : places;
}

/**
 * The levels of one chain, from the finest rung.
 * @param chain the finest rung first
 */
function coordinateOf(
  chain: readonly Rung[],
  grouped: readonly string[],
  filter: Filter | undefined,
  kind: Pick<Coordinate, 'isMultiple' | 'isSensitive'>,
): Coordinate {
  const filtered = filter && chain.find(({ name }) => name === filter.dimension);
  const condition = filter && filtered && { column: filtered.column, categories: filter.categories };
  const isWithin = (rung: Rung) => filtered !== undefined && chain.indexOf(rung) <= chain.indexOf(filtered);
  const eachOf = (rung: Rung): Level => ({
    kind: 'EACH',
    dimension: rung.name,
    columns: chain
      .slice(chain.indexOf(rung))
      .map(({ column }) => column)
      .reverse(),
  });
  const finest = chain.findIndex(({ name }) => grouped.includes(name));
  const rungs = finest < 0 ? [] : chain.slice(finest);
  const each = rungs.map((rung) => ({ ...eachOf(rung), ...(isWithin(rung) && condition && { condition }) }));
  const own = condition && filtered ? filterLevels(chain, filtered, condition, kind.isMultiple) : [];
  const levels: Level[] = [
    ...chained(each, each.length + own.length),
    ...chained(own, own.length, each.length),
    { kind: 'ALL', columns: [] },
  ];
  const shown = each.flatMap(({ dimension }, index) => (grouped.includes(dimension ?? '') ? [index] : []));
  // Periods that a unit may be in several of have no total: it would be neither a sum nor one of these cells.
  if (!(condition && own.length === 0)) shown.push(own.length > 0 ? each.length : levels.length - 1);
  const list = levels.findIndex(({ kind }) => kind === 'LIST');
  if (list < 0 || !filtered) return { ...kind, levels, shown };
  const withParts = levels.map((level, index) => (index === list ? { ...level, parts: levels.length } : level));
  return { ...kind, levels: [...withParts, eachOf(filtered)], shown };
}

/** Levels each of which lies in the next; the last in ALL. */
function chained(levels: readonly Level[], all: number, offset = 0): Level[] {
  return levels.map((level, index) => ({
    ...level,
    parent: index + 1 < levels.length ? offset + index + 1 : offset === 0 ? all : offset + all,
  }));
}

/** The filter itself, and, where it is one category, the categories it lies in. */
function filterLevels(chain: readonly Rung[], filtered: Rung, condition: LevelCondition, isMultiple: boolean): Level[] {
  const [category, ...others] = condition.categories;
  if (category === undefined || others.length > 0) {
    return isMultiple ? [] : [{ kind: 'LIST', dimension: filtered.name, columns: [], condition }];
  }
  let above = category;
  return chain.slice(chain.indexOf(filtered)).map(({ name, column }, index, rungs): Level => {
    const below = rungs[index - 1];
    if (below) above = ancestorOf(below, above, column);
    return { kind: 'ONE', dimension: name, columns: [], condition: { column, categories: [above] } };
  });
}

/**
 * The category of a coarser column of a chain that holds a category of a finer one; undefined for columns that do not lie in one
 * another.
 */
export function findHolder(cube: Cube, finer: string, coarser: string): ((category: Category) => Category) | undefined {
  const axis = cube.time;
  const times = axis ? TIME_GRAINS.map((grain): Rung => ({ name: grain, column: timeColumn(axis, grain) })) : [];
  const chain = [...chainsOf(cube), times].find((rungs) => rungs.some(({ column }) => column === finer));
  const placeOf = (column: string) => chain?.findIndex((rung) => rung.column === column) ?? -1;
  const [first, ...above] = chain?.slice(placeOf(finer), placeOf(coarser) + 1) ?? [];
  if (!first || above.length === 0) return undefined;
  const steps = above.map(({ column }, index) => ({ from: above[index - 1] ?? first, to: column }));
  return (category) => steps.reduce((held, { from, to }) => ancestorOf(from, held, to), category);
}

/** Length of the codes of a level of the region tree, by column. */
const REGION_DIGITS: Readonly<Record<string, number>> = { province: 2, regency: 4 };

/** The category of the next coarser column that holds a category of a finer one. */
function ancestorOf({ column, within }: Rung, category: Category, coarser: string): Category {
  if (category === 'UNKNOWN') return category;
  if (within) return within[category] ?? 'UNKNOWN';
  if (typeof category === 'number') return periodAbove(category, coarser);
  const level = Object.keys(REGION_DIGITS).find((name) => coarser === name || coarser.endsWith(`_${name}`));
  const digits = level === undefined ? undefined : REGION_DIGITS[level];
  if (digits === undefined) throw new Error(`nothing is known of what ${coarser} holds of ${column}`);
  return category.slice(0, digits);
}

/** The quarter of a month, and the year of both. */
function periodAbove(period: number, coarser: string): number {
  const digits = String(period).length;
  if (coarser.endsWith('_year')) return Number(String(period).slice(0, 4));
  return digits === 6 ? periodOf(period, 'QUARTER') : period;
}

function timeCoordinate({ cube, by, time }: TableRequest): Coordinate | undefined {
  const axis = cube.time;
  if (!axis || !time) return undefined;
  const rungs = TIME_GRAINS.map((grain): Rung => ({ name: grain, column: timeColumn(axis, grain) }));
  const kind = { isMultiple: cube.rows !== 'ONE' && axis.of === 'ROW', isSensitive: false };
  const from = (grain: TimeGrain) => rungs.slice(TIME_GRAINS.indexOf(grain));
  const { window, grain } = time;
  if (by.includes(PERIOD)) {
    const filter = window && { dimension: grain, categories: periodsOf(window, grain) };
    return coordinateOf(from(grain), [grain], filter, kind);
  }
  if (!window) return undefined;
  const single = singleGrain(window) ?? grain;
  return coordinateOf(from(single), [], { dimension: single, categories: periodsOf(window, single) }, kind);
}
