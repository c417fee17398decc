import { Parameters } from '../../../shared/database';
import type { RowScope } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { isUuid } from '../duplicate/duplicate';
import type { WriteManager } from '../../../shared/database';

/**
 * Locks a person for the rest of a transaction, so that of two requests about one person the second sees what the first did.
 * @param scope the persons the request may be about, over alias `p`
 * @returns the id as the registry writes it
 * @throws CodedError NOT_FOUND alike for a person out of scope and for none
 */
export async function lockPerson(manager: WriteManager, scope: RowScope, id: string): Promise<string> {
  if (scope.kind === 'WHERE' && isUuid(id)) {
    const { bind, values } = new Parameters();
    const [found]: { id: string }[] = await manager.query(
      `SELECT p.id FROM person p WHERE p.id = ${bind(id)}::uuid AND (${scope.where(bind)}) FOR UPDATE OF p`,
      values,
    );
    if (found) return found.id;
  }
  throw new CodedError('NOT_FOUND', { what: 'person' });
}
