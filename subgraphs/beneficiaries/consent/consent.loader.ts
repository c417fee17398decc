import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { ConsentRow } from './consent';
import { CONSENTS } from './consent.access';
import { living, outgrown } from './living';

const IN_FORCE = `(${living('c')} AND NOT ${outgrown('c', 'p')})`;
/** By the row in force today; none: nobody is reminded. */
const REMIND_DAYS = `coalesce((SELECT t.remind_days FROM consent_term t
  WHERE t.kind = c.kind AND t.valid_from <= ${TODAY} ORDER BY t.valid_from DESC LIMIT 1), 0)`;

const projection: Projection = {
  columns: {
    id: 'c.id',
    personId: 'c.person_id',
    kind: 'c.kind',
    employerId: 'c.employer_id',
    vacancyId: 'c.vacancy_id',
    status: 'c.status',
    version: 'c.version',
    givenBy: 'c.given_by',
    form: 'c.form',
    textVersion: 'c.text_version',
    givenOn: 'c.given_on',
    expiresOn: 'c.expires_on',
    endedAt: 'c.ended_at',
    isInForce: IN_FORCE,
    isRunningOut: `(${IN_FORCE} AND c.expires_on < ${TODAY} + ${REMIND_DAYS})`,
  },
  computed: {
    person: [],
    employer: ['employerId'],
    vacancy: ['vacancyId'],
    allowedEvents: ['status'],
    history: [],
  },
  always: ['id', 'personId'],
};

export const CONSENT_LIST: ListSource = {
  name: 'consents',
  from: CONSENTS,
  id: { column: 'c.id', type: 'uuid' },
  projection,
  filterable: {
    personId: { column: 'c.person_id', type: 'uuid', group: 'PSEUDONYM' },
    employerId: { column: 'c.employer_id', type: 'uuid', group: 'CONSENT' },
    kind: { column: 'c.kind', type: 'text', group: 'CONSENT' },
    status: { column: 'c.status', type: 'text', group: 'CONSENT' },
    expiresOn: { column: 'c.expires_on', type: 'date', group: 'CONSENT' },
  },
  sortable: {
    GIVEN_ON: { column: 'c.given_on', type: 'date', group: 'CONSENT' },
    EXPIRES_ON: { column: 'c.expires_on', type: 'date', group: 'CONSENT' },
  },
};

const byId: BatchSource = { from: CONSENTS, key: { column: 'c.id', type: 'uuid', property: 'id' }, projection };

const byPerson: BatchSource = {
  from: CONSENTS,
  key: { column: 'c.person_id', type: 'uuid', property: 'personId' },
  projection,
  orderBy: 'c.given_on DESC, c.id',
};

/** The consent of an id, if the viewer may see it; batched over the fetch. */
export function findConsent(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<ConsentRow | undefined> {
  return loadOne<ConsentRow>(context, 'Consent', byId, id, requestedFieldsOn(info, 'Consent'));
}

/** What a person agreed to, as far as the viewer may see it, newest first; one statement for all persons of the fetch. */
export function findConsentsOf(
  context: SubgraphContext,
  personId: string,
  info: GraphQLResolveInfo,
): Promise<ConsentRow[]> {
  return loadMany<ConsentRow>(context, 'Consent', byPerson, personId, requestedFields(info));
}
