import { Parameters, isUuid } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';
import { askingIn } from './ask';

/** A person who may be proposed, with the family and the village it lives in. */
export interface Participant {
  readonly id: string;
  readonly familyId: string;
  readonly regionCode: string;
}

/**
 * Persons the viewer may propose: those they see.
 * @throws CodedError NOT_FOUND if one of them is not
 */
export async function getParticipants(
  manager: WriteManager,
  context: SubgraphContext,
  persons: readonly string[],
): Promise<Participant[]> {
  const scope = context.scope('Person');
  if (scope.kind === 'NOWHERE' || !persons.every(isUuid)) throw new CodedError('NOT_FOUND', { what: 'person' });
  const { bind, values } = new Parameters();
  const found = await askingIn(manager)<Participant>(
    `SELECT pr.id, pr.family_id AS "familyId", fr.region_code AS "regionCode"
     FROM person_ref pr JOIN family_ref fr ON fr.id = pr.family_id
     WHERE pr.id = ANY(${bind(persons)}::uuid[]) AND (${scope.where(bind)}) ORDER BY pr.id`,
    values,
  );
  if (found.length === persons.length) return found;
  throw new CodedError('NOT_FOUND', { what: 'person' });
}

/** @throws CodedError NOT_FOUND */
export async function getParticipant(
  manager: WriteManager,
  context: SubgraphContext,
  person: string,
): Promise<Participant> {
  const [found] = await getParticipants(manager, context, [person]);
  if (!found) throw new CodedError('NOT_FOUND', { what: 'person' });
  return found;
}
