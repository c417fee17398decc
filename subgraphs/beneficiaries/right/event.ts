import type { Viewer } from '../../../shared/viewer';
import type { WriteManager } from '../../../shared/database';

export type RightEvent =
  'EXPORTED' | 'RESTRICTED' | 'RESTRICTION_LIFTED' | 'ERASURE_PROPOSED' | 'ERASED' | 'RETENTION_ENDED';

/** Writes down what was done about a right of a person. */
export async function noteRight(
  manager: WriteManager,
  viewer: Viewer,
  event: { readonly personId: string; readonly event: RightEvent; readonly reason?: string; readonly detail?: string },
): Promise<void> {
  await manager.query(
    `INSERT INTO right_event (person_id, event, account, role, reason, detail) VALUES ($1::uuid, $2, $3, $4, $5, $6)`,
    [event.personId, event.event, viewer.subject, viewer.role, event.reason ?? null, event.detail ?? null],
  );
}
