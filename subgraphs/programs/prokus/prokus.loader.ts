import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { ProkusMonthRow, ProkusRow } from './prokus';

export const CASES = 'prokus_case c';

const projection: Projection = {
  columns: {
    id: 'c.id',
    familyId: 'c.family_id',
    personId: 'c.person_id',
    lineOfBusiness: 'c.line_of_business',
    status: 'c.status',
    proposedOn: 'c.proposed_on',
    recommendation: 'c.recommendation',
    decree: 'c.decree',
    approvedOn: 'c.approved_on',
    grantAmount: 'c.grant_amount',
    grantedOn: 'c.granted_on',
    mentor: 'c.mentor',
    incubator: 'c.incubator',
    market: 'c.market',
    nibSealed: 'c.nib_sealed',
    creditAmount: 'c.credit_amount',
    creditSince: 'c.credit_since',
    endedOn: 'c.ended_on',
    version: 'c.version',
  },
  computed: {
    family: ['familyId'],
    person: ['personId'],
    hasNib: ['nibSealed'],
    nib: ['nibSealed'],
    hasCredit: ['creditSince'],
    months: [],
    allowedEvents: ['status'],
    history: [],
  },
  always: ['id', 'familyId'],
};

export const PROKUS_LIST: ListSource = {
  name: 'prokusCases',
  from: CASES,
  id: { column: 'c.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'c.id', type: 'uuid', group: 'PSEUDONYM' },
    familyId: { column: 'c.family_id', type: 'uuid', group: 'PSEUDONYM' },
    status: { column: 'c.status', type: 'text', group: 'ENROLMENT' },
    lineOfBusiness: { column: 'c.line_of_business', type: 'text', group: 'ENROLMENT' },
    proposedOn: { column: 'c.proposed_on', type: 'date', group: 'ENROLMENT' },
    region: { column: 'c.region_code', type: 'text', group: 'CONTACT' },
  },
  sortable: {
    PROPOSED_ON: { column: 'c.proposed_on', type: 'date', group: 'ENROLMENT' },
    STATUS: { column: 'c.status', type: 'text', group: 'ENROLMENT' },
  },
};

const byId: BatchSource = { from: CASES, key: { column: 'c.id', type: 'uuid', property: 'id' }, projection };
const byFamily: BatchSource = {
  from: CASES,
  key: { column: 'c.family_id', type: 'uuid', property: 'familyId' },
  projection,
  orderBy: 'c.proposed_on, c.id',
};
const months: BatchSource = {
  from: `${CASES} JOIN prokus_month t ON t.case_id = c.id`,
  key: { column: 't.case_id', type: 'uuid', property: 'caseId' },
  projection: {
    columns: {
      caseId: 't.case_id',
      familyId: 'c.family_id',
      month: 't.month',
      turnover: 't.turnover',
      employees: 't.employees',
    },
    always: ['familyId'],
  },
  orderBy: 't.month DESC',
};

/** The case of an id, if the viewer may see it; batched over the fetch. */
export function findProkusCase(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<ProkusRow | undefined> {
  return loadOne<ProkusRow>(context, 'ProkusCase', byId, id, requestedFieldsOn(info, 'ProkusCase'));
}

/** The visible cases of a family; one statement for all families of the fetch. */
export function findProkusCasesOf(
  context: SubgraphContext,
  familyId: string,
  info: GraphQLResolveInfo,
): Promise<ProkusRow[]> {
  return loadMany<ProkusRow>(context, 'ProkusCase', byFamily, familyId, requestedFields(info));
}

/** The months of a case, latest first; one statement for all cases of the fetch. */
export function findMonths(context: SubgraphContext, id: string, info: GraphQLResolveInfo): Promise<ProkusMonthRow[]> {
  return loadMany<ProkusMonthRow>(context, 'ProkusMonth', months, id, requestedFields(info));
}
