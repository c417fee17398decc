import { isSensitiveCategory } from '../../../subgraphs/insights/table/publish';
import { SENSITIVE_THRESHOLD, THRESHOLD } from '../../../subgraphs/insights/protection/ptable';
import { openPostgres } from '../../../subgraphs/insights/engine/postgres';
import type { LentSnapshot } from '../../../subgraphs/insights/snapshot/store';
import type { Database } from '../../../shared/database';
import { CellSpace } from '../../../subgraphs/insights/table/cell-space';
import type { Node } from '../../../subgraphs/insights/table/node';
import { coordinatesOf } from '../../../subgraphs/insights/table/coordinate';
import type { Level } from '../../../subgraphs/insights/table/coordinate';
import { CubeReader } from '../../../subgraphs/insights/table/cube-reader';
import { PERIOD, writePeriod } from '../../../subgraphs/insights/table/request';
import type { TableRequest } from '../../../subgraphs/insights/table/request';
import { shownLevels } from '../../../subgraphs/insights/table/table';

const DEADLINE_MS = 60_000;

/** A cell before protection. */
export interface TrueCell {
  /** Categories as text, by names of dimensions; PERIOD as the graph writes it. */
  readonly key: Readonly<Record<string, string>>;
  readonly counts: Readonly<Record<string, { readonly n: number; readonly employers?: number }>>;
  readonly sums: Readonly<Record<string, { readonly total: number; readonly x1: number; readonly x2: number }>>;
  /** Of each quantile, the units of each band. */
  readonly bands: Readonly<Record<string, readonly number[]>>;
}

/**
 * The cells of a request, one list for each level of its table, the finest first: what the graph makes its tables of, before
 * protection.
 */
export async function trueCells(request: TableRequest, from: LentSnapshot): Promise<TrueCell[][]> {
  const coordinates = coordinatesOf(request);
  const reader = new CubeReader(request, from, DEADLINE_MS);
  const space = new CellSpace(coordinates, (extents) => reader.read(extents), request.cube.employer === undefined);
  return Promise.all(shownLevels(request, coordinates).map((at) => cellsAt(request, space, at)));
}

async function cellsAt(request: TableRequest, space: CellSpace, at: readonly number[]): Promise<TrueCell[]> {
  const levels = at.map((index, coordinate) => space.level(coordinate, index));
  const names = levels.flatMap((level) => level.columns.map((column) => nameOf(request, level, column)));
  const node = await space.node(at);
  const cells = Array.from({ length: node.size }, (_, cell) => cellAt(request, node, names, cell));
  // Whoever is in no period is in no table of periods.
  return cells.filter(({ key }) => !/^0/.test(key[PERIOD] ?? ''));
}

function nameOf({ cube, by, time }: TableRequest, { kind }: Level, column: string): string | undefined {
  const name = cube.dimensions.find((each) => each.column === column)?.name;
  if (name !== undefined) return by.includes(name) ? name : undefined;
  return kind === 'EACH' && time && column.endsWith(`_${time.grain.toLowerCase()}`) ? PERIOD : undefined;
}

function cellAt({ time }: TableRequest, node: Node, names: readonly (string | undefined)[], cell: number): TrueCell {
  const { cells } = node;
  const at = (values: ArrayLike<number> | undefined) => values?.[cell] ?? 0;
  const key = node.keyOf(cell).flatMap((category, index) => {
    const name = names[index];
    if (name === undefined) return [];
    return [[name, name === PERIOD ? writePeriod(Number(category), time?.grain ?? 'MONTH') : String(category)]];
  });
  return {
    key: Object.fromEntries(key),
    counts: mapValues(cells.counts, ({ n, employers }) => ({
      n: at(n),
      ...(employers && { employers: at(employers) }),
    })),
    sums: mapValues(cells.sums, ({ total, x1, x2 }) => ({ total: at(total), x1: at(x1), x2: at(x2) })),
    bands: mapValues(cells.bands, (bands) => bands.map(({ n }) => at(n))),
  };
}

/** The same names with other values. */
export function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

/** The star schema itself in the place of a snapshot: each cube is its source, made anew for every reading. */
export function starAsSnapshot(database: Pick<Database, 'bulk'>, request: TableRequest, asOf: string): LentSnapshot {
  const { cube } = request;
  return {
    ...{ version: 0, asOf, builtAt: asOf, lagSeconds: 0, engine: openPostgres(database) },
    sourceFor: () => ({
      from: `(${cube.source(`DATE '${asOf}'`)})`,
      shape: cube.rows === 'ONE' ? 'UNITS' : 'ROWS',
    }),
  };
}

/** Fewer units of a cell are not published. */
export function thresholdOf({ cube, where }: TableRequest, { key }: Pick<TrueCell, 'key'>): number {
  const isSensitive = cube.dimensions.some(
    (dimension) =>
      isSensitiveCategory(dimension, key[dimension.name]) ||
      where.some(
        (filter) =>
          filter.dimension === dimension.name && filter.categories.some((each) => isSensitiveCategory(dimension, each)),
      ),
  );
  return isSensitive ? SENSITIVE_THRESHOLD : THRESHOLD;
}
