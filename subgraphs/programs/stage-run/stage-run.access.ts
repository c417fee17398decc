import { NOWHERE, VIEWER, byRole, only } from '../../../shared/database';
import type { RowPolicies, RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';

/** The runs a viewer may see, over alias `sr`: those of the own programs. They tell of the whole country, so no officer of a place. */
export function stageRunScope({ role, programCodes }: Viewer): RowScope {
  if (role !== 'PROGRAM_MANAGER' || programCodes.length === 0) return NOWHERE;
  return only((bind) => `sr.program_code = ANY(${bind(programCodes)}::text[])`, 'PROGRAM');
}

/** The same in PostgreSQL; a run is written by the platform. */
export const STAGE_RUN_POLICIES: Readonly<Record<string, RowPolicies>> = {
  stage_run: {
    select: byRole({ PROGRAM_MANAGER: `program_code = ANY (${VIEWER.programs})` }),
  },
};
