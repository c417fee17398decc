import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadOne } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { CentreRow } from './centre';

const projection: Projection = {
  columns: {
    id: 'ce.id',
    name: 'ce.name',
    type: 'ce.type',
    place: 'ce.place',
    regencyCode: 'ce.regency_code',
    provinceCodes: 'ce.province_codes',
    clusters: 'ce.clusters',
    capacity: 'ce.capacity',
    residents: 'ce.residents',
    vocationalMajors: 'ce.vocational_majors',
    hasWorkshop: 'ce.has_workshop',
    hasSka: 'ce.has_ska',
    isUncertain: 'ce.is_uncertain',
    assumedFields: 'ce.assumed_fields',
    note: 'ce.note',
  },
  computed: {
    regency: ['regencyCode'],
    serviceProvinces: ['provinceCodes'],
    ska: [],
    deviceTeams: [],
    deviceStock: [],
  },
  always: ['id'],
};

export const CENTRE_LIST: ListSource = {
  name: 'centres',
  from: 'centre ce',
  id: { column: 'ce.id', type: 'text' },
  projection,
  filterable: {
    id: { column: 'ce.id', type: 'text', group: 'REFERENCE' },
    name: { column: 'ce.name', type: 'text', group: 'REFERENCE' },
    type: { column: 'ce.type', type: 'text', group: 'REFERENCE' },
    regency: { column: 'ce.regency_code', type: 'text', group: 'REFERENCE' },
    serviceProvinces: { column: 'ce.province_codes', type: 'text[]', group: 'REFERENCE' },
    clusters: { column: 'ce.clusters', type: 'text[]', group: 'REFERENCE' },
    vocationalMajors: { column: 'ce.vocational_majors', type: 'text[]', group: 'REFERENCE' },
    hasWorkshop: { column: 'ce.has_workshop', type: 'boolean', group: 'REFERENCE' },
    hasSka: { column: 'ce.has_ska', type: 'boolean', group: 'REFERENCE' },
  },
  sortable: {
    NAME: { column: 'ce.name', type: 'text', group: 'REFERENCE' },
    REGENCY: { column: 'ce.regency_code', type: 'text', group: 'REFERENCE' },
  },
};

const byId: BatchSource = { from: 'centre ce', key: { column: 'ce.id', type: 'text', property: 'id' }, projection };

/** The centre of an id; batched over the fetch. */
export function findCentre(
  context: SubgraphContext,
  id: string,
  fields: readonly string[],
): Promise<CentreRow | undefined> {
  return loadOne<CentreRow>(context, 'Centre', byId, id, fields);
}
