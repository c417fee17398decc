import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadOne } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { EmployerRow } from './employer';

const projection: Projection = {
  columns: {
    id: 'e.id',
    name: 'e.name',
    type: 'e.type',
    nib: 'e.nib',
    sector: 'e.sector',
    regencyCodes: 'e.regency_codes',
    status: 'e.status',
    version: 'e.version',
  },
  computed: {
    regencies: ['regencyCodes'],
    vacancies: [],
    quotaReports: [],
    agreements: [],
    users: [],
    history: [],
    allowedEvents: ['status'],
  },
  always: ['id'],
};

export const EMPLOYER_LIST: ListSource = {
  name: 'employers',
  from: 'employer e',
  id: { column: 'e.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'e.id', type: 'uuid', group: 'PARTNER' },
    name: { column: 'e.name', type: 'text', group: 'PARTNER' },
    type: { column: 'e.type', type: 'text', group: 'PARTNER' },
    sector: { column: 'e.sector', type: 'text', group: 'PARTNER' },
    status: { column: 'e.status', type: 'text', group: 'PARTNER' },
    regencies: { column: 'e.regency_codes', type: 'text[]', group: 'PARTNER' },
  },
  sortable: { NAME: { column: 'e.name', type: 'text', group: 'PARTNER' } },
};

const byId: BatchSource = { from: 'employer e', key: { column: 'e.id', type: 'uuid', property: 'id' }, projection };

/** The organisation the viewer works for, if the account is an active one of it. */
export function findOwnEmployer(
  context: SubgraphContext,
  id: string,
  fields: readonly string[],
): Promise<EmployerRow | undefined> {
  return loadOne<EmployerRow>(context, 'OwnEmployer', byId, id, fields);
}

/** Whether what happened to a partner is for the viewer. */
export async function hasHistory(context: SubgraphContext, id: string): Promise<boolean> {
  return (await loadOne<EmployerRow>(context, 'EmployerEvent', byId, id, [])) !== undefined;
}

/** The employer of an id, if the viewer may see it; batched over the fetch. */
export function findEmployer(
  context: SubgraphContext,
  id: string,
  fields: readonly string[],
): Promise<EmployerRow | undefined> {
  return loadOne<EmployerRow>(context, 'Employer', byId, id, fields);
}
