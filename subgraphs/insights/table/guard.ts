import type { CellSpace } from './cell-space';
import type { Level } from './coordinate';
import type { Node } from './node';

/**
 * The difference guard: a count is held back where somebody could subtract it from a count that holds all of its units, and be
 * left with fewer units than may be published. Each dimension of a cell is looked at by itself:
 * - A category lies in the next level up (district, regency, province, all). What lies there beside it must be nobody, or as many
 *   as may be published. Where it is nobody, both cells are the same units, and the upper one must pass too.
 * - Of a list of categories each one must be nobody or as many as may be published, and so must be what the list leaves out of
 *   everything: then any two lists of that dimension, one of which holds the other, differ by nobody or by as many. What is not
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
    const smallest: ArrayLike<number>[] = [];
    for (const [coordinate, index] of at.entries()) {
      const { parent, parts } = this.space.level(coordinate, index);
      if (parent === undefined) continue;
      const upper = at.with(coordinate, parent);
      const holders = this.holdersOf({ at }, { at: upper });
      const judge = () => this.judge(upper, count, threshold);
      above.push({ holders, units: this.get({ at: upper }).unitsOf(count), judge });
      if (parts !== undefined) smallest.push(this.smallestParts(at, coordinate, { parent, parts }, count));
    }
    return new Judge(this.get({ at }).unitsOf(count), above, smallest, threshold);
  }

  /** For each cell of a list: how many are in the smallest of its categories that is inhabited. */
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
    const isSelected = this.selectionOf(look, coordinate, at[coordinate] ?? 0);
    for (const [part, holder] of holders.entries()) {
      if (!isSelected(part)) continue;
      const n = units[part] ?? 0;
      if (n > 0 && n < (smallest[holder] ?? 0)) smallest[holder] = n;
    }
    return Float64Array.from(this.holdersOf({ at }, whole), (holder) => smallest[holder] ?? 0);
  }

  /** Whether a part of a list is one of the categories it has. */
  private selectionOf(look: Look, coordinate: number, list: number): (part: number) => boolean {
    const widths = look.at.map((index, other) => this.space.level(other, index).columns.length);
    const last = widths.slice(0, coordinate + 1).reduce((sum, width) => sum + width, 0) - 1;
    const { codes, categories } = this.get(look).column(last);
    const selected = new Set(this.space.level(coordinate, list).condition?.categories);
    const isIn = categories.map((category) => selected.has(category));
    return (part) => isIn[codes[part] ?? 0] === true;
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
}

const UNKNOWN = 0;
const FREE = 1;
const HELD = 2;

/** Decides of each cell at some levels whether one of its counts has to be held back. */
export class Judge {
  private readonly verdicts: Uint8Array;

  /**
   * @param smallest for each list the fewest in an inhabited part of it
   */
  constructor(
    private readonly units: ArrayLike<number>,
    private readonly above: readonly Above[],
    private readonly smallest: readonly ArrayLike<number>[],
    private readonly threshold: number,
  ) {
    this.verdicts = new Uint8Array(units.length);
  }

  isHeld(cell: number): boolean {
    if (this.verdicts[cell] === UNKNOWN) this.verdicts[cell] = this.hasFewBeside(cell) ? HELD : FREE;
    return this.verdicts[cell] !== FREE;
  }

  private hasFewBeside(cell: number): boolean {
    const n = this.units[cell] ?? 0;
    for (const smallest of this.smallest) if ((smallest[cell] ?? 0) < this.threshold) return true;
    for (const { holders, units, judge } of this.above) {
      const holder = holders[cell] ?? -1;
      const beside = (units[holder] ?? 0) - n;
      if (beside === 0 ? judge().isHeld(holder) : beside < this.threshold) return true;
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
