import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { NEEDS } from './need';
import type { NeedRow } from './need';

const projection: Projection = {
  columns: {
    id: 'n.id',
    centreId: 'n.centre_id',
    personId: 'n.person_id',
    regionCode: 'n.region_code',
    type: 'n.type',
    priority: 'n.priority',
    assessedOn: 'n.assessed_on',
    status: 'n.status',
    version: 'n.version',
    metOn: 'n.met_on',
    endReason: 'n.end_reason',
  },
  computed: {
    centre: ['centreId'],
    place: ['regionCode'],
    person: [],
    devices: [],
    allowedEvents: ['status'],
    history: [],
  },
  always: ['id', 'personId'],
};

export const NEED_LIST: ListSource = {
  name: 'deviceNeeds',
  from: NEEDS,
  id: { column: 'n.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'n.id', type: 'uuid', group: 'PSEUDONYM' },
    personId: { column: 'n.person_id', type: 'uuid', group: 'PSEUDONYM' },
    centreId: { column: 'n.centre_id', type: 'text', group: 'DEVICE' },
    type: { column: 'n.type', type: 'text', group: 'DEVICE' },
    status: { column: 'n.status', type: 'text', group: 'DEVICE' },
    priority: { column: 'n.priority', type: 'text', group: 'DEVICE' },
    place: { column: 'n.region_code', type: 'text', group: 'DEVICE' },
    assessedOn: { column: 'n.assessed_on', type: 'date', group: 'DEVICE' },
  },
  sortable: {
    PRIORITY: { column: 'n.priority', type: 'text', group: 'DEVICE' },
    ASSESSED_ON: { column: 'n.assessed_on', type: 'date', group: 'DEVICE' },
  },
};

const byId: BatchSource = { from: NEEDS, key: { column: 'n.id', type: 'uuid', property: 'id' }, projection };
const byPerson: BatchSource = {
  from: NEEDS,
  key: { column: 'n.person_id', type: 'uuid', property: 'personId' },
  projection,
  orderBy: 'n.assessed_on, n.id',
};

/** The need of an id, if the viewer may see it; batched over the fetch. */
export function findNeed(context: SubgraphContext, id: string, info: GraphQLResolveInfo): Promise<NeedRow | undefined> {
  return loadOne<NeedRow>(context, 'DeviceNeed', byId, id, requestedFieldsOn(info, 'DeviceNeed'));
}

/** The visible needs of a person, oldest first; one statement for all persons of the fetch. */
export function findNeedsOfPerson(
  context: SubgraphContext,
  personId: string,
  info: GraphQLResolveInfo,
): Promise<NeedRow[]> {
  return loadMany<NeedRow>(context, 'DeviceNeed', byPerson, personId, requestedFields(info));
}

/** Who waits at the same centre for the same type and comes before need `n`: by priority, then by who waits longest. */
export const AHEAD = `SELECT count(*)::int FROM device_need o WHERE o.status = 'WAITING' AND o.centre_id = n.centre_id
  AND o.type = n.type AND (o.priority, o.assessed_on, o.id) < (n.priority, n.assessed_on, n.id)`;
