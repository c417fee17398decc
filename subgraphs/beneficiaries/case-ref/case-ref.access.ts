import { NOWHERE, only } from '../../../shared/database';
import type { Predicate, RowScope } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';

const served =
  (sentraId: string, person: string): Predicate =>
  (bind) =>
    `EXISTS (SELECT 1 FROM case_ref cr WHERE cr.person_id = ${person} AND cr.sentra_id = ${bind(sentraId)} AND cr.open)`;

/** The persons with an open case at the officer's centre, over alias `p`. */
export function servedPersons({ sentraId }: Viewer): RowScope {
  return sentraId === undefined ? NOWHERE : only(served(sentraId, 'p.id'), 'CASE');
}

/** Their families, over alias `f`; of a record that is merged, erased or restricted nothing is shown. */
export function servedFamilies({ sentraId }: Viewer): RowScope {
  if (sentraId === undefined) return NOWHERE;
  const isServed = served(sentraId, 'cp.id');
  return only(
    (bind) => `f.id IN (SELECT cp.family_id FROM person cp WHERE cp.merged_into IS NULL AND cp.erased_at IS NULL
      AND cp.restricted_at IS NULL AND ${isServed(bind)})`,
    'CASE',
  );
}
