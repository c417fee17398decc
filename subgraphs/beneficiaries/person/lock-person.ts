import { Parameters, isUuid } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { WriteManager } from '../../../shared/database';

/** Whom a request is about, as the registry writes it. */
export interface NamedPerson {
  readonly id: string;
  readonly regionCode: string;
}

/**
 * Locks a person for the rest of a transaction, so that of two requests about one person the second sees what the first did.
 * @param scope the persons the request may be about, over alias `p`
 * @throws CodedError NOT_FOUND alike for a person out of scope and for none
 */
export function lockPerson(manager: WriteManager, scope: RowScope, id: string): Promise<NamedPerson> {
  return getNamed(manager, scope, id, 'FOR UPDATE OF p');
}

/**
 * The person a request is about, for requests that change nothing of the record.
 * @param scope the persons the request may be about, over alias `p`
 * @throws CodedError NOT_FOUND alike for a person out of scope and for none
 */
export function getPerson(manager: WriteManager, scope: RowScope, id: string): Promise<NamedPerson> {
  return getNamed(manager, scope, id, '');
}

async function getNamed(manager: WriteManager, scope: RowScope, id: string, lock: string): Promise<NamedPerson> {
  if (scope.kind === 'WHERE' && isUuid(id)) {
    const { bind, values } = new Parameters();
    const [found]: NamedPerson[] = await manager.query(
      `SELECT p.id, p.region_code AS "regionCode" FROM person p
       WHERE p.id = ${bind(id)}::uuid AND (${scope.where(bind)}) ${lock}`,
      values,
    );
    if (found) return found;
  }
  throw new CodedError('NOT_FOUND', { what: 'person' });
}
