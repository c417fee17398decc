import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadOne } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { RegionRow } from './region';

const projection: Projection = {
  columns: {
    code: 'r.code',
    level: 'r.level',
    name: 'r.name',
    parentCode: 'r.parent_code',
    bpsCode: 'r.bps_code',
    validFrom: 'r.valid_from',
    validTo: 'r.valid_to',
  },
  computed: { parent: ['parentCode'], children: ['code'] },
  always: ['code', 'level'],
};

export const REGION_LIST: ListSource = {
  name: 'regions',
  from: 'region r',
  id: { column: 'r.code', type: 'text' },
  projection,
  filterable: {
    code: { column: 'r.code', type: 'text', group: 'REFERENCE' },
    parentCode: { column: 'r.parent_code', type: 'text', group: 'REFERENCE' },
    level: { column: 'r.level', type: 'text', group: 'REFERENCE' },
    region: { column: 'r.code', type: 'text', group: 'REFERENCE' },
  },
  sortable: {},
};

const byCode: BatchSource = {
  from: 'region r',
  key: { column: 'r.code', type: 'text', property: 'code' },
  projection,
};

/** The region of a code, batched over the fetch. */
export function findRegion(
  context: SubgraphContext,
  code: string,
  fields: readonly string[],
): Promise<RegionRow | undefined> {
  return loadOne<RegionRow>(context, 'Region', byCode, code, fields);
}
