import { measuresOf } from '../cube/cube';
import type { Cube } from '../cube/cube';
import type { BandColumn, CellQuery, Cells, CountColumn, SumColumn } from '../engine/cells';
import { queryCells } from '../engine/cells';
import type { LentSnapshot } from '../snapshot/store';
import type { Extent } from './cell-space';
import { findHolder } from './coordinate';
import type { Category, TableRequest } from './request';

/** What an engine has to count and sum up. */
export type MeasureColumns = Pick<CellQuery, 'counts' | 'sums' | 'bands'>;

/** Reads cells of one request: every reading asks for the same measures. */
export class CubeReader {
  private readonly measures: MeasureColumns;

  constructor(
    private readonly request: TableRequest,
    private readonly snapshot: LentSnapshot,
    private readonly deadlineMs: number,
  ) {
    this.measures = columnsFor(request);
  }

  async read(extents: readonly Extent[]): Promise<Cells> {
    const { cube } = this.request;
    const grouped = groupsOf(extents);
    const held = holdersAmong(cube, grouped);
    const read = grouped.filter((_, index) => held[index] === undefined);
    const splits = extents.flatMap((extent) => extent.splits);
    const conditions = extents.flatMap(({ condition }) => (condition ? [condition] : []));
    const source = this.snapshot.sourceFor(cube.name, {
      columns: [
        ...columnsAmong(read),
        ...[...splits, ...conditions].map(({ column }) => column),
        ...(cube.employer === undefined ? [] : [cube.employer]),
      ],
      fixed: [
        ...columnsAmong(grouped),
        ...conditions.filter(({ categories }) => categories.length === 1).map(({ column }) => column),
      ],
      hasSums: this.measures.sums.length > 0,
    });
    const where = conditions.map(({ column, categories }) => ({ column, in: categories }));
    const employer = cube.employer === undefined ? {} : { employer: cube.employer };
    const query = { source, groups: read, where, ...this.measures, ...employer };
    const cells = await queryCells(this.snapshot.engine, query, { deadlineMs: this.deadlineMs });
    return { ...cells, groups: withHeld(cells.groups, held) };
  }
}

function columnsAmong(groups: CellQuery['groups']): string[] {
  return groups.flatMap((group) => (typeof group === 'string' ? [group] : []));
}

/** A group that follows from a finer one: which of those that are read that is, and how it does. */
interface Held {
  readonly from: number;
  readonly holderOf: (category: Category) => Category;
}

/**
 * Of the groups of a reading, those of which another lies in them, as a month lies in its year: they are worked out, since engines
 * group by one column three times as fast as by three.
 */
function holdersAmong(cube: Cube, groups: CellQuery['groups']): (Held | undefined)[] {
  const holderOf = (finer: Group, coarser: Group) =>
    typeof finer === 'string' && typeof coarser === 'string' ? findHolder(cube, finer, coarser) : undefined;
  const isHeld = (group: Group) => groups.some((finer) => holderOf(finer, group) !== undefined);
  const read = groups.filter((group) => !isHeld(group));
  return groups.map((group) => {
    const [held] = read.flatMap((finer, from): Held[] => {
      const found = holderOf(finer, group);
      return found ? [{ from, holderOf: found }] : [];
    });
    return held;
  });
}

type Group = CellQuery['groups'][number];

/** The groups that were read, with those that follow from them in their places. */
function withHeld(read: Cells['groups'], held: readonly (Held | undefined)[]): Cells['groups'] {
  let next = 0;
  return held.map((each) => {
    if (!each) return read[next++] ?? [];
    const known = new Map<Category, Category>();
    return (read[each.from] ?? []).map((category) => {
      let holder = known.get(category);
      if (holder === undefined) {
        holder = each.holderOf(category);
        known.set(category, holder);
      }
      return holder;
    });
  });
}

/** What a reading of some extents is grouped by. */
export function groupsOf(extents: readonly Extent[]): CellQuery['groups'] {
  return extents.flatMap(({ columns, splits }) => [
    ...columns,
    ...splits.map(({ column, categories }) => ({ column, in: categories })),
  ]);
}

/** What has to be counted and summed up for the measures of a request. */
export function columnsFor({ cube, measures }: TableRequest): MeasureColumns {
  const asked = measuresOf(cube, measures);
  const counts = asked.flatMap((each): CountColumn[] =>
    each.kind === 'COUNT' ? [{ name: each.name, ...(each.flag !== undefined && { flag: each.flag }) }] : [],
  );
  const [first] = cube.measures.filter(({ kind }) => kind === 'COUNT');
  const sums = asked.flatMap((each): SumColumn[] => {
    if (each.kind !== 'SUM') return [];
    const flag = counts.find(({ name }) => name === each.of)?.flag;
    return [{ name: each.name, amount: each.amount, ...(flag !== undefined && { flag }) }];
  });
  const bands = asked.flatMap((each): BandColumn[] =>
    each.kind === 'QUANTILE' ? [{ name: each.name, band: each.band, size: each.edges.length - 1 }] : [],
  );
  if (counts.length > 0 || first?.kind !== 'COUNT') return { counts, sums, bands };
  return { counts: [{ name: first.name, ...(first.flag !== undefined && { flag: first.flag }) }], sums, bands };
}
