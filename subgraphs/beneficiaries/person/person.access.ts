import { decisionOfViewer, gradeOf } from '../../../shared/access';
import {
  NOWHERE,
  everywhere,
  factsOf,
  narrowed,
  only,
  withRowConditions,
  withinRegions,
} from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { servedPersons } from '../case-ref/case-ref.access';
import { emergencyOfPersons, openedPersons } from '../emergency/break-glass.access';
import { adult } from './adult';

/**
 * The persons a viewer may see, over alias `p`. A role that may not read rows about children gets adults only, and of
 * children those it opened in an emergency, if its matrix says so.
 */
export function personScope(viewer: Viewer, mode: Mode): RowScope {
  const scope = processed(rightScope(viewer, mode), viewer);
  const decision = decisionOfViewer(viewer, { group: 'CHILD' });
  if (gradeOf(decision, () => factsOf(scope)) === 'FULL') return scope;
  if (!decision.some(({ when }) => when === 'BREAK_GLASS')) return narrowed(scope, () => adult('p'));
  const opened = openedPersons(viewer);
  return narrowed(scope, (bind) => `${adult('p')} OR ${opened(bind)}`);
}

/**
 * The persons about whom a viewer may ask for something, children and restricted records among them; what is shown of them
 * is for `personScope`. Merged and erased records are gone for everyone; a merged one's successor stands for it.
 */
export function rightScope(viewer: Viewer, mode: Mode): RowScope {
  return narrowed(reach(viewer, mode), () => 'p.merged_into IS NULL AND p.erased_at IS NULL');
}

/** Without the records whose processing is restricted (UU PDP art. 41), which the person and the DPO still see. */
function processed(scope: RowScope, { role }: Viewer): RowScope {
  return role === 'CITIZEN' || role === 'DPO' ? scope : narrowed(scope, () => 'p.restricted_at IS NULL');
}

function reach(viewer: Viewer, mode: Mode): RowScope {
  switch (viewer.role) {
    case 'PENDAMPING':
      return withRowConditions(withinRegions('p.region_code', viewer.regionCodes), { KPM: () => inFamilyWith('PKH') });
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'DATA_STEWARD':
      return withinRegions('p.region_code', viewer.regionCodes);
    case 'DPO':
      return withRowConditions(withinRegions('p.region_code', viewer.regionCodes), emergencyOfPersons(viewer));
    case 'CITIZEN':
    case 'FRONTEND':
      return ownPerson(viewer.personId);
    case 'PROGRAM_MANAGER':
      return inPrograms(viewer.programCodes);
    case 'FRONTEND_DEVELOPER':
      return mode === 'demo' ? everywhere('SYNTHETIC') : NOWHERE;
    case 'SENTRA_OFFICER':
      return servedPersons(viewer);
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
    case 'ANALYST':
    case 'ADMIN':
    case 'PUBLIC':
      return NOWHERE;
  }
}

/** Oneself, and the children of one's own family if one is its head or the head's spouse (UU PDP art. 25: parent or wali). */
function ownPerson(personId: string | undefined): RowScope {
  if (personId === undefined) return NOWHERE;
  return only(
    (bind) => `p.id = ${bind(personId)}::uuid OR (
      NOT ${adult('p')} AND p.family_id = (SELECT guardian.family_id FROM person guardian
        WHERE guardian.id = ${bind(personId)}::uuid AND guardian.family_role IN ('HEAD', 'SPOUSE')))`,
    'OWN',
  );
}

function inFamilyWith(flag: string): string {
  return `EXISTS (SELECT 1 FROM family f WHERE f.id = p.family_id AND f.kpm_flags @> ARRAY['${flag}'])`;
}

function inPrograms(programCodes: readonly string[]): RowScope {
  if (programCodes.length === 0) return NOWHERE;
  return only(
    (bind) =>
      `EXISTS (SELECT 1 FROM family f WHERE f.id = p.family_id AND f.kpm_flags && ${bind(programCodes)}::text[])`,
    'PROGRAM',
  );
}
