import { VIEWER, byRole, forRoles } from '../../../shared/database';
import type { RowPolicies } from '../../../shared/database';
import { BUSINESS_PROPOSALS, businessChanges, businessRows, ofRecord, withRecord } from '../business/business.policies';

/** The policies of members do not ask the group's, which ask for a citizen's own membership. */
const OWN_GROUP = `EXISTS (SELECT FROM kube_member own WHERE own.group_id = kube_group.id AND own.state <> 'REMOVED'
  AND own.family_id = own_family())`;
const changes = businessChanges('KUBE');
const withGroup: RowPolicies = {
  select: ofRecord('kube_group', 'group_id'),
  insert: withRecord('kube_group', 'group_id'),
};

/** Who has which rows of KUBE. That somebody was in a group before is seen with the person, wherever the group was. */
export const KUBE_POLICIES: Readonly<Record<string, RowPolicies>> = {
  kube_group: { select: businessRows('KUBE', OWN_GROUP), insert: BUSINESS_PROPOSALS, update: changes },
  kube_member: {
    select: businessRows('KUBE', 'family_id = own_family()'),
    insert: BUSINESS_PROPOSALS,
    update: changes,
  },
  kube_past: {
    select: byRole({
      ...forRoles(
        ['PENDAMPING', 'DINSOS', 'SUPERVISOR', 'CITIZEN', 'FRONTEND', 'PROGRAM_MANAGER'],
        'EXISTS (SELECT FROM person_ref seen WHERE seen.id = person_id)',
      ),
      FRONTEND_DEVELOPER: 'true',
    }),
    insert: byRole({ PROGRAM_MANAGER: `'KUBE' = ANY (${VIEWER.programs})` }),
  },
  kube_saving: withGroup,
  kube_turnover: withGroup,
};
