import type { CellSpace } from './cell-space';
import { SENSITIVE_THRESHOLD } from '../protection/ptable';
import type { Level } from './coordinate';
import type { CodedColumn } from './grouping';
import type { Node } from './node';

/**
 * The difference guard: a count is held back where somebody could subtract it from a count that holds all of its units, and be
 * left with fewer units than may be published. Each dimension of a cell is looked at by itself:
 * - A category lies in the next level up (district, regency, province, all). What lies there beside it must be nobody, or as many
 *   as may be published. Where it is nobody, both cells are the same units, and the upper one must pass too.
 * - Of a list of categories each one must be nobody or as many as may be published, and so must be what the list leaves out of
 *   everything, and of each coarser category it has something of: then any two lists of that dimension, one of which holds the other, differ by nobody or by as many. What is not
 *   selected need not be large each by itself: any list that has it is held back for it.
 * Whatever two nested cells differ by is a sum of such differences, so it is 0 or large enough; also where several filters
 * change at once: of two lists that grow, what the first brings is 0 or enough, and if it is 0, the second brings the same
 * people to both.
 *
 * Whether a cell is held back depends on sets of units only, never on how it was asked for.
 */
export class DifferenceGuard {
  private readonly nodes = new Map<string, Node>();
  private readonly judges = new Map<string, Judge>();
  private readonly holders = new Map<string, Int32Array>();

  private constructor(private readonly space: CellSpace) {}

  /**
   * Reads every cell the guard of some cells looks at.
   * @param shown levels of the cells, one index a coordinate
   */
  static async over(space: CellSpace, shown: readonly (readonly number[])[]): Promise<DifferenceGuard> {
    const guard = new DifferenceGuard(space);
    const open: Look[] = shown.map((at) => ({ at }));
    const seen = new Map<string, Look>();
    // The loop goes on over what it appends.
    for (const look of open) {
      if (seen.has(nameOf(look))) continue;
      seen.set(nameOf(look), look);
      if (look.detailed === undefined) open.push(...looksFrom(space, look.at));
    }
    await Promise.all(
      [...seen].map(async ([name, { at, detailed }]) => guard.nodes.set(name, await space.node(at, detailed))),
    );
    return guard;
  }

  /**
   * Who says whether a count of a cell has to be held back.
   * @param threshold what may be published at least, of the cell
   */
  judge(at: readonly number[], count: string, threshold: number): Judge {
    const name = `${at.join()}|${count}|${threshold}`;
    const known = this.judges.get(name) ?? this.appoint(at, count, threshold);
    this.judges.set(name, known);
    return known;
  }

  private appoint(at: readonly number[], count: string, threshold: number): Judge {
    const above: Above[] = [];
    const lists: Parted[] = [];
    for (const [coordinate, index] of at.entries()) {
      const { parent, parts } = this.space.level(coordinate, index);
      if (parent === undefined) continue;
      const upper = at.with(coordinate, parent);
      const holders = this.holdersOf({ at }, { at: upper });
      const judge = () => this.judge(upper, count, threshold);
      // What stigmatises may be among what lies beside.
      const least = this.space.isSensitive(coordinate) ? Math.max(threshold, SENSITIVE_THRESHOLD) : threshold;
      above.push({ holders, units: this.get({ at: upper }).unitsOf(count), judge, least });
      if (parts === undefined) continue;
      lists.push({ smallest: this.smallestParts(at, coordinate, { parent, parts }, count), least });
    }
    return new Judge(this.get({ at }).unitsOf(count), above, lists);
  }

  /**
   * For each cell of a list: how many are in the smallest of its categories that is inhabited, or in the smallest of what it leaves
   * out of a coarser category.
   */
  private smallestParts(
    at: readonly number[],
    coordinate: number,
    { parent, parts }: { readonly parent: number; readonly parts: number },
    count: string,
  ): Float64Array {
    const look = { at: at.with(coordinate, parts), detailed: coordinate };
    const whole = { at: at.with(coordinate, parent), detailed: coordinate };
    const smallest = new Float64Array(this.get(whole).size).fill(Infinity);
    const holders = this.holdersOf(look, whole);
    const units = this.get(look).unitsOf(count);
    const [coarser, own] = this.columnsOfList(look, coordinate);
    const selected = new Set(this.space.level(coordinate, at[coordinate] ?? 0).condition?.categories);
    const isIn = own.categories.map((category) => selected.has(category));
    const note = (holder: number, n: number) => {
      if (n > 0 && n < (smallest[holder] ?? 0)) smallest[holder] = n;
    };
    for (const [part, holder] of holders.entries()) if (isIn[own.codes[part] ?? 0]) note(holder, units[part] ?? 0);
    for (const { codes, categories } of coarser) {
      const [inList, beside] = [new Map<number, number>(), new Map<number, number>()];
      for (const [part, holder] of holders.entries()) {
        const cell = holder * categories.length + (codes[part] ?? 0);
        const into = isIn[own.codes[part] ?? 0] ? inList : beside;
        into.set(cell, (into.get(cell) ?? 0) + (units[part] ?? 0));
      }
      for (const [cell, n] of inList) if (n > 0) note(Math.floor(cell / categories.length), beside.get(cell) ?? 0);
    }
    return Float64Array.from(this.holdersOf({ at }, whole), (holder) => smallest[holder] ?? 0);
  }

