import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { ASSET_COLUMNS, HOUSING_COLUMNS } from './family';
import type { FamilyRow } from './family';

/** `jsonb_build_object('car', f.asset_car, ...)`: one column however many of the thirty variables are asked for. The family's id
 * goes along: it is whose variables they are. */
function jsonOf(columns: Readonly<Record<string, string>>): string {
  return `jsonb_build_object('familyId', f.id, ${Object.entries(columns)
    .map(([property, column]) => `'${property}', f.${column}`)
    .join(', ')})`;
}

const projection: Projection = {
  columns: {
    id: 'f.id',
    kkSealed: 'f.kk_sealed',
    headId: 'f.head_id',
    regionCode: 'f.region_code',
    address: 'f.address',
    latitude: 'f.latitude::float8',
    longitude: 'f.longitude::float8',
    desil: 'f.desil',
    desilSnapshot: 'f.desil_snapshot',
    kpmFlags: 'f.kpm_flags',
    confirmedOn: 'f.confirmed_on',
    integrityScore: 'f.integrity_score',
    housing: jsonOf(HOUSING_COLUMNS),
    assets: jsonOf(ASSET_COLUMNS),
  },
  computed: {
    kkNumber: ['kkSealed'],
    head: ['headId'],
    region: ['regionCode'],
    regency: ['regionCode'],
    desilBand: ['desil'],
    members: [],
    desilHistory: [],
  },
  always: ['id'],
};

export const FAMILY_LIST: ListSource = {
  name: 'families',
  from: 'family f',
  id: { column: 'f.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'f.id', type: 'uuid', group: 'PSEUDONYM' },
    region: { column: 'f.region_code', type: 'text', group: 'CONTACT' },
    desil: { column: 'f.desil', type: 'integer', group: 'DESIL' },
    kpmFlags: { column: 'f.kpm_flags', type: 'text[]', group: 'ENROLMENT' },
    confirmedOn: { column: 'f.confirmed_on', type: 'date', group: 'DATA_QUALITY' },
  },
  sortable: {
    DESIL: { column: 'f.desil', type: 'integer', group: 'DESIL' },
    CONFIRMED_ON: { column: 'f.confirmed_on', type: 'date', group: 'DATA_QUALITY' },
  },
};

const byId: BatchSource = { from: 'family f', key: { column: 'f.id', type: 'uuid', property: 'id' }, projection };

const historyByFamily: BatchSource = {
  from: 'desil_history h JOIN family f ON f.id = h.family_id',
  key: { column: 'h.family_id', type: 'uuid', property: 'familyId' },
  projection: { columns: { familyId: 'h.family_id', snapshot: 'h.snapshot', desil: 'h.desil' }, always: ['familyId'] },
  orderBy: 'h.snapshot DESC',
};

/** The family of an id, if the viewer may see it; batched over the fetch. */
export function findFamily(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<FamilyRow | undefined> {
  return loadOne<FamilyRow>(context, 'Family', byId, id, requestedFieldsOn(info, 'Family'));
}

/** A family's desil in each snapshot, newest first. */
export function findDesilHistory(
  context: SubgraphContext,
  familyId: string,
  info: GraphQLResolveInfo,
): Promise<{ snapshot: string; desil: number }[]> {
  return loadMany(context, 'Family', historyByFamily, familyId, requestedFields(info));
}
