import { measuresOf } from '../cube/cube';
import type { BandColumn, CellQuery, Cells, CountColumn, SumColumn } from '../engine/cells';
import { queryCells } from '../engine/cells';
import type { LentSnapshot } from '../snapshot/store';
import type { Extent } from './cell-space';
import type { TableRequest } from './request';

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

  read(extents: readonly Extent[]): Promise<Cells> {
    const { cube } = this.request;
    const grouped = extents.flatMap(({ columns }) => columns);
    const splits = extents.flatMap((extent) => extent.splits);
    const conditions = extents.flatMap(({ condition }) => (condition ? [condition] : []));
    const source = this.snapshot.sourceFor(cube.name, {
      columns: [
        ...grouped,
        ...[...splits, ...conditions].map(({ column }) => column),
        ...(cube.employer === undefined ? [] : [cube.employer]),
      ],
      fixed: [
        ...grouped,
        ...conditions.filter(({ categories }) => categories.length === 1).map(({ column }) => column),
      ],
      hasSums: this.measures.sums.length > 0,
    });
    const groups = groupsOf(extents);
    const where = conditions.map(({ column, categories }) => ({ column, in: categories }));
    const employer = cube.employer === undefined ? {} : { employer: cube.employer };
    const query = { source, groups, where, ...this.measures, ...employer };
    return queryCells(this.snapshot.engine, query, { deadlineMs: this.deadlineMs });
  }
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
