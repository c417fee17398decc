import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadOne, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { ChangeRequestRow } from './change-request';
import { CHANGE_REQUESTS } from './change-request.access';

const projection: Projection = {
  columns: {
    id: 'c.id',
    personId: 'c.person_id',
    familyId: 'f.id',
    fields: 'c.fields',
    changesSealed: 'c.changes_sealed',
    status: 'c.status',
    version: 'c.version',
    proposedByRole: 'c.proposed_by_role',
    proposedAt: 'c.proposed_at',
    decisionReason: 'c.decision_reason',
    appliedAfter: 'c.applied_after',
  },
  computed: {
    person: [],
    family: [],
    personChanges: ['changesSealed'],
    familyChanges: ['changesSealed'],
    allowedEvents: ['status'],
    history: [],
  },
  always: ['id', 'personId', 'familyId'],
};

export const CHANGE_REQUEST_LIST: ListSource = {
  name: 'changeRequests',
  from: CHANGE_REQUESTS,
  id: { column: 'c.id', type: 'uuid' },
  projection,
  filterable: {
    personId: { column: 'c.person_id', type: 'uuid', group: 'PSEUDONYM' },
    familyId: { column: 'c.family_id', type: 'uuid', group: 'PSEUDONYM' },
    status: { column: 'c.status', type: 'text', group: 'GRIEVANCE' },
  },
  sortable: {
    PROPOSED_AT: { column: 'c.proposed_at', type: 'timestamptz', group: 'GRIEVANCE' },
    STATUS: { column: 'c.status', type: 'text', group: 'GRIEVANCE' },
  },
};

const byId: BatchSource = { from: CHANGE_REQUESTS, key: { column: 'c.id', type: 'uuid', property: 'id' }, projection };

/** The change request of an id, if the viewer may see it; batched over the fetch. */
export function findChangeRequest(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<ChangeRequestRow | undefined> {
  return loadOne<ChangeRequestRow>(context, 'ChangeRequest', byId, id, requestedFieldsOn(info, 'ChangeRequest'));
}
