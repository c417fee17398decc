import type { BulkConnection } from '../../../shared/database';
import { isNamedInForce } from '../agreement/agreement';
import { isConsentFor, isConsentInForce } from '../consent-ref/agreed';
import type { ConsentKind } from '../consent-ref/agreed';
import { AT_WORK_STATES, OPEN_STATES, referralFact } from './referral';
import type { ReferralNews } from './referral';
import { isToldToPartner } from './referral.access';
import { RULE } from './revoke-by-rule';

const DISCLOSURE_CHANGED: ReferralNews = 'DISCLOSURE_CHANGED';
const listed = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

/**
 * How much consents open of the person of a referral `r`, as a number that grows with it: of who works or has worked there the stage,
 * and whether the kind of disability is shown. What is under way stands as far as it has come: without the consents it hangs on it
 * is taken back.
 * @param isLiving whether a consent `c` counts
 */
function opened(isLiving: string): string {
  const has = (kind: ConsentKind) =>
    `EXISTS (SELECT FROM consent_ref c WHERE ${isConsentFor(kind, 'c', 'r')} AND ${isLiving})`;
  const isClosed = `EXISTS (SELECT FROM consent_ref c WHERE ${isConsentFor('ANONYMOUS_PROFILE', 'c', 'r')}
    AND c.status = 'GIVEN' AND NOT c.is_usable AND NOT (${isLiving}))`;
  const stage = `CASE WHEN r.status IN (${listed(OPEN_STATES)}) THEN 2 WHEN ${isClosed} THEN 0
    WHEN ${has('EMPLOYMENT')} THEN 4 WHEN ${has('REFERRAL')} THEN 3 WHEN ${has('ANONYMOUS_PROFILE')} THEN 1 ELSE 0 END`;
  return `(SELECT 2 * s.stage + (s.stage >= 2 AND ${has('DISABILITY')} AND ${NAMES_DISABILITY})::int
    FROM (SELECT ${stage} AS stage) s)`;
}

/** Whoever was never to know the kind of disability is not told either that it might have been shown. */
const NAMES_DISABILITY = isNamedInForce('r.employer_id', 'DISABILITY');

/**
 * Tells of referrals that go on while less of their person is shown, set-wise: an event and a notice, and neither a step nor a
 * reason. Of what was taken back the partner knows by that.
 * @param over ids of consents that were in force just before, and are not any more
 */
export async function tellDisclosureChanged(connection: BulkConnection, over: readonly string[]): Promise<void> {
  const seen = listed([...OPEN_STATES, ...AT_WORK_STATES, 'ENDED']);
  await connection.query(
    `WITH told AS MATERIALIZED (
       SELECT r.* FROM referral r
       WHERE r.person_id IN (SELECT c.person_id FROM consent_ref c WHERE c.id = ANY ($1)) AND r.status IN (${seen})
         AND ${isToldToPartner('r.')}
         AND ${opened(isConsentInForce('c'))} < ${opened(`(${isConsentInForce('c')} OR c.id = ANY ($1))`)}
     ), events AS (
       INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, actor, actor_role)
       SELECT 'referral', told.id, '${DISCLOSURE_CHANGED}', told.status, told.status, $2, $3 FROM told
     )
     INSERT INTO outbox (topic, entity_id, payload)
     SELECT 'referral', told.id, ${referralFact('told', `'${DISCLOSURE_CHANGED}'`)} FROM told`,
    [over, RULE.subject, RULE.role],
  );
}
