import { CodedError } from '../../../shared/errors';
import type { Dimension } from '../cube/cube';
import { THRESHOLD } from '../protection/ptable';
import type { CellSpace } from './cell-space';
import type { Coordinate } from './coordinate';
import type { DifferenceGuard } from './guard';
import type { Node } from './node';
import { PERIOD, periodsOf } from './request';
import type { TableRequest } from './request';

/** Cells a table may have; more is an extract of the registry. */
export const MAX_CELLS = 100_000;
/** A table of which more of the inhabited cells would be suppressed is refused: what is left of it would mislead. */
const MAX_SPARSE_SHARE = 0.5;
/** Fewer inhabited cells are never too sparse: of a few the refusal would tell that somebody is in them. */
const MIN_SPARSE_CELLS = 20;

/** Places of the region tree (Kemendagri 2025). */
const PLACES: Readonly<Record<string, number>> = { PROVINCE: 38, REGENCY: 514, DISTRICT: 7_285 };
const CENTRES = 31;
const PROGRAMS = 12;
const NUMBERS = 11;
const TEXTS = 60;
/** Months since the programs of today began. */
const MONTHS = 120;

/** How many cells a table could have at most, by what its dimensions could hold: nothing of the data. */
export function estimateCells(request: TableRequest): { readonly cells: number; readonly widest: string } {
  const sizes = request.by.map((name) => ({ name, size: sizeOf(request, name) }));
  const widest = sizes.reduce((found, each) => (each.size > found.size ? each : found), { name: '', size: 0 });
  return { cells: sizes.reduce((product, { size }) => product * size, 1), widest: widest.name };
}

function sizeOf({ cube, by, where, time }: TableRequest, name: string): number {
  if (name === PERIOD) {
    if (time?.window) return periodsOf(time.window, time.grain).length;
    return MONTHS / { MONTH: 1, QUARTER: 3, YEAR: 12 }[time?.grain ?? 'MONTH'];
  }
  const dimension = cube.dimensions.find((each) => each.name === name);
  const filter = where.find(({ dimension: filtered }) => filtered === name);
  if (!dimension) return 1;
  if (filter) return filter.categories.length;
  const size = categoriesOf(dimension);
  // A coarser dimension of the same chain, grouped or filtered by, multiplies nothing: it is divided out.
  const above = [...by, ...where.map((each) => each.dimension)].filter((other) =>
    isAbove(cube.dimensions, other, name),
  );
  const coarse = above.map((other) => {
    const coarser = cube.dimensions.find((each) => each.name === other);
    const given = where.find((each) => each.dimension === other)?.categories.length;
    const whole = coarser ? categoriesOf(coarser) : 1;
    return by.includes(other) ? whole : whole / (given ?? whole);
  });
  return Math.ceil(size / Math.max(1, ...coarse));
}

function isAbove(dimensions: readonly Dimension[], other: string, name: string): boolean {
  const parent = dimensions.find((each) => each.name === name)?.parent;
  return parent !== undefined && (parent === other || isAbove(dimensions, other, parent));
}

function categoriesOf({ kind, name, categories }: Dimension): number {
  switch (kind) {
    case 'CODES':
      return Object.keys(categories ?? {}).length + 1;
    case 'REGION':
      return PLACES[Object.keys(PLACES).find((level) => name.endsWith(level)) ?? ''] ?? TEXTS;
    case 'CENTRE':
      return CENTRES;
    case 'PROGRAM':
      return PROGRAMS;
    case 'NUMBER':
      return NUMBERS;
    case 'TEXT':
      return TEXTS;
  }
}

/** @throws CodedError TABLE_TOO_LARGE naming the dimension with the most categories */
export function refuseLarge(request: TableRequest): void {
  const { cells, widest } = estimateCells(request);
  if (cells > MAX_CELLS) throw new CodedError('TABLE_TOO_LARGE', { cells, max: MAX_CELLS, dimension: widest });
}

interface Finest {
  readonly request: TableRequest;
  readonly space: CellSpace;
  readonly coordinates: readonly Coordinate[];
  readonly finest: readonly number[];
  readonly guard: DifferenceGuard;
}

/**
 * Refuses a table of which too little would be shown. Which dimension to coarsen is found out by doing so: the one whose next
 * level suppresses the least.
 * @throws CodedError TABLE_TOO_SPARSE
 */
export async function refuseSparse({ request, space, coordinates, finest, guard }: Finest): Promise<void> {
  const count = countOf(request);
  const judge = guard.judge(finest, count, THRESHOLD);
  const share = sparseShare(await space.node(finest), count, (cell) => judge.isHeld(cell));
  if (share <= MAX_SPARSE_SHARE) return;
  const coarser = await Promise.all(
    coordinates.map(async (_, coordinate) => {
      const { kind, dimension, parent } = space.level(coordinate, finest[coordinate] ?? 0);
      if (kind !== 'EACH' || parent === undefined) return { dimension: undefined, share: 1 };
      const node = await space.node(finest.with(coordinate, parent));
      return { dimension: nameOf(request, dimension), share: sparseShare(node, count, () => false) };
    }),
  );
  const best = coarser.filter((each) => each.dimension !== undefined).sort((a, b) => a.share - b.share)[0];
  throw new CodedError('TABLE_TOO_SPARSE', {
    // In steps of five, so that it is no count of cells.
    share: Math.ceil(share * 20) * 5,
    dimension: best?.dimension ?? 'filter',
  });
}

/** The count that says how many are in a cell: the first that is asked for, or of the cube. */
function countOf({ cube, measures }: TableRequest): string {
  const counts = cube.measures.filter(({ kind }) => kind === 'COUNT').map(({ name }) => name);
  return counts.find((name) => measures.includes(name)) ?? counts[0] ?? '';
}

function nameOf({ cube, by }: TableRequest, level: string | undefined): string | undefined {
  return cube.dimensions.some(({ name }) => name === level) || level === undefined || !by.includes(PERIOD)
    ? level
    : PERIOD;
}

/** The share of inhabited cells whose count is not shown. */
function sparseShare(node: Node, count: string, isHeld: (cell: number) => boolean): number {
  const units = node.unitsOf(count);
  const employers = node.cells.counts[count]?.employers;
  let inhabited = 0;
  let hidden = 0;
  for (let cell = 0; cell < node.size; cell += 1) {
    const n = units[cell] ?? 0;
    if (n === 0) continue;
    inhabited += 1;
    if (n < THRESHOLD || (employers && (employers[cell] ?? 0) < 3) || isHeld(cell)) hidden += 1;
  }
  return inhabited < MIN_SPARSE_CELLS ? 0 : hidden / inhabited;
}
