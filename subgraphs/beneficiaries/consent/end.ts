import type { Database } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';
import { systemActor } from '../../../shared/viewer';
import { consentFact } from './publish';

/** Rows of one transaction. */
const BATCH = 1_000;

const ACTOR = systemActor('consents');

/** Consents whose last day has passed, over `c`. */
export const EXPIRED = `c.expires_on < ${TODAY}`;

/**
 * Ends consents, with event and notice, and forgets what was given with them for payroll.
 * @param due which of those given, over `c`
 * @param because why, as the event keeps it
 * @param most how many
 */
export function endConsents(due: string, because: 'EXPIRED' | 'ERASED', most?: number): string {
  return `WITH due AS (
      SELECT c.id FROM consent c WHERE c.status = 'GIVEN' AND (${due}) ORDER BY c.id
      ${most === undefined ? '' : `LIMIT ${most}`} FOR UPDATE SKIP LOCKED),
    ended AS (
      UPDATE consent c SET status = 'ENDED', version = c.version + 1, ended_at = now(), account_sealed = NULL, bpjs_sealed = NULL
      FROM due WHERE c.id = due.id RETURNING c.*),
    event AS (
      INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, evidence, actor, actor_role)
      SELECT 'consent', e.id, 'END', 'GIVEN', 'ENDED',
        jsonb_build_object('because', '${because}', 'expiresOn', e.expires_on), '${ACTOR.subject}', '${ACTOR.role}'
      FROM ended e ORDER BY e.id)
    INSERT INTO outbox (topic, entity_id, payload) SELECT 'consent', e.id, ${consentFact('e')} FROM ended e ORDER BY e.id
    RETURNING entity_id`;
}

/**
 * Writes down which consents have run out; none of them has opened anything since its last day. In batches that are each a
 * transaction; two that run at once share the work.
 * @returns how many
 */
export async function endExpiredConsents(database: Database, batch: number = BATCH): Promise<number> {
  let ended = 0;
  for (;;) {
    const { rowCount } = await database.bulk(ACTOR, (connection) =>
      connection.query(endConsents(EXPIRED, 'EXPIRED', batch)),
    );
    ended += rowCount ?? 0;
    if ((rowCount ?? 0) < batch) return ended;
  }
}
