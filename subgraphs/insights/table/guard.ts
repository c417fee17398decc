import type { Level } from './coordinate';
import type { CellSpace, Node } from './cell-space';

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
  private readonly verdicts = new Map<string, Uint8Array>();

  private constructor(private readonly space: CellSpace) {}

  /**
   * Reads every cell the guard of some cells looks at.
   * @param shown levels of the cells, one index a coordinate
   */
  static async over(space: CellSpace, shown: readonly (readonly number[])[]): Promise<DifferenceGuard> {
    const guard = new DifferenceGuard(space);
    const open = [...shown];
    const seen = new Map<string, readonly number[]>();
    // The loop goes on over what it appends.
    for (const at of open) {
      if (seen.has(at.join())) continue;
      seen.set(at.join(), at);
      if (!at.some((index, coordinate) => isPart(space.level(coordinate, index))))
        open.push(...neighboursOf(space, at));
    }
    await Promise.all([...seen].map(async ([name, at]) => guard.nodes.set(name, await space.node(at))));
    return guard;
  }

  /**
   * Whether a count of a cell has to be held back.
   * @param threshold what may be published at least, of this cell
   */
  isHeld(at: readonly number[], cell: number, count: string, threshold: number): boolean {
    const node = this.get(at);
    const name = `${at.join()}|${count}|${threshold}`;
    const verdicts = this.verdicts.get(name) ?? new Uint8Array(node.keys.length);
    this.verdicts.set(name, verdicts);
    if (verdicts[cell] === UNKNOWN) verdicts[cell] = this.judge(at, node, cell, count, threshold) ? HELD : FREE;
    return verdicts[cell] === HELD;
  }

  private judge(at: readonly number[], node: Node, cell: number, count: string, threshold: number): boolean {
    const n = unitsOf(node, cell, count);
    return at.some((index, coordinate) => {
      const level = this.space.level(coordinate, index);
      if (level.parts !== undefined && this.hasSmallPart(at, coordinate, level, node, cell, count, threshold))
        return true;
      if (level.parent === undefined) return false;
      const above = at.with(coordinate, level.parent);
      const upper = this.get(above);
      const holder = upper.find(this.keyAbove(at, coordinate, level.parent, node, cell)) ?? -1;
      const beside = unitsOf(upper, holder, count) - n;
      if (beside === 0) return this.isHeld(above, holder, count, threshold);
      return beside < threshold;
    });
  }

  /** The key of the cell above: on one coordinate only what the upper level is grouped by, the coarsest columns. */
  private keyAbove(at: readonly number[], coordinate: number, parent: number, node: Node, cell: number) {
    const key = node.keys[cell] ?? [];
    let offset = 0;
    return at.flatMap((index, other) => {
      const { length } = this.space.level(other, index).columns;
      const kept = other === coordinate ? this.space.level(coordinate, parent).columns.length : length;
      offset += length;
      return key.slice(offset - length, offset - length + kept);
    });
  }

  private hasSmallPart(
    at: readonly number[],
    coordinate: number,
    list: Level,
    node: Node,
    cell: number,
    count: string,
    threshold: number,
  ): boolean {
    const parts = this.get(at.with(coordinate, list.parts ?? 0));
    const before = at
      .slice(0, coordinate)
      .reduce((sum, index, other) => sum + this.space.level(other, index).columns.length, 0);
    const width = this.space.level(coordinate, list.parts ?? 0).columns.length;
    const own = (node.keys[cell] ?? []).join('\u001f');
    return (
      this.cellsWithout(parts, before, width)
        .get(own)
        ?.some((part) => {
          if (!list.condition?.categories.includes(parts.keys[part]?.[before + width - 1] ?? '')) return false;
          const units = unitsOf(parts, part, count);
          return units > 0 && units < threshold;
        }) === true
    );
  }

  private readonly grouped = new WeakMap<Node, Map<string, number[]>>();

  /** The cells of a node by their keys on all other coordinates. */
  private cellsWithout(node: Node, before: number, width: number): Map<string, number[]> {
    const known = this.grouped.get(node);
    if (known) return known;
    const groups = new Map<string, number[]>();
    for (const [cell, key] of node.keys.entries()) {
      const rest = key.toSpliced(before, width).join('\u001f');
      const group = groups.get(rest);
      if (group) group.push(cell);
      else groups.set(rest, [cell]);
    }
    this.grouped.set(node, groups);
    return groups;
  }

  private get(at: readonly number[]): Node {
    const node = this.nodes.get(at.join());
    if (!node) throw new Error(`cells at ${at.join()} were not read`);
    return node;
  }
}

const UNKNOWN = 0;
const FREE = 1;
const HELD = 2;

function unitsOf(node: Node, cell: number, count: string): number {
  return node.cells.counts[count]?.n[cell] ?? 0;
}

/** The level of a list's parts lies in nothing: only the list looks at it. */
function isPart({ kind, parent }: Level): boolean {
  return kind === 'EACH' && parent === undefined;
}

/** The levels a guard looks at from some: one up on each coordinate, and the parts of its lists. */
function neighboursOf(space: CellSpace, at: readonly number[]): number[][] {
  return at.flatMap((index, coordinate) => {
    const { parent, parts } = space.level(coordinate, index);
    return [parent, parts].filter((next) => next !== undefined).map((next) => at.with(coordinate, next));
  });
}
