import type { Database } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';
import { systemActor } from '../../../shared/viewer';
import { outgrown } from './living';
import { consentFact } from './publish';

/** Rows of one transaction. */
const BATCH = 1_000;

const ACTOR = systemActor('consents');

/** Consents that open nothing any longer whatever their status says, over `c`, by what ended them. */
const OVER = {
  EXPIRED: `c.expires_on < ${TODAY}`,
  OF_AGE: `c.given_by <> 'SELF' AND EXISTS (SELECT FROM person p WHERE p.id = c.person_id AND ${outgrown('c', 'p')})`,
} as const;

/**
 * Ends consents, with event and notice, and forgets what was given with them for payroll.
 * @param due which of those given, over `c`
 * @param because why, as the event keeps it
 * @param most how many; one that somebody else holds is left for the next time then, and waited for otherwise
 */
export function endConsents(due: string, because: 'EXPIRED' | 'OF_AGE' | 'ERASED', most?: number): string {
  return `WITH due AS (
      SELECT c.id FROM consent c WHERE c.status = 'GIVEN' AND (${due}) ORDER BY c.id
      ${most === undefined ? 'FOR UPDATE' : `LIMIT ${most} FOR UPDATE SKIP LOCKED`}),
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
 * Statements that end which of some consents are over, each for its reason.
 * @param which of those given, over `c`
 */
export function endThoseOver(which: string): string[] {
  return [endConsents(`${which} AND ${OVER.EXPIRED}`, 'EXPIRED'), endConsents(`${which} AND ${OVER.OF_AGE}`, 'OF_AGE')];
}

/**
 * Writes down which consents are over; none of them has opened anything since. In batches that are each a transaction; two that run
 * at once share the work.
 * @returns how many
 */
export async function endConsentsThatAreOver(database: Database, batch: number = BATCH): Promise<number> {
  const expired = await endAll(database, endConsents(OVER.EXPIRED, 'EXPIRED', batch), batch);
  return expired + (await endAll(database, endConsents(OVER.OF_AGE, 'OF_AGE', batch), batch));
}

async function endAll(database: Database, statement: string, batch: number): Promise<number> {
  let ended = 0;
  for (;;) {
    const { rowCount } = await database.bulk(ACTOR, (connection) => connection.query(statement));
    ended += rowCount ?? 0;
    if ((rowCount ?? 0) < batch) return ended;
  }
}
