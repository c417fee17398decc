import { decisionOfViewer, gradeOf } from '../../../shared/access';
import { NOWHERE, everywhere, factsOf, only, withinRegions } from '../../../shared/database';
import type { Predicate, RowScope } from '../../../shared/database';
import type { Mode, ScopeRule } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import type { BusinessProgram } from './business';

/** The rows of a business program as a row scope sees them. */
export interface BusinessRows {
  readonly program: BusinessProgram;
  /** The alias of a row with a `region_code`. */
  readonly alias: string;
  /** Which rows are those of a family; `family` is an SQL expression for its id. */
  readonly isOf: (family: string) => string;
}

/**
 * The rows of a business program a viewer may see: those of the own place, of the own program, of the own family. Who may not
 * read participation gets none: that somebody is in the program is the fact itself.
 */
export function businessScope(rows: BusinessRows): ScopeRule {
  return (viewer, mode) => {
    const scope = reach(rows, viewer, mode);
    return gradeOf(decisionOfViewer(viewer, { group: 'ENROLMENT' }), () => factsOf(scope)) === 'FULL' ? scope : NOWHERE;
  };
}

function reach({ program, alias, isOf }: BusinessRows, viewer: Viewer, mode: Mode): RowScope {
  const { personId, programCodes } = viewer;
  switch (viewer.role) {
    case 'PENDAMPING':
    case 'DINSOS':
    case 'SUPERVISOR':
      return withinRegions(`${alias}.region_code`, viewer.regionCodes);
    case 'CITIZEN':
    case 'FRONTEND':
      return personId === undefined ? NOWHERE : only(ofFamilyOf(personId, isOf), 'OWN');
    case 'PROGRAM_MANAGER':
      return programCodes.includes(program) ? everywhere('PROGRAM') : NOWHERE;
    case 'FRONTEND_DEVELOPER':
      return mode === 'demo' ? everywhere('SYNTHETIC') : NOWHERE;
    case 'DATA_STEWARD':
    case 'DPO':
    case 'SENTRA_OFFICER':
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
    case 'ANALYST':
    case 'ADMIN':
    case 'PUBLIC':
      return NOWHERE;
  }
}

function ofFamilyOf(personId: string, isOf: BusinessRows['isOf']): Predicate {
  return (bind) => isOf(`(SELECT own.family_id FROM person_ref own WHERE own.id = ${bind(personId)}::uuid)`);
}
