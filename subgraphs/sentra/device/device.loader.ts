import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { DeviceRow } from './device';

export const DEVICES = 'device d';

const projection: Projection = {
  columns: {
    id: 'd.id',
    centreId: 'd.centre_id',
    type: 'd.type',
    regionCode: 'd.region_code',
    status: 'd.status',
    version: 'd.version',
    plannedFor: 'd.planned_for',
    assembledByTeamId: 'd.assembled_by_team_id',
    assembledOn: 'd.assembled_on',
    madeOn: 'd.made_on',
    needId: 'd.need_id',
    personId: 'd.person_id',
    allocatedOn: 'd.allocated_on',
    fittingDueOn: 'd.fitting_due_on',
    postponedFor: 'd.postponed_for',
    fittedOn: 'd.fitted_on',
    measures: 'd.measures',
    handedOverOn: 'd.handed_over_on',
    bastNumber: 'd.bast_number',
    receivedBy: 'd.received_by',
    followedUpOn: 'd.followed_up_on',
    use: 'd.use',
    servicedOn: 'd.serviced_on',
    endReason: 'd.end_reason',
  },
  computed: {
    centre: ['centreId'],
    place: ['regionCode'],
    person: [],
    assembledBy: ['assembledByTeamId'],
    need: ['needId'],
    allowedEvents: ['status'],
    history: [],
  },
  always: ['id', 'personId'],
};

export const DEVICE_LIST: ListSource = {
  name: 'devices',
  from: DEVICES,
  id: { column: 'd.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'd.id', type: 'uuid', group: 'PSEUDONYM' },
    personId: { column: 'd.person_id', type: 'uuid', group: 'PSEUDONYM' },
    centreId: { column: 'd.centre_id', type: 'text', group: 'DEVICE' },
    type: { column: 'd.type', type: 'text', group: 'DEVICE' },
    status: { column: 'd.status', type: 'text', group: 'DEVICE' },
    place: { column: 'd.region_code', type: 'text', group: 'DEVICE' },
    plannedFor: { column: 'd.planned_for', type: 'date', group: 'DEVICE' },
    madeOn: { column: 'd.made_on', type: 'date', group: 'DEVICE' },
    fittingDueOn: { column: 'd.fitting_due_on', type: 'date', group: 'DEVICE' },
    handedOverOn: { column: 'd.handed_over_on', type: 'date', group: 'DEVICE' },
  },
  sortable: {
    PLANNED_FOR: { column: 'd.planned_for', type: 'date', group: 'DEVICE' },
    STATUS: { column: 'd.status', type: 'text', group: 'DEVICE' },
  },
};

const below = (column: string, property: string): BatchSource => ({
  from: DEVICES,
  key: { column, type: 'uuid', property },
  projection,
  orderBy: 'd.planned_for, d.id',
});
const byId = below('d.id', 'id');
const byPerson = below('d.person_id', 'personId');
const byNeed = below('d.need_id', 'needId');

/** The device of an id, if the viewer may see it; batched over the fetch. */
export function findDevice(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<DeviceRow | undefined> {
  return loadOne<DeviceRow>(context, 'Device', byId, id, requestedFieldsOn(info, 'Device'));
}

/** The visible devices meant for or given to a person, oldest first; one statement for all persons of the fetch. */
export function findDevicesOfPerson(
  context: SubgraphContext,
  personId: string,
  info: GraphQLResolveInfo,
): Promise<DeviceRow[]> {
  return loadMany<DeviceRow>(context, 'Device', byPerson, personId, requestedFields(info));
}

/** The visible devices that are to meet a need or did, oldest first; one statement for all needs of the fetch. */
export function findDevicesOfNeed(
  context: SubgraphContext,
  needId: string,
  info: GraphQLResolveInfo,
): Promise<DeviceRow[]> {
  return loadMany<DeviceRow>(context, 'Device', byNeed, needId, requestedFields(info));
}
