import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, Projection } from '../../../shared/database';
import { loadMany, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { ENROLMENTS } from '../enrolment/enrolment.loader';
import type { ComponentRow } from './component';

const projection: Projection = {
  columns: {
    id: 'c.id',
    enrolmentId: 'c.enrolment_id',
    personId: 'c.person_id',
    component: 'c.component',
    startedOn: 'c.started_on',
    endedOn: 'least(c.file_ended_on, c.stopped_on)',
    stopReason: 'c.stop_reason',
  },
  computed: { person: ['personId'], enrolment: ['enrolmentId'] },
  always: ['id', 'personId'],
};

const from = `${ENROLMENTS} JOIN enrolment_component c ON c.enrolment_id = e.id`;
const orderBy = 'c.started_on, c.component, c.id';

const byEnrolment: BatchSource = {
  from,
  key: { column: 'c.enrolment_id', type: 'uuid', property: 'enrolmentId' },
  projection,
  orderBy,
};

const byPerson: BatchSource = {
  from,
  key: { column: 'c.person_id', type: 'uuid', property: 'personId' },
  projection,
  orderBy,
};

/** The components of an enrolment the viewer may see; one statement for all enrolments of the fetch. */
export function findComponents(
  context: SubgraphContext,
  enrolmentId: string,
  info: GraphQLResolveInfo,
): Promise<ComponentRow[]> {
  return loadMany<ComponentRow>(context, 'PkhParticipation', byEnrolment, enrolmentId, requestedFields(info));
}

/** The components a person carries or carried, as far as the viewer may see them; one statement for all persons. */
export function findComponentsOfPerson(
  context: SubgraphContext,
  personId: string,
  info: GraphQLResolveInfo,
): Promise<ComponentRow[]> {
  return loadMany<ComponentRow>(context, 'PkhParticipation', byPerson, personId, requestedFields(info));
}
