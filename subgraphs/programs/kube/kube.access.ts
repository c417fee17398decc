import { narrowed } from '../../../shared/database';
import type { ScopeRule } from '../../../shared/subgraph';
import { businessScope } from '../business/business.access';

/** The groups a viewer may see, over alias `g`; a citizen those of the own family, also former ones. */
export const kubeScope = businessScope({
  program: 'KUBE',
  alias: 'g',
  isOf: (family) => `EXISTS (SELECT 1 FROM kube_member own WHERE own.group_id = g.id AND own.state <> 'REMOVED'
    AND own.family_id = ${family})`,
});

const membersScope = businessScope({ program: 'KUBE', alias: 'm', isOf: (family) => `m.family_id = ${family}` });
const IS_PROCESSED = 'NOT EXISTS (SELECT 1 FROM person_ref pr WHERE pr.id = m.person_id AND pr.restricted)';

/**
 * The members a viewer may see, over alias `m`: of a citizen's group only the own family, the others are somebody else's data.
 * One whose record is restricted is shown to nobody else.
 */
export const kubeMemberScope: ScopeRule = (viewer, mode) => {
  const scope = membersScope(viewer, mode);
  return viewer.role === 'CITIZEN' ? scope : narrowed(scope, () => IS_PROCESSED);
};