  /** Of the parts of a list: the columns of the coarser categories they lie in, and their own. */
  private columnsOfList(look: Look, coordinate: number): [readonly CodedColumn[], CodedColumn] {
    const widths = look.at.map((index, other) => this.space.level(other, index).columns.length);
    const end = widths.slice(0, coordinate + 1).reduce((sum, width) => sum + width, 0);
    const node = this.get(look);
    const places = Array.from({ length: (widths[coordinate] ?? 1) - 1 }, (_, index) => end - 2 - index);
    return [places.map((place) => node.column(place)), node.column(end - 1)];
  }

  /** The cell above each cell, of levels that differ on one coordinate. */
  private holdersOf(lower: Look, upper: Look): Int32Array {
    const name = `${nameOf(lower)}>${nameOf(upper)}`;
    const known = this.holders.get(name) ?? this.get(lower).holdersIn(this.get(upper), this.keptOf(lower.at, upper.at));
    this.holders.set(name, known);
    return known;
  }

  /** The values of a key the cell above has too: of a coordinate those of the coarsest columns. */
  private keptOf(lower: readonly number[], upper: readonly number[]): number[] {
    let offset = 0;
    return lower.flatMap((index, coordinate) => {
      const kept = this.space.level(coordinate, upper[coordinate] ?? 0).columns.length;
      const first = offset;
      offset += this.space.level(coordinate, index).columns.length;
      return Array.from({ length: kept }, (_, place) => first + place);
    });
  }

  private get(look: Look): Node {
    const node = this.nodes.get(nameOf(look));
    if (!node) throw new Error(`cells at ${nameOf(look)} were not read`);
    return node;
  }
}

/** Levels that are looked at; for the parts of a list, of which coordinate. */
interface Look {
  readonly at: readonly number[];
  readonly detailed?: number;
}

const nameOf = ({ at, detailed }: Look): string => `${at.join()}|${detailed ?? ''}`;

/** Cells one level up on some coordinate. */
interface Above {
  /** The cell each of ours lies in. */
  readonly holders: Int32Array;
  readonly units: ArrayLike<number>;
  readonly judge: () => Judge;
  /** How many must lie beside ours at least, unless it is nobody. */
  readonly least: number;
}

/** The smallest part of each list, and how many have to be in it. */
interface Parted {
  readonly smallest: ArrayLike<number>;
  readonly least: number;
}

const UNKNOWN = 0;
const FREE = 1;
const HELD = 2;

/** Decides of each cell at some levels whether one of its counts has to be held back. */
export class Judge {
  private readonly verdicts: Uint8Array;

  constructor(
    private readonly units: ArrayLike<number>,
    private readonly above: readonly Above[],
    private readonly lists: readonly Parted[],
  ) {
    this.verdicts = new Uint8Array(units.length);
  }

  isHeld(cell: number): boolean {
    if (this.verdicts[cell] === UNKNOWN) this.verdicts[cell] = this.hasFewBeside(cell) ? HELD : FREE;
    return this.verdicts[cell] !== FREE;
  }

  private hasFewBeside(cell: number): boolean {
    const n = this.units[cell] ?? 0;
    for (const { smallest, least } of this.lists) if ((smallest[cell] ?? 0) < least) return true;
    for (const { holders, units, judge, least } of this.above) {
      const holder = holders[cell] ?? -1;
      const beside = (units[holder] ?? 0) - n;
      if (beside === 0 ? judge().isHeld(holder) : beside < least) return true;
    }
    return false;
  }
}

/** What a guard looks at from some levels: one up on each coordinate, and the parts of lists with what holds them. */
function looksFrom(space: CellSpace, at: readonly number[]): Look[] {
  return at.flatMap((index, coordinate) => {
    const { parent, parts }: Level = space.level(coordinate, index);
    if (parent === undefined) return [];
    const up = { at: at.with(coordinate, parent) };
    if (parts === undefined) return [up];
    return [up, { ...up, detailed: coordinate }, { at: at.with(coordinate, parts), detailed: coordinate }];
  });
}
