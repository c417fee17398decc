import { measuresOf } from '../cube/cube';
import type { Cube } from '../cube/cube';
import type { SnapshotVersion } from '../snapshot/store';
import { CellSpace } from './cell-space';
import type { CellReader } from './cell-space';
import { coordinatesOf } from './coordinate';
import type { Coordinate, Level } from './coordinate';
import { DifferenceGuard } from './guard';
import { isSensitiveCategory, publishRows } from './publish';
import type { PublishedRow, PublishedRows, ShownColumn } from './publish';
import { PERIOD, tableId } from './request';
import type { TableRequest } from './request';
import { refuseLarge, refuseSparse } from './refusal';

/** A protected table: everything in it may leave. */
export interface ProtectedTable {
  readonly id: string;
  readonly request: TableRequest;
  readonly snapshot: SnapshotVersion;
  /** The finest rows first, then those of each level of totals; within a level in the order of keys. */
  readonly rows: readonly PublishedRow[];
  /** Cells that are not shown, of those whose categories all stand in some row: made of published rows only. */
  readonly suppressed: number;
}

/**
 * Makes a protected table of a snapshot.
 * @param read cells of the request's cube and measures, before protection
 * @throws CodedError TABLE_TOO_LARGE, TABLE_TOO_SPARSE, DEADLINE_EXCEEDED
 */
export async function makeTable(
  request: TableRequest,
  { version, asOf, builtAt, lagSeconds }: SnapshotVersion,
  read: CellReader,
): Promise<ProtectedTable> {
  refuseLarge(request);
  const coordinates = coordinatesOf(request);
  const space = new CellSpace(coordinates, read, request.cube.employer === undefined);
  const shown = shownLevels(request, coordinates);
  const guard = await DifferenceGuard.over(space, shown);
  const published: PublishedRows[] = [];
  for (const at of shown) published.push(await rowsAt(request, space, guard, at));
  const [finest] = shown;
  if (finest) await refuseSparse({ request, space, coordinates, finest, guard });
  const id = tableId(request, String(version));
  const suppressed = published.reduce((sum, each) => sum + each.suppressed, 0);
  const [only, ...others] = published.map(({ rows }) => rows);
  const rows = others.length === 0 ? (only ?? []) : published.flatMap((each) => each.rows);
  return { id, request, snapshot: { version, asOf, builtAt, lagSeconds }, rows, suppressed };
}

/** The levels whose cells are shown, as indexes one a coordinate; the finest first. */
export function shownLevels({ totals }: TableRequest, coordinates: readonly Coordinate[]): number[][] {
  const finest = coordinates.map(({ shown }) => shown[0] ?? 0);
  const grand = coordinates.map(({ shown }) => shown.at(-1) ?? 0);
  if (totals === 'NONE') return [finest];
  if (totals === 'GRAND') return finest.join() === grand.join() ? [finest] : [finest, grand];
  return coordinates.reduce<number[][]>(
    (found, { shown }) => found.flatMap((at) => shown.map((index) => [...at, index])),
    [[]],
  );
}

async function rowsAt(
  request: TableRequest,
  space: CellSpace,
  guard: DifferenceGuard,
  at: readonly number[],
): Promise<PublishedRows> {
  const levels = at.map((index, coordinate) => space.level(coordinate, index));
  const { cube, measures } = request;
  const names = levels.flatMap(({ columns }) => columns.map((column) => shownName(request, column)));
  return publishRows({
    cube,
    measures: measuresOf(cube, measures),
    at,
    node: await space.node(at),
    guard,
    isSensitive: levels.some((level) => isHeldToSensitive(cube, level)),
    shown: request.by.flatMap((name) => shownColumn(name, names)),
  });
}

/** Rows of no period are in the cube, but in no table of periods. */
function shownColumn(name: string, names: readonly (string | undefined)[]): ShownColumn[] {
  const place = names.indexOf(name);
  if (place < 0) return [];
  return [name === PERIOD ? { name, place, without: 0 } : { name, place }];
}

function isHeldToSensitive({ dimensions }: Cube, { kind, condition }: Level): boolean {
  if (kind === 'EACH' || kind === 'ALL' || !condition) return false;
  const dimension = dimensions.find(({ column }) => column === condition.column);
  return dimension !== undefined && condition.categories.some((category) => isSensitiveCategory(dimension, category));
}

/** The dimension a grouped column is shown as; undefined for one that was not asked for. */
function shownName({ cube, by, time }: TableRequest, column: string): string | undefined {
  const name = cube.dimensions.find((each) => each.column === column)?.name;
  if (name !== undefined) return by.includes(name) ? name : undefined;
  return time && column.endsWith(`_${time.grain.toLowerCase()}`) && by.includes(PERIOD) ? PERIOD : undefined;
}
