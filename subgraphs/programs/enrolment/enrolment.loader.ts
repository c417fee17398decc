import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { EnrolmentRow } from './enrolment';

/** Every read joins the family's copy: it carries the place on which the row scope is decided. */
export const ENROLMENTS = 'enrolment e JOIN family_ref fr ON fr.id = e.family_id';

const projection: Projection = {
  columns: {
    id: 'e.id',
    familyId: 'e.family_id',
    managerId: 'e.manager_id',
    programCode: 'e.program_code',
    status: 'e.status',
    reason: 'e.reason',
    startedOn: 'e.started_on',
    endedOn: 'e.ended_on',
    cardSealed: 'e.card_sealed',
    relapseOf: 'e.relapse_of',
    version: 'e.version',
  },
  computed: {
    family: ['familyId'],
    manager: ['managerId'],
    program: ['programCode'],
    cardNumber: ['cardSealed'],
    statusReason: ['reason'],
    dciStatus: ['status', 'reason'],
    stageAmount: ['programCode'],
    components: [],
    payments: [],
    graduations: [],
    allowedEvents: ['status'],
    history: [],
    compliance: [],
  },
  always: ['id', 'familyId', 'programCode'],
};

export const ENROLMENT_LIST: ListSource = {
  name: 'enrolments',
  from: ENROLMENTS,
  id: { column: 'e.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'e.id', type: 'uuid', group: 'PSEUDONYM' },
    familyId: { column: 'e.family_id', type: 'uuid', group: 'PSEUDONYM' },
    programCode: { column: 'e.program_code', type: 'text', group: 'ENROLMENT' },
    status: { column: 'e.status', type: 'text', group: 'ENROLMENT' },
    statusReason: { column: 'e.reason', type: 'text', group: 'ENROLMENT' },
    startedOn: { column: 'e.started_on', type: 'date', group: 'ENROLMENT' },
    region: { column: 'fr.region_code', type: 'text', group: 'CONTACT' },
    desil: { column: 'fr.desil', type: 'integer', group: 'DESIL' },
  },
  sortable: {
    STARTED_ON: { column: 'e.started_on', type: 'date', group: 'ENROLMENT' },
    STATUS: { column: 'e.status', type: 'text', group: 'ENROLMENT' },
    PROGRAM: { column: 'e.program_code', type: 'text', group: 'ENROLMENT' },
  },
};

const byId: BatchSource = { from: ENROLMENTS, key: { column: 'e.id', type: 'uuid', property: 'id' }, projection };

const byFamily: BatchSource = {
  from: ENROLMENTS,
  key: { column: 'e.family_id', type: 'uuid', property: 'familyId' },
  projection,
  orderBy: 'e.program_code, e.started_on, e.id',
};

const byOrigin: BatchSource = {
  from: ENROLMENTS,
  key: { column: 'e.relapse_of', type: 'uuid', property: 'relapseOf' },
  projection,
};

const byMember: BatchSource = {
  from: `${ENROLMENTS} JOIN person_ref member ON member.family_id = e.family_id`,
  key: { column: 'member.id', type: 'uuid', property: 'memberId' },
  projection: { ...projection, columns: { ...projection.columns, memberId: 'member.id' } },
  orderBy: 'e.program_code, e.started_on, e.id',
};

/** The enrolment of an id, if the viewer may see it; batched over the fetch. */
export function findEnrolment(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<EnrolmentRow | undefined> {
  return loadOne<EnrolmentRow>(context, 'Enrolment', byId, id, requestedFieldsOn(info, 'Enrolment'));
}

/** The enrolment with which a family came back to a program after it had graduated from this one; batched over the fetch. */
export function findReentry(
  context: SubgraphContext,
  enrolmentId: string,
  info: GraphQLResolveInfo,
): Promise<EnrolmentRow | undefined> {
  return loadOne<EnrolmentRow>(context, 'Enrolment', byOrigin, enrolmentId, requestedFields(info));
}

/** The visible enrolments of a family; one statement for all families of the fetch. */
export function findEnrolmentsOfFamily(
  context: SubgraphContext,
  familyId: string,
  info: GraphQLResolveInfo,
): Promise<EnrolmentRow[]> {
  return loadMany<EnrolmentRow>(context, 'Enrolment', byFamily, familyId, requestedFields(info));
}

/** The visible enrolments of the family a person lives in; one statement for all persons of the fetch. */
export function findEnrolmentsOfPerson(
  context: SubgraphContext,
  personId: string,
  info: GraphQLResolveInfo,
): Promise<EnrolmentRow[]> {
  return loadMany<EnrolmentRow>(context, 'Enrolment', byMember, personId, requestedFields(info));
}
