import { onceForKey, selectList } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Viewer } from '../../../shared/viewer';
import { checkText } from '../text';
import { BREAK_GLASS_PROJECTION } from './break-glass.loader';
import type { BreakGlassRow, Verdict } from './break-glass';

/** What the data protection officer says of a grant. */
export interface Review {
  readonly id: string;
  readonly verdict: Verdict;
  readonly note: string;
  /** The version the officer looked at. */
  readonly version: number;
  readonly clientKey: string;
}

const COLUMNS = selectList(BREAK_GLASS_PROJECTION, Object.keys(BREAK_GLASS_PROJECTION.columns));

/**
 * Closes the review of a grant, in the caller's transaction. Nobody reviews their own access.
 * @returns the grant as it is now
 * @throws CodedError NOT_FOUND, FORBIDDEN, CONFLICT, INVALID_TRANSITION, IDEMPOTENCY_MISMATCH, BAD_USER_INPUT
 */
export async function reviewGrant(manager: WriteManager, viewer: Viewer, review: Review): Promise<BreakGlassRow> {
  const { clientKey: key, ...input } = review;
  checkText('note', review.note);
  await onceForKey(manager, { subject: viewer.subject, key, input: { review: input } }, async () => {
    const grant = await lockGrant(manager, review.id);
    if (grant.account === viewer.subject) {
      throw new CodedError('FORBIDDEN', { reason: 'nobody reviews their own emergency access' });
    }
    if (grant.version !== review.version) throw new CodedError('CONFLICT', { what: 'review' });
    if (grant.status !== 'PENDING') {
      throw new CodedError('INVALID_TRANSITION', { from: grant.status, event: review.verdict, allowed: [] });
    }
    await manager.query(
      `UPDATE break_glass SET status = $2, note = $3, reviewed_by = $4, reviewed_at = now(), version = version + 1
       WHERE id = $1::uuid`,
      [grant.id, review.verdict, review.note, viewer.subject],
    );
    return grant.id;
  });
  return lockGrant(manager, review.id);
}

async function lockGrant(manager: WriteManager, id: string): Promise<BreakGlassRow> {
  // Compared as text: an id that is no UUID names nothing.
  const [found]: BreakGlassRow[] = await manager.query(
    `SELECT ${COLUMNS} FROM break_glass b WHERE b.id::text = lower($1) FOR UPDATE`,
    [id],
  );
  if (!found) throw new CodedError('NOT_FOUND', { what: 'emergency access' });
  return found;
}
