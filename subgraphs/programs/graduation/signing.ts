import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { TODAY } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked, StepInput } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import type { GraduationStatus } from './graduation';

/** KUH Perdata art. 1320 with UU 1/1974 art. 47 and 50, as practised since: who is under 18 binds nobody. */
const SIGNS_FROM = 18;

/**
 * A family is spoken for by its adults. Of a member whose processing is restricted no birth date is known here; such a right
 * must cost nobody a signature.
 * @throws CodedError FORBIDDEN for a citizen who is a child
 */
export async function requireAdult(manager: WriteManager, { role, personId }: Viewer): Promise<void> {
  if (role !== 'CITIZEN') return;
  const children: unknown[] = await manager.query(
    `SELECT p.id FROM person_ref p
     WHERE p.id = $1::uuid AND p.birth_date > ${TODAY} - interval '${SIGNS_FROM} years'`,
    [personId],
  );
  if (children.length > 0) throw new CodedError('FORBIDDEN', { reason: 'a family is spoken for by its adult members' });
}

type Effect<Input extends StepInput> = (
  manager: WriteManager,
  graduation: LockedRecord<GraduationStatus>,
  asked: Asked<Input>,
) => Promise<Evidence | undefined>;

/** A step the family takes, with what it does besides. */
export function signed<Input extends StepInput>(effect?: Effect<Input>): Effect<Input> {
  return async (manager, graduation, asked) => {
    await requireAdult(manager, asked.context.viewer);
    return effect?.(manager, graduation, asked);
  };
}
