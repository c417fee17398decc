import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { NestedList, SubgraphContext } from '../../../shared/subgraph';
import type { ReferralRow } from './referral';

export const REFERRALS = 'referral r';

const projection: Projection = {
  columns: {
    id: 'r.id',
    personId: 'r.person_id',
    caseId: 'r.case_id',
    centreId: 'r.centre_id',
    employerId: 'r.employer_id',
    vacancyId: 'r.vacancy_id',
    status: 'r.status',
    version: 'r.version',
    nominatedAt: 'r.nominated_at',
    referredOn: 'r.referred_on',
    respondBy: 'r.respond_by',
    isOverdue: `(r.status = 'REFERRED' AND r.respond_by < ${TODAY})`,
    outcomeReason: 'r.outcome_reason',
    isPartnersReason: 'r.is_partners_reason',
    interviewAt: 'r.interview_at',
    interviewPlace: 'r.interview_place',
    interviewAccommodations: 'r.interview_accommodations',
    interviewUnmet: 'r.interview_unmet',
    contractType: 'r.contract_type',
    wage: 'r.wage',
    startsOn: 'r.starts_on',
    placedOn: 'r.placed_on',
    endedOn: 'r.ended_on',
    countsTowardQuota: 'r.counts_toward_quota',
    card: 'r.card',
  },
  computed: {
    serviceCaseId: ['caseId'],
    candidate: ['employerId', 'vacancyId', 'status', 'card'],
    vacancy: ['vacancyId'],
    employer: ['employerId'],
    centre: ['centreId'],
    outcomeReason: ['outcomeReason', 'isPartnersReason'],
    interview: ['interviewAt', 'interviewPlace', 'interviewAccommodations', 'interviewUnmet', 'employerId', 'status'],
    offer: ['contractType', 'wage', 'startsOn'],
    countsTowardQuota: ['countsTowardQuota', 'placedOn'],
    allowedEvents: ['status', 'isOverdue'],
    retention: [],
    history: [],
  },
  always: ['id', 'personId'],
};

export const REFERRAL_LIST: ListSource = {
  name: 'referrals',
  from: REFERRALS,
  id: { column: 'r.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'r.id', type: 'uuid', group: 'REFERRAL' },
    vacancyId: { column: 'r.vacancy_id', type: 'uuid', group: 'REFERRAL' },
    employerId: { column: 'r.employer_id', type: 'uuid', group: 'REFERRAL' },
    centreId: { column: 'r.centre_id', type: 'text', group: 'REFERRAL' },
    status: { column: 'r.status', type: 'text', group: 'REFERRAL' },
    respondBy: { column: 'r.respond_by', type: 'date', group: 'REFERRAL' },
    placedOn: { column: 'r.placed_on', type: 'date', group: 'REFERRAL' },
  },
  sortable: {
    NOMINATED_AT: { column: 'r.nominated_at', type: 'timestamptz', group: 'REFERRAL' },
    STATUS: { column: 'r.status', type: 'text', group: 'REFERRAL' },
  },
};

/** Referrals below a parent, oldest first. */
export const NESTED_REFERRALS: NestedList = {
  source: REFERRAL_LIST,
  id: 'r.id',
  order: { column: 'r.nominated_at', type: 'timestamptz' },
};

const below = (column: string, property: string): BatchSource => ({
  from: REFERRALS,
  key: { column, type: 'uuid', property },
  projection,
  orderBy: 'r.nominated_at, r.id',
});
const byId = below('r.id', 'id');

/** The records referrals are found below, by the column that names them. */
const PARENTS = {
  Person: below('r.person_id', 'personId'),
  ServiceCase: below('r.case_id', 'caseId'),
} as const;

/** The referral of an id, if the viewer may see it; batched over the fetch. */
export function findReferral(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<ReferralRow | undefined> {
  return loadOne<ReferralRow>(context, 'Referral', byId, id, requestedFieldsOn(info, 'Referral'));
}

/** The visible referrals of a person or case, oldest first; one statement for all of them in the fetch. */
export function findReferralsOf(
  context: SubgraphContext,
  parent: keyof typeof PARENTS,
  id: string,
  info: GraphQLResolveInfo,
): Promise<ReferralRow[]> {
  return loadMany<ReferralRow>(context, 'Referral', PARENTS[parent], id, requestedFields(info));
}
