import { decisionOfViewer, gradeOf } from '../../../shared/access';
import { NOWHERE, factsOf, narrowed, only, withFacts } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { familyScope } from '../family/family.access';
import { personScope } from '../person/person.access';

/** What every statement about change requests reads from: `c` with the person `p` or the family `f` it is about. */
export const CHANGE_REQUESTS = `change_request c LEFT JOIN person p ON p.id = c.person_id
  LEFT JOIN family f ON f.id = coalesce(c.family_id, p.family_id)`;

/**
 * The requests a viewer may see, over CHANGE_REQUESTS: those about records they may see, for a pendamping those they made.
 * Who may not read corrections gets no rows.
 */
export function changeRequestScope(viewer: Viewer, mode: Mode): RowScope {
  const scope = reach(viewer, mode);
  return gradeOf(decisionOfViewer(viewer, { group: 'GRIEVANCE' }), () => factsOf(scope)) === 'FULL' ? scope : NOWHERE;
}

function reach(viewer: Viewer, mode: Mode): RowScope {
  switch (viewer.role) {
    case 'PENDAMPING':
      return withFacts(
        narrowed(aboutVisible(viewer, mode), (bind) => `c.proposed_by = ${bind(viewer.subject)}`),
        'ASSIGNED',
      );
    case 'CITIZEN':
    case 'FRONTEND':
    case 'FRONTEND_DEVELOPER':
    case 'DINSOS':
    case 'SUPERVISOR':
    case 'DATA_STEWARD':
    case 'DPO':
      return aboutVisible(viewer, mode);
    case 'SENTRA_OFFICER':
    case 'PROGRAM_MANAGER':
    case 'PARTNER_RECRUITER':
    case 'PARTNER_ADMIN':
    case 'ANALYST':
    case 'ADMIN':
    case 'PUBLIC':
      return NOWHERE;
  }
}

function aboutVisible(viewer: Viewer, mode: Mode): RowScope {
  const [persons, families] = [personScope(viewer, mode), familyScope(viewer, mode)];
  if (persons.kind === 'NOWHERE' || families.kind === 'NOWHERE') return NOWHERE;
  return only(
    (bind) => `CASE WHEN c.person_id IS NULL THEN (${families.where(bind)}) ELSE (${persons.where(bind)}) END`,
    ...families.facts,
  );
}
