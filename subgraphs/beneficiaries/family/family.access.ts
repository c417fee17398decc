import { NOWHERE, everywhere, only, withRowConditions, withinRegions } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { servedFamilies } from '../case-ref/case-ref.access';
import { emergencyOfFamilies } from '../emergency/break-glass.access';

/** The families a viewer may see, over alias `f`. */
export function familyScope(viewer: Viewer, mode: Mode): RowScope {
  const { personId, programCodes } = viewer;
  switch (viewer.role) {
    case 'PENDAMPING':
      return withRowConditions(withinRegions('f.region_code', viewer.regionCodes), {
        KPM: () => `f.kpm_flags @> ARRAY['PKH']`,
      });
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'DATA_STEWARD':
      return withinRegions('f.region_code', viewer.regionCodes);
    case 'DPO':
      return withRowConditions(withinRegions('f.region_code', viewer.regionCodes), emergencyOfFamilies(viewer));
    case 'CITIZEN':
    case 'FRONTEND':
      if (personId === undefined) return NOWHERE;
      return only(
        (bind) => `f.id = (SELECT own.family_id FROM person own WHERE own.id = ${bind(personId)}::uuid)`,
        'OWN',
      );
    case 'PROGRAM_MANAGER':
      if (programCodes.length === 0) return NOWHERE;
      return only((bind) => `f.kpm_flags && ${bind(programCodes)}::text[]`, 'PROGRAM');
    case 'FRONTEND_DEVELOPER':
      return mode === 'demo' ? everywhere('SYNTHETIC') : NOWHERE;
    case 'SENTRA_OFFICER':
      return servedFamilies(viewer);
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
    case 'ANALYST':
    case 'ADMIN':
    case 'PUBLIC':
      return NOWHERE;
  }
}

/** What a viewer may see of the programs a family is listed under: who manages programs sees the own ones. */
export function visibleFlags({ role, programCodes }: Viewer, flags: readonly string[]): string[] {
  return role === 'PROGRAM_MANAGER' ? flags.filter((flag) => programCodes.includes(flag)) : [...flags];
}

/** A filter on families, as far as it names programs. */
export interface FlagFilter {
  readonly kpmFlags?: { readonly has?: readonly string[] };
  readonly AND?: readonly FlagFilter[];
  readonly OR?: readonly FlagFilter[];
  readonly NOT?: FlagFilter;
}

/**
 * A list filtered by a program would tell what its rows do not.
 * @throws CodedError FORBIDDEN_ARGUMENT when the filter asks for a program whose flag the viewer is not shown
 */
export function checkFlags(viewer: Viewer, filter: FlagFilter | undefined): void {
  const asked = flagsOf(filter);
  if (visibleFlags(viewer, asked).length === asked.length) return;
  throw new CodedError('FORBIDDEN_ARGUMENT', { field: 'kpmFlags', reason: 'it is shown for programs you manage only' });
}

function flagsOf(filter: FlagFilter | null | undefined): string[] {
  if (!filter) return [];
  const inner = [...(filter.AND ?? []), ...(filter.OR ?? []), filter.NOT];
  return [...(filter.kpmFlags?.has ?? []), ...inner.flatMap(flagsOf)];
}
