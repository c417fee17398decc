import { VIEWER, byRole, forRoles, placedWithin } from '../../../shared/database';
import type { BusinessProgram } from './business';

const HERE = placedWithin('region_code');
const isManaged = (program: BusinessProgram) => `'${program}' = ANY (${VIEWER.programs})`;

/** Who has the rows of a business program; `own` says which are those of the viewer's family. */
export function businessRows(program: BusinessProgram, own: string): string {
  return byRole({
    ...forRoles(['PENDAMPING', 'DINSOS', 'SUPERVISOR'], HERE),
    ...forRoles(['CITIZEN', 'FRONTEND'], own),
    PROGRAM_MANAGER: isManaged(program),
    FRONTEND_DEVELOPER: 'true',
  });
}

/** Who changes them: whoever takes a step of their machine. */
export function businessChanges(program: BusinessProgram): string {
  return byRole({ ...forRoles(['PENDAMPING', 'DINSOS'], HERE), PROGRAM_MANAGER: isManaged(program) });
}

/** Who adds them: a pendamping proposes in the own place. */
export const BUSINESS_PROPOSALS = byRole({ PENDAMPING: HERE });

/** Who writes what goes with a record: whoever sees it and may change such records. */
export function withRecord(table: string, key: string): string {
  const seen = `EXISTS (SELECT FROM ${table} seen WHERE seen.id = ${key})`;
  return byRole(forRoles(['PENDAMPING', 'DINSOS', 'PROGRAM_MANAGER'], seen));
}

/** Who reads what goes with a record: whoever sees it. */
export function ofRecord(table: string, key: string): string {
  return `CASE ${VIEWER.role} WHEN 'SYSTEM' THEN true ELSE EXISTS (SELECT FROM ${table} seen WHERE seen.id = ${key}) END`;
}
