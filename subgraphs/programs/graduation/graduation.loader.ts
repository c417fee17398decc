import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { ENROLMENTS } from '../enrolment/enrolment.loader';
import type { GraduationRow } from './graduation';

/** Graduations are seen by whoever sees their enrolment. */
export const GRADUATIONS = `${ENROLMENTS} JOIN graduation g ON g.enrolment_id = e.id`;

const projection: Projection = {
  columns: {
    id: 'g.id',
    enrolmentId: 'g.enrolment_id',
    familyId: 'g.family_id',
    programCode: 'g.program_code',
    status: 'g.status',
    ground: 'g.ground',
    proposedBy: 'g.proposed_by',
    proposedOn: 'g.proposed_on',
    visitedOn: 'g.visited_on',
    incomePerHead: 'g.income_per_head',
    evidence: 'g.evidence',
    supportKinds: 'g.support_kinds',
    supportUntil: 'g.support_until',
    refusalReason: 'g.refusal_reason',
    appealUntil: 'g.appeal_until',
    heardOn: 'g.heard_on',
    rejectionReason: 'g.rejection_reason',
    graduatedOn: 'g.graduated_on',
    relapsedOn: 'g.relapsed_on',
    version: 'g.version',
  },
  computed: {
    enrolment: ['enrolmentId'],
    program: ['programCode'],
    reentry: ['enrolmentId'],
    allowedEvents: ['status', 'proposedBy', 'appealUntil'],
    history: [],
  },
  always: ['id', 'familyId'],
};

export const GRADUATION_LIST: ListSource = {
  name: 'graduations',
  from: GRADUATIONS,
  id: { column: 'g.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'g.id', type: 'uuid', group: 'PSEUDONYM' },
    enrolmentId: { column: 'g.enrolment_id', type: 'uuid', group: 'PSEUDONYM' },
    programCode: { column: 'g.program_code', type: 'text', group: 'GRADUATION' },
    status: { column: 'g.status', type: 'text', group: 'GRADUATION' },
    region: { column: 'g.region_code', type: 'text', group: 'CONTACT' },
  },
  sortable: {
    PROPOSED_ON: { column: 'g.proposed_on', type: 'date', group: 'GRADUATION' },
    STATUS: { column: 'g.status', type: 'text', group: 'GRADUATION' },
    PROGRAM: { column: 'g.program_code', type: 'text', group: 'GRADUATION' },
  },
};

const byId: BatchSource = { from: GRADUATIONS, key: { column: 'g.id', type: 'uuid', property: 'id' }, projection };

const byEnrolment: BatchSource = {
  from: GRADUATIONS,
  key: { column: 'g.enrolment_id', type: 'uuid', property: 'enrolmentId' },
  projection: { ...projection, always: [...projection.always, 'enrolmentId'] },
  orderBy: 'g.proposed_on, g.id',
};

const byFamily: BatchSource = {
  from: GRADUATIONS,
  key: { column: 'g.family_id', type: 'uuid', property: 'familyId' },
  projection,
  orderBy: 'g.proposed_on, g.id',
};

/** The graduation of an id, if the viewer may see it; batched over the fetch. */
export function findGraduation(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<GraduationRow | undefined> {
  return loadOne<GraduationRow>(context, 'Graduation', byId, id, requestedFieldsOn(info, 'Graduation'));
}

/** The graduations of an enrolment the viewer may see, oldest first; one statement for all enrolments of the fetch. */
export function findGraduations(
  context: SubgraphContext,
  enrolmentId: string,
  info: GraphQLResolveInfo,
): Promise<GraduationRow[]> {
  return loadMany<GraduationRow>(context, 'Graduation', byEnrolment, enrolmentId, requestedFields(info));
}

/** The graduations of a family the viewer may see, oldest first; one statement for all families of the fetch. */
export function findGraduationsOfFamily(
  context: SubgraphContext,
  familyId: string,
  info: GraphQLResolveInfo,
): Promise<GraduationRow[]> {
  return loadMany<GraduationRow>(context, 'Graduation', byFamily, familyId, requestedFields(info));
}
