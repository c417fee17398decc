import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { TODAY } from '../../../shared/machine';
import { askingAs } from '../business/ask';
import type { KubeMemberRow, KubeMonthRow, KubeRow } from './kube';
import { findMemberFacts, findingsOf, readKubeTerms } from './kube-rules';
import type { KubeFinding } from './kube-rules';

export const GROUPS = 'kube_group g';

const REPORT_STATE = `CASE WHEN g.granted_on IS NULL THEN 'NONE'
  WHEN g.reported_on IS NULL THEN CASE WHEN ${TODAY} > g.report_due_on THEN 'LATE' ELSE 'DUE' END
  WHEN g.reported_on > g.report_due_on THEN 'FILED_LATE' ELSE 'FILED' END`;

const projection: Projection = {
  columns: {
    id: 'g.id',
    name: 'g.name',
    lineOfBusiness: 'g.line_of_business',
    villageCode: 'g.region_code',
    familyId: 'g.family_id',
    status: 'g.status',
    proposedOn: 'g.proposed_on',
    recommendation: 'g.recommendation',
    decree: 'g.decree',
    designatedOn: 'g.designated_on',
    grantAmount: 'g.grant_amount',
    grantedOn: 'g.granted_on',
    accountSealed: 'g.account_sealed',
    reportDueOn: 'g.report_due_on',
    reportedOn: 'g.reported_on',
    reportedAmount: 'g.reported_amount',
    reportState: REPORT_STATE,
    version: 'g.version',
  },
  computed: {
    accountNumber: ['accountSealed'],
    members: [],
    savings: [],
    turnover: [],
    membershipFindings: [],
    allowedEvents: ['status'],
    history: [],
  },
  always: ['id', 'familyId'],
};

export const KUBE_LIST: ListSource = {
  name: 'kubeGroups',
  from: GROUPS,
  id: { column: 'g.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'g.id', type: 'uuid', group: 'PSEUDONYM' },
    status: { column: 'g.status', type: 'text', group: 'ENROLMENT' },
    lineOfBusiness: { column: 'g.line_of_business', type: 'text', group: 'ENROLMENT' },
    reportState: { column: `(${REPORT_STATE})`, type: 'text', group: 'ENROLMENT' },
    proposedOn: { column: 'g.proposed_on', type: 'date', group: 'ENROLMENT' },
    region: { column: 'g.region_code', type: 'text', group: 'CONTACT' },
  },
  sortable: {
    PROPOSED_ON: { column: 'g.proposed_on', type: 'date', group: 'ENROLMENT' },
    STATUS: { column: 'g.status', type: 'text', group: 'ENROLMENT' },
  },
};

const byId: BatchSource = { from: GROUPS, key: { column: 'g.id', type: 'uuid', property: 'id' }, projection };

const byFamily: BatchSource = {
  from: `${GROUPS} JOIN kube_member fm ON fm.group_id = g.id AND fm.state <> 'REMOVED'`,
  key: { column: 'fm.family_id', type: 'uuid', property: 'memberFamilyId' },
  projection: { ...projection, columns: { ...projection.columns, memberFamilyId: 'fm.family_id' } },
  orderBy: 'g.proposed_on, g.id',
};

const members: BatchSource = {
  from: 'kube_member m',
  key: { column: 'm.group_id', type: 'uuid', property: 'groupId' },
  projection: {
    columns: {
      id: 'm.id',
      groupId: 'm.group_id',
      personId: 'm.person_id',
      familyId: 'm.family_id',
      office: 'm.office',
      state: 'm.state',
      joinedOn: 'm.joined_on',
      leftOn: 'm.left_on',
    },
    computed: { person: ['personId'], family: ['familyId'] },
    always: ['id', 'personId'],
  },
  orderBy: `m.state = 'REMOVED', array_position(ARRAY['CHAIR', 'SECRETARY', 'TREASURER', 'MEMBER'], m.office), m.id`,
};

const months = (table: string, columns: Readonly<Record<string, string>>): BatchSource => ({
  from: `${GROUPS} JOIN ${table} s ON s.group_id = g.id`,
  key: { column: 's.group_id', type: 'uuid', property: 'groupId' },
  projection: {
    columns: { groupId: 's.group_id', familyId: 'g.family_id', month: 's.month', amount: 's.amount', ...columns },
    always: ['familyId'],
  },
  orderBy: 's.month DESC',
});
const savings = months('kube_saving', { payers: 's.payers' });
const turnover = months('kube_turnover', {});

/** The group of an id, if the viewer may see it; batched over the fetch. */
export function findKubeGroup(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<KubeRow | undefined> {
  return loadOne<KubeRow>(context, 'KubeGroup', byId, id, requestedFieldsOn(info, 'KubeGroup'));
}

/** The visible groups a family is or was in; one statement for all families of the fetch. */
export function findGroupsOfFamily(
  context: SubgraphContext,
  familyId: string,
  info: GraphQLResolveInfo,
): Promise<KubeRow[]> {
  return loadMany<KubeRow>(context, 'KubeGroup', byFamily, familyId, requestedFields(info));
}

/** The visible members of a group, officers first, who was taken out last; one statement for all groups of the fetch. */
export function findMembers(
  context: SubgraphContext,
  groupId: string,
  info: GraphQLResolveInfo,
): Promise<KubeMemberRow[]> {
  return loadMany<KubeMemberRow>(context, 'KubeMember', members, groupId, requestedFields(info));
}

/** What a group saved, latest month first; one statement for all groups of the fetch. */
export function findSavings(
  context: SubgraphContext,
  groupId: string,
  info: GraphQLResolveInfo,
): Promise<KubeMonthRow[]> {
  return loadMany<KubeMonthRow>(context, 'KubeSaving', savings, groupId, requestedFields(info));
}

/** What a group sold, latest month first; one statement for all groups of the fetch. */
export function findTurnover(
  context: SubgraphContext,
  groupId: string,
  info: GraphQLResolveInfo,
): Promise<KubeMonthRow[]> {
  return loadMany<KubeMonthRow>(context, 'KubeTurnover', turnover, groupId, requestedFields(info));
}

/**
 * The rules a group breaks today, as far as the viewer sees its members; three statements for all groups of the fetch. A decision
 * asks about every member.
 */
export function findFindings(context: SubgraphContext, groupId: string): Promise<KubeFinding[]> {
  const loader = context.loader<string, KubeFinding[]>('findings of groups', async (ids) => {
    const ask = askingAs(context);
    const facts = await findMemberFacts(ask, ids);
    const terms = await readKubeTerms(ask);
    // Who sees only the own membership does not see whether the group as a whole keeps the rules.
    const isPartial = context.viewer.role === 'CITIZEN' || context.viewer.role === 'FRONTEND';
    return ids.map((id) =>
      findingsOf(
        id,
        facts.filter((member) => member.groupId === id),
        terms,
      ).filter(({ personId }) => !isPartial || personId !== null),
    );
  });
  return loader.load(groupId);
}
