import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { PersonRow } from './person';

const projection: Projection = {
  columns: {
    id: 'p.id',
    familyId: 'p.family_id',
    regionCode: 'p.region_code',
    nikSealed: 'p.nik_sealed',
    identityStatus: 'p.identity_status',
    fullName: 'p.full_name',
    birthDate: 'p.birth_date',
    sex: 'p.sex',
    address: 'p.address',
    phone: 'p.phone',
    familyRole: 'p.family_role',
    maritalStatus: 'p.marital_status',
    schooling: 'p.schooling',
    highestDiploma: 'p.highest_diploma',
    workStatus: 'p.work_status',
    businessSector: 'p.business_sector',
    businessCount: 'p.business_count',
    disabilities: 'p.disabilities',
    chronicIllnesses: 'p.chronic_illnesses',
    pregnant: 'p.pregnant',
    matchStatus: 'p.match_status',
    matchedOn: 'p.matched_on',
    dataSource: 'p.data_source',
    confirmedOn: 'p.confirmed_on',
  },
  computed: {
    nik: ['nikSealed'],
    ageBand: ['birthDate'],
    isChild: ['birthDate'],
    disability: ['disabilities'],
    family: ['familyId'],
    regency: ['regionCode'],
  },
  always: ['id'],
};

export const PERSON_LIST: ListSource = {
  name: 'persons',
  from: 'person p',
  id: { column: 'p.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'p.id', type: 'uuid', group: 'PSEUDONYM' },
    region: { column: 'p.region_code', type: 'text', group: 'CONTACT' },
    birthDate: { column: 'p.birth_date', type: 'date', group: 'BIRTH_DATE' },
  },
  sortable: {
    FULL_NAME: { column: 'p.full_name', type: 'text', group: 'NAME' },
    BIRTH_DATE: { column: 'p.birth_date', type: 'date', group: 'BIRTH_DATE' },
  },
};

const byId: BatchSource = { from: 'person p', key: { column: 'p.id', type: 'uuid', property: 'id' }, projection };

const byFamily: BatchSource = {
  from: 'person p',
  key: { column: 'p.family_id', type: 'uuid', property: 'familyId' },
  projection,
  orderBy: 'p.birth_date, p.id',
};

const byNik: BatchSource = {
  from: 'person p',
  key: { column: 'p.nik_index', type: 'text', property: 'nikIndex' },
  projection: { ...projection, columns: { ...projection.columns, nikIndex: 'p.nik_index' } },
};

/** The person of an id, if the viewer may see them; batched over the fetch. */
export function findPerson(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<PersonRow | undefined> {
  return loadOne<PersonRow>(context, 'Person', byId, id, requestedFieldsOn(info, 'Person'));
}

/** The visible members of a family, oldest first; one statement for all families of the fetch. */
export function findMembers(
  context: SubgraphContext,
  familyId: string,
  info: GraphQLResolveInfo,
): Promise<PersonRow[]> {
  return loadMany<PersonRow>(context, 'Person', byFamily, familyId, requestedFields(info));
}

/** The persons registered under a NIK, by its blind index: normally one, several while a duplicate waits for review. */
export function findPersonsByNik(
  context: SubgraphContext,
  nik: string,
  info: GraphQLResolveInfo,
): Promise<PersonRow[]> {
  return loadMany<PersonRow>(context, 'Person', byNik, context.tools.cipher.index('nik', nik), requestedFields(info));
}
