import { NOWHERE, only } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';

/** What is protected about a case, over aliases `pr` and `c`: for the officers named for it, at the centre of the case. */
export function protectionScope({ role, subject, sentraId }: Viewer): RowScope {
  if (role !== 'SENTRA_OFFICER' || sentraId === undefined) return NOWHERE;
  return only((bind) => `c.centre_id = ${bind(sentraId)} AND ${bind(subject)} = ANY (pr.team)`, 'CASE', 'NAMED_TEAM');
}
