import { decisionOfViewer, gradeOf } from '../../../shared/access';
import { NOWHERE, factsOf, only } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import type { Mode } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { personScope } from '../person/person.access';

/** What every statement about consents reads from. */
export const CONSENTS = 'consent c JOIN person p ON p.id = c.person_id';

/**
 * The consents a viewer may see, over CONSENTS: those of persons they may see. Who may not read what others agreed to gets no rows;
 * a partner sees what a consent opens, see `candidate`, and not the consent.
 */
export function consentScope(viewer: Viewer, mode: Mode): RowScope {
  const persons = personScope(viewer, mode);
  const grade = gradeOf(decisionOfViewer(viewer, { group: 'CONSENT' }), () => factsOf(persons));
  if (persons.kind === 'NOWHERE' || grade !== 'FULL') return NOWHERE;
  return only(persons.where, ...persons.facts);
}
