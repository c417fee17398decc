import type { Cells } from '../engine/cells';
import { NO_CONTRIBUTIONS, mergeContributions } from '../protection/magnitude';
import type { Contributions } from '../protection/magnitude';
import type { Coordinate, Level, LevelCondition } from './coordinate';
import type { Category } from './request';

/** What one coordinate contributes to a reading: the columns grouped by, and what narrows the rows down. */
export interface Extent {
  readonly columns: readonly string[];
  readonly condition?: LevelCondition;
}

/** The cells at one level of each coordinate, before protection. */
export interface Node {
  /** For each cell the values of the levels' columns, coordinate after coordinate. */
  readonly keys: readonly (readonly Category[])[];
  readonly cells: Cells;
  /** Index of a cell by the text of its key. */
  find(key: readonly Category[]): number | undefined;
}

/** Reads cells that are grouped and narrowed down as told. */
export type CellReader = (extents: readonly Extent[]) => Promise<Cells>;

/**
 * All cells a table touches: its own, and those that hold them, which its guard looks at. Where units are in one category only,
 * the coarser cells are added up from the finer; where they may be in several, each level is read by itself.
 */
export class CellSpace {
  private readonly readings = new Map<string, Promise<Cells>>();
  private readonly nodes = new Map<string, Promise<Node>>();

  /**
   * @param addsUp false: nothing may be added up, as where a cell counts employers too
   */
  constructor(
    private readonly coordinates: readonly Coordinate[],
    private readonly read: CellReader,
    private readonly addsUp: boolean,
  ) {}

  /** The cells at the levels of these indexes, one a coordinate. */
  node(at: readonly number[]): Promise<Node> {
    const name = at.join();
    const known = this.nodes.get(name) ?? this.build(at);
    this.nodes.set(name, known);
    return known;
  }

  level(coordinate: number, index: number): Level {
    const level = this.coordinates[coordinate]?.levels[index];
    if (!level) throw new Error(`no level ${index} of coordinate ${coordinate}`);
    return level;
  }

  private async build(at: readonly number[]): Promise<Node> {
    const levels = at.map((index, coordinate) => this.level(coordinate, index));
    const extents = levels.map((level, coordinate) => this.extentOf(coordinate, level));
    const name = JSON.stringify(extents);
    const reading = this.readings.get(name) ?? this.read(extents);
    this.readings.set(name, reading);
    return projectCells(await reading, extents, levels);
  }

  /** What has to be read for a level; levels that can be added up from the same rows have the same extent. */
  private extentOf(coordinate: number, level: Level): Extent {
    const { isMultiple, levels } = this.coordinates[coordinate] ?? { isMultiple: true, levels: [] };
    if (isMultiple || !this.addsUp || level.kind === 'ONE')
      return { columns: level.columns, condition: level.condition };
    // A list is added up from its parts, whose rows nothing narrows down.
    const condition = level.kind === 'LIST' ? undefined : level.condition;
    const alike = levels.filter((other) => other.kind === 'EACH' && other.condition === condition);
    const longest = alike.reduce<readonly string[]>(
      (found, { columns }) => (columns.length > found.length ? columns : found),
      [],
    );
    return { columns: longest, condition };
  }
}

const keyText = (key: readonly Category[]): string => key.join('\u001f');

/** Adds cells up to the levels asked for. */
function projectCells(cells: Cells, extents: readonly Extent[], levels: readonly Level[]): Node {
  const keep: number[] = [];
  const selections: { readonly group: number; readonly selected: ReadonlySet<Category> }[] = [];
  let offset = 0;
  for (const [coordinate, { columns, condition }] of extents.entries()) {
    const level = levels[coordinate];
    for (let i = 0; i < (level?.columns.length ?? 0); i += 1) keep.push(offset + i);
    if (level?.kind === 'LIST' && level.condition && level.condition !== condition) {
      const group = offset + columns.indexOf(level.condition.column);
      selections.push({ group, selected: new Set(level.condition.categories) });
    }
    offset += columns.length;
  }
  const index = new Map<string, number>();
  const keys: Category[][] = [];
  const target = new Int32Array(cells.rows).fill(-1);
  for (let row = 0; row < cells.rows; row += 1) {
    if (selections.some(({ group, selected }) => !selected.has(cells.groups[group]?.[row] ?? ''))) continue;
    const key = keep.map((group) => cells.groups[group]?.[row] ?? '');
    const text = keyText(key);
    let cell = index.get(text);
    if (cell === undefined) {
      cell = keys.length;
      index.set(text, cell);
      keys.push(key);
    }
    target[row] = cell;
  }
  const isSame = selections.length === 0 && keys.length === cells.rows;
  return { keys, cells: isSame ? cells : addUp(cells, target, keys.length), find: (key) => index.get(keyText(key)) };
}

type Numbers = readonly number[];

/** Sums of columns by target cell. */
function addUp(cells: Cells, target: Int32Array, rows: number): Cells {
  const sum = (values: Numbers): number[] => {
    const sums = new Array<number>(rows).fill(0);
    for (let row = 0; row < target.length; row += 1) {
      const cell = target[row] ?? -1;
      if (cell >= 0) sums[cell] = (sums[cell] ?? 0) + (values[row] ?? 0);
    }
    return sums;
  };
  const counted = ({ n, keys }: { readonly n: Numbers; readonly keys: Numbers }) => ({ n: sum(n), keys: sum(keys) });
  return {
    rows,
    groups: [],
    counts: mapValues(cells.counts, counted),
    bands: mapValues(cells.bands, (bands) => bands.map(counted)),
    sums: mapValues(cells.sums, (column) => ({
      total: sum(column.total),
      keys: sum(column.keys),
      ...largest(column, target, rows),
    })),
  };
}

/** The two largest contributions to each target cell, out of the two largest of each of its rows. */
function largest(
  { x1, r1, x2, r2 }: Cells['sums'][string],
  target: Int32Array,
  rows: number,
): Readonly<Record<keyof Contributions, number[]>> {
  const found = new Array<Contributions>(rows).fill(NO_CONTRIBUTIONS);
  for (let row = 0; row < target.length; row += 1) {
    const cell = target[row] ?? -1;
    if (cell < 0) continue;
    const own = { x1: x1[row] ?? 0, r1: r1[row] ?? 0, x2: x2[row] ?? 0, r2: r2[row] ?? 0 };
    found[cell] = mergeContributions(found[cell] ?? NO_CONTRIBUTIONS, own);
  }
  const column = (of: keyof Contributions) => found.map((each) => each[of]);
  return { x1: column('x1'), r1: column('r1'), x2: column('x2'), r2: column('r2') };
}

/** A record with each value replaced. */
export function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
