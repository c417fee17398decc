import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import type { CaseRow } from './case';

export const CASES = 'service_case c';

const projection: Projection = {
  columns: {
    id: 'c.id',
    centreId: 'c.centre_id',
    regionCode: 'c.region_code',
    personId: 'c.person_id',
    status: 'c.status',
    version: 'c.version',
    episode: 'c.episode',
    placeKind: 'c.place_kind',
    source: 'c.source',
    language: 'c.language',
    reachedAt: 'c.reached_at',
    photoConsent: 'c.photo_consent',
    refusalReason: 'c.refusal_reason',
    offerAgainOn: 'c.offer_again_on',
    identity: 'c.identity',
    intakeOn: 'c.intake_on',
    consentGivenBy: 'c.consent_given_by',
    consentMode: 'c.consent_mode',
    consentTextVersion: 'c.consent_text_version',
    ppksTypes: 'c.ppks_types',
    conferenceResult: 'c.conference_result',
    conferenceMinutes: 'c.conference_minutes',
    conferenceOn: 'c.conference_on',
    base: 'c.base',
    servedSince: 'c.served_since',
    readiness: 'c.readiness',
    jobFit: 'c.job_fit',
    accommodations: 'c.accommodations',
    skillCodes: 'c.skill_codes',
    skillLevels: 'c.skill_levels',
    willingToMove: 'c.willing_to_move',
    wageExpected: 'c.wage_expected',
    experienceMonths: 'c.experience_months',
    availableFrom: 'c.available_from',
    readySince: 'c.ready_since',
    followUpOutcome: 'c.follow_up_outcome',
    aftercareSince: 'c.aftercare_since',
    exitReason: 'c.exit_reason',
    closeReason: 'c.close_reason',
    summary: 'c.summary',
  },
  computed: {
    centre: ['centreId'],
    place: ['regionCode'],
    person: ['personId'],
    allowedEvents: ['status'],
    attendancePercent: ['episode'],
    jobProfile: [
      'skillCodes',
      'skillLevels',
      'willingToMove',
      'wageExpected',
      'experienceMonths',
      'availableFrom',
      'readySince',
    ],
    history: [],
    protection: [],
    assessments: [],
    plans: [],
    sessions: [],
    notes: [],
    certificates: [],
  },
  always: ['id', 'personId'],
};

export const CASE_LIST: ListSource = {
  name: 'serviceCases',
  from: CASES,
  id: { column: 'c.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'c.id', type: 'uuid', group: 'PSEUDONYM' },
    personId: { column: 'c.person_id', type: 'uuid', group: 'PSEUDONYM' },
    centreId: { column: 'c.centre_id', type: 'text', group: 'PPKS' },
    status: { column: 'c.status', type: 'text', group: 'PPKS' },
    place: { column: 'c.region_code', type: 'text', group: 'PPKS' },
    offerAgainOn: { column: 'c.offer_again_on', type: 'date', group: 'PPKS' },
    intakeOn: { column: 'c.intake_on', type: 'date', group: 'PPKS' },
  },
  sortable: {
    REACHED_AT: { column: 'c.reached_at', type: 'timestamptz', group: 'PPKS' },
    STATUS: { column: 'c.status', type: 'text', group: 'PPKS' },
  },
};

const byId: BatchSource = { from: CASES, key: { column: 'c.id', type: 'uuid', property: 'id' }, projection };

const byPerson: BatchSource = {
  from: CASES,
  key: { column: 'c.person_id', type: 'uuid', property: 'personId' },
  projection,
  orderBy: 'c.reached_at, c.id',
};

/** The case of an id, if the viewer may see it; batched over the fetch. */
export function findCase(context: SubgraphContext, id: string, info: GraphQLResolveInfo): Promise<CaseRow | undefined> {
  return loadOne<CaseRow>(context, 'ServiceCase', byId, id, requestedFieldsOn(info, 'ServiceCase'));
}

/** The visible cases of a person, oldest first; one statement for all persons of the fetch. */
export function findCasesOfPerson(
  context: SubgraphContext,
  personId: string,
  info: GraphQLResolveInfo,
): Promise<CaseRow[]> {
  return loadMany<CaseRow>(context, 'ServiceCase', byPerson, personId, requestedFields(info));
}
