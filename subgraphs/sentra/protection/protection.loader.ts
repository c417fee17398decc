import { asSystem } from '../../../shared/database';
import type { BatchSource, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { loadOne } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { publishTypes } from '../case/case-statistics';
import { LARGEST_TEAM } from './protection';
import type { ProtectionRow } from './protection';

const columns = { caseId: 'pr.case_id', personId: 'c.person_id', types: 'pr.types', team: 'pr.team' };
const ofCase: BatchSource = {
  from: 'case_protection pr JOIN service_case c ON c.id = pr.case_id',
  key: { column: 'pr.case_id', type: 'uuid', property: 'caseId' },
  projection: { columns, always: Object.keys(columns) },
};

/** What is protected about a case, for its team; undefined for everybody else, as where nothing is. */
export function findProtection(context: SubgraphContext, caseId: string): Promise<ProtectionRow | undefined> {
  return loadOne<ProtectionRow>(context, 'CaseProtection', ofCase, caseId, []);
}

/**
 * Puts a case under protection, or changes what is protected and by whom; whoever does it is on the team.
 * @throws CodedError FORBIDDEN where a team was named that the viewer is not on, BAD_USER_INPUT
 */
export async function protect(
  manager: WriteManager,
  viewer: Viewer,
  { caseId, types, team }: Pick<ProtectionRow, 'caseId' | 'types' | 'team'>,
): Promise<void> {
  const members = [...new Set([viewer.subject, ...team.map((account) => account.trim())])];
  if (types.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: 'name what is protected' });
  if (members.length > LARGEST_TEAM || members.some((account) => account === '' || account.length > 200)) {
    throw new CodedError('BAD_USER_INPUT', { reason: `a team is 1 to ${LARGEST_TEAM} accounts` });
  }
  // The row of another team is not the viewer's to see; that there is one stops the change.
  const others: object[] = await asSystem(manager, viewer, () =>
    manager.query('SELECT FROM case_protection WHERE case_id = $1::uuid AND NOT $2 = ANY (team)', [
      caseId,
      viewer.subject,
    ]),
  );
  if (others.length > 0) throw new CodedError('FORBIDDEN', { reason: 'the team named for the case decides' });
  await manager.query(
    `INSERT INTO case_protection (case_id, types, team, named_by) VALUES ($1::uuid, $2::text[], $3::text[], $4)
     ON CONFLICT (case_id) DO UPDATE SET types = excluded.types, team = excluded.team, named_by = excluded.named_by,
       named_at = now()`,
    [caseId, [...new Set(types)], members, viewer.subject],
  );
  await asSystem(manager, viewer, () => manager.query(publishTypes('c.id = $1::uuid'), [caseId]));
}
