import type { Cells } from '../engine/cells';
import type { Coordinate, Level, LevelCondition } from './coordinate';
import { eachRow, groupRows } from './grouping';
import { Node, toReading } from './node';
import type { Reading } from './node';

/** What one coordinate contributes to a reading: the columns grouped by, and what narrows the rows down. */
export interface Extent {
  readonly columns: readonly string[];
  /** Grouped by as well, after the columns: 1 for rows that are in its categories, 0 for others. */
  readonly splits: readonly LevelCondition[];
  readonly condition?: LevelCondition;
}

/** Reads cells that are grouped and narrowed down as told. */
export type CellReader = (extents: readonly Extent[]) => Promise<Cells>;

/**
 * All cells a table touches: its own, and those that hold them, which its guard looks at. Where units are in one category only,
 * the coarser cells are added up from the finer, so that one reading is enough for most tables; where they may be in several, each
 * level is read by itself.
 */
export class CellSpace {
  private readonly readings = new Map<string, Promise<Reading>>();
  private readonly nodes = new Map<string, Promise<Node>>();
  /** The coordinates whose list has parts. */
  private readonly listed: readonly number[];

  /**
   * @param addsUp false: nothing may be added up, as where a cell counts employers too
   */
  constructor(
    private readonly coordinates: readonly Coordinate[],
    private readonly read: CellReader,
    private readonly addsUp: boolean,
  ) {
    this.listed = coordinates.flatMap(({ levels }, index) =>
      levels.some(({ parts }) => parts !== undefined) ? [index] : [],
    );
  }

  /**
   * The cells at the levels of these indexes, one a coordinate.
   * @param detailed the coordinate whose list's parts have to be in the same reading: with those of all lists it would be too large
   */
  node(at: readonly number[], detailed = this.listed[0]): Promise<Node> {
    const name = `${at.join()}|${detailed ?? ''}`;
    const known = this.nodes.get(name) ?? this.build(at, detailed);
    this.nodes.set(name, known);
    return known;
  }

  level(coordinate: number, index: number): Level {
    const level = this.coordinates[coordinate]?.levels[index];
    if (!level) throw new Error(`no level ${index} of coordinate ${coordinate}`);
    return level;
  }

  /** Whether some category of a coordinate stigmatises or endangers. */
  isSensitive(coordinate: number): boolean {
    return this.coordinates[coordinate]?.isSensitive ?? false;
  }

  private async build(at: readonly number[], detailed: number | undefined): Promise<Node> {
    const levels = at.map((index, coordinate) => this.level(coordinate, index));
    const extents = levels.map((level, coordinate) => this.extentOf(coordinate, level, coordinate === detailed));
    const name = JSON.stringify(extents);
    const reading = this.readings.get(name) ?? this.read(extents).then(toReading);
    this.readings.set(name, reading);
    return nodeOf(await reading, extents, levels);
  }

  /** What has to be read for a level; levels that can be added up from the same rows have the same extent. */
  private extentOf(coordinate: number, level: Level, isDetailed: boolean): Extent {
    const { isMultiple, levels } = this.coordinates[coordinate] ?? { isMultiple: true, levels: [] };
    if (isMultiple || !this.addsUp) return { columns: level.columns, splits: [], condition: level.condition };
    const each = levels.filter(({ kind, parent }) => kind === 'EACH' && (isDetailed || parent !== undefined));
    const open = longestOf(each.filter(({ condition }) => !condition));
    const [kept] = each.flatMap(({ condition }) => condition ?? []);
    const inside = longestOf(each.filter(({ condition }) => condition));
    // Where the filter's columns are not read of everybody, what it keeps is read by itself.
    const isApart = kept !== undefined && !inside.every((column) => open.includes(column));
    if (isApart && isSame(level.condition, kept)) return { columns: inside, splits: [], condition: kept };
    const splits = levels
      .flatMap(({ condition }) => condition ?? [])
      .filter((condition) => !open.includes(condition.column) && !(isApart && isSame(condition, kept)));
    return { columns: open, splits };
  }
}

function longestOf(levels: readonly Level[]): readonly string[] {
  return levels.reduce<readonly string[]>(
    (found, { columns }) => (columns.length > found.length ? columns : found),
    [],
  );
}

function isSame(a: LevelCondition | undefined, b: LevelCondition): boolean {
  return a?.column === b.column && a.categories.join() === b.categories.join();
}

/** The cells at some levels out of a reading that has them. */
function nodeOf(reading: Reading, extents: readonly Extent[], levels: readonly Level[]): Node {
  const { rows } = reading.cells;
  const columns: number[] = [];
  const selections: { readonly column: number; readonly selected: ReadonlySet<string | number> }[] = [];
  let offset = 0;
  for (const [coordinate, extent] of extents.entries()) {
    const level = levels[coordinate];
    for (let i = 0; i < (level?.columns.length ?? 0); i += 1) columns.push(offset + i);
    if (level?.condition && !(extent.condition && isSame(level.condition, extent.condition)))
      selections.push(selectionOf(extent, level.condition, offset));
    offset += extent.columns.length + extent.splits.length;
  }
  if (selections.length === 0 && columns.length === offset) return new Node(reading, columns, eachRow(rows), true);
  const grouped = columns.map((column) => getColumn(reading, column));
  return new Node(reading, columns, groupRows(rows, grouped, keptRows(reading, selections)), false);
}

/** The column that says whether a row is in the categories of a condition. */
function selectionOf({ columns, splits }: Extent, condition: LevelCondition, offset: number) {
  const column = columns.indexOf(condition.column);
  if (column >= 0) return { column: offset + column, selected: new Set(condition.categories) };
  const split = splits.findIndex((each) => isSame(each, condition));
  return { column: offset + columns.length + split, selected: new Set([1]) };
}

function keptRows(
  reading: Reading,
  selections: readonly { readonly column: number; readonly selected: ReadonlySet<string | number> }[],
): Uint8Array | undefined {
  if (selections.length === 0) return undefined;
  const isKept = new Uint8Array(reading.cells.rows).fill(1);
  for (const { column, selected } of selections) {
    const { codes, categories } = getColumn(reading, column);
    const isSelected = categories.map((category) => selected.has(category));
    for (let row = 0; row < isKept.length; row += 1) if (isSelected[codes[row] ?? 0] !== true) isKept[row] = 0;
  }
  return isKept;
}

function getColumn({ columns }: Reading, index: number) {
  const column = columns[index];
  if (!column) throw new Error(`no column ${index} was read`);
  return column;
}
