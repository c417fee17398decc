import { asSystem, onceForKey } from '../../../shared/database';
import type { RowScope, WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Viewer } from '../../../shared/viewer';
import { publishConsents } from '../consent/publish';
import { publishPersons } from '../intake/publish';
import { lockPerson } from '../person/lock-person';
import { readNote } from '../../../shared/machine';
import { noteRight } from './event';

/** What can be done about the processing of a record: from which state, to which. */
const STEPS = {
  RESTRICT: { from: 'PROCESSED', event: 'RESTRICTED', set: 'now()' },
  LIFT: { from: 'RESTRICTED', event: 'RESTRICTION_LIFTED', set: 'NULL' },
} as const;
export type RestrictionStep = keyof typeof STEPS;

/** Whether a person's record is processed; `restrictedAt` is null where it is. */
export interface Restriction {
  readonly person: string;
  readonly restrictedAt: string | null;
}

/**
 * Restricts the processing of a person's record, or lifts that: in force for the next request of everybody.
 * @param scope the persons the request may be about, over alias `p`
 * @throws CodedError NOT_FOUND, INVALID_TRANSITION, BAD_USER_INPUT, IDEMPOTENCY_MISMATCH
 */
export async function takeRestrictionStep(
  manager: WriteManager,
  viewer: Viewer,
  scope: RowScope,
  step: RestrictionStep,
  input: { readonly person: string; readonly reason: string; readonly clientKey: string },
): Promise<Restriction> {
  const reason = readNote(input.reason);
  const { id: personId } = await lockPerson(manager, scope, input.person);
  const request = { subject: viewer.subject, key: input.clientKey, input: { [step]: personId, reason } };
  return onceForKey(manager, request, async () => {
    const { from, event, set } = STEPS[step];
    const [before]: { state: string }[] = await manager.query(
      `SELECT CASE WHEN restricted_at IS NULL THEN 'PROCESSED' ELSE 'RESTRICTED' END AS state
       FROM person WHERE id = $1::uuid`,
      [personId],
    );
    if (before?.state !== from) {
      const allowed = step === 'LIFT' ? ['RESTRICT'] : ['LIFT'];
      throw new CodedError('INVALID_TRANSITION', { from: before?.state ?? '', event: step, allowed });
    }
    await manager.query(`UPDATE person SET restricted_at = ${set}, version = version + 1 WHERE id = $1::uuid`, [
      personId,
    ]);
    await noteRight(manager, viewer, { personId, event, reason });
    await asSystem(manager, viewer, async () => {
      await manager.query(publishPersons('SELECT $1::uuid'), [personId]);
      await manager.query(publishConsents('SELECT $1::uuid'), [personId]);
    });
    const [after]: { restrictedAt: string | null }[] = await manager.query(
      `SELECT to_jsonb(restricted_at) AS "restrictedAt" FROM person WHERE id = $1::uuid`,
      [personId],
    );
    return { person: personId, restrictedAt: after?.restrictedAt ?? null };
  });
}
