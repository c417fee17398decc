import { Parameters } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { SubgraphContext } from '../../../shared/subgraph';

/**
 * The employer at which the viewer has an active account.
 * @throws CodedError FORBIDDEN
 */
export async function getOwnEmployer(manager: WriteManager, context: SubgraphContext): Promise<string> {
  const scope = context.scope('OwnEmployer');
  if (scope.kind !== 'NOWHERE') {
    const { bind, values } = new Parameters();
    const [own]: { id: string }[] = await manager.query(
      `SELECT e.id FROM employer e WHERE ${scope.where(bind)}`,
      values,
    );
    if (own) return own.id;
  }
  throw new CodedError('FORBIDDEN', { reason: 'you have no active account at an employer' });
}
