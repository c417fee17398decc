import { asSystem, isUuid, onceForKey } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { readReference } from '../../../shared/machine';
import type { Viewer } from '../../../shared/viewer';
import { AT_WORK_STATES } from '../referral/referral';

/** That somebody at work counts toward the quota of the employer, or does not. */
export interface AttestationRequest {
  readonly clientKey: string;
  readonly referralId: string;
  readonly counts: boolean;
  /** The document it rests on. */
  readonly reference: string;
}

/**
 * Attests to an employer that somebody counts toward its quota (UU 8/2016 art. 53) without telling it any kind of disability: the
 * referral gets the answer, who said so and on what ground is kept apart. A later attestation takes the place of an earlier one.
 * @throws CodedError NOT_FOUND for a referral of another centre, RULES_NOT_MET for one that is not at work, BAD_USER_INPUT,
 *   IDEMPOTENCY_MISMATCH
 */
export function attestQuota(
  manager: WriteManager,
  viewer: Viewer,
  { clientKey: key, ...asked }: AttestationRequest,
): Promise<{ readonly counts: boolean }> {
  const { subject, role } = viewer;
  return onceForKey(manager, { subject, key, input: asked }, async () => {
    const reference = readReference('reference', asked.reference);
    const { referralId, counts } = asked;
    await asSystem(manager, viewer, async () => {
      await requireAtWork(manager, viewer, referralId);
      await manager.query('UPDATE referral SET counts_toward_quota = $2 WHERE id = $1::uuid', [referralId, counts]);
      await manager.query(
        `INSERT INTO quota_attestation (referral_id, counts, reference, actor, actor_role)
         VALUES ($1::uuid, $2, $3, $4, $5)`,
        [referralId, counts, reference, subject, role],
      );
    });
    return { counts };
  });
}

/** A referral of the own centre, or any for the ministry, that is locked and at work. */
async function requireAtWork(manager: WriteManager, { role, sentraId }: Viewer, id: string): Promise<void> {
  const [found]: { isAtWork: boolean }[] = isUuid(id)
    ? await manager.query(
        `SELECT r.status = ANY ($2) AS "isAtWork" FROM referral r
         WHERE r.id = $1::uuid AND ($3 = 'PROGRAM_MANAGER' OR r.centre_id = $4) FOR UPDATE`,
        [id, AT_WORK_STATES, role, sentraId ?? null],
      )
    : [];
  if (!found) throw new CodedError('NOT_FOUND', { what: 'referral' });
  if (!found.isAtWork) throw new CodedError('RULES_NOT_MET', { what: 'attestation', rules: ['somebody at work'] });
}
