import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { PartnerUserRow } from './partner-user';

const projection: Projection = {
  columns: {
    id: 'u.id',
    employerId: 'u.employer_id',
    role: 'u.role',
    status: 'u.status',
    version: 'u.version',
    emailSealed: 'u.email_sealed',
    wantsMail: 'u.wants_mail',
    subject: 'u.subject',
    invitedUntil: `CASE WHEN u.status = 'INVITED' THEN u.invited_until END`,
  },
  computed: { email: ['emailSealed'], allowedEvents: ['status', 'subject'], invitationCode: [], history: [] },
  always: ['id', 'employerId'],
};

const byId: BatchSource = {
  from: 'partner_user u',
  key: { column: 'u.id', type: 'uuid', property: 'id' },
  projection,
};
const byEmployer: BatchSource = {
  from: 'partner_user u',
  key: { column: 'u.employer_id', type: 'uuid', property: 'employerId' },
  projection,
  orderBy: 'u.id',
};

/** The account of an id, if the viewer may see it. */
export function findPartnerUser(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<PartnerUserRow | undefined> {
  return loadOne<PartnerUserRow>(context, 'PartnerUser', byId, id, requestedFieldsOn(info, 'PartnerUser'));
}

/** The accounts of a partner the viewer may see; one statement for all partners of the fetch. */
export function findPartnerUsers(
  context: SubgraphContext,
  employerId: string,
  info: GraphQLResolveInfo,
): Promise<PartnerUserRow[]> {
  return loadMany<PartnerUserRow>(context, 'PartnerUser', byEmployer, employerId, requestedFields(info));
}
