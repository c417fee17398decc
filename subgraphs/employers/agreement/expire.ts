import type { BulkConnection } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';
import { employerFact } from '../employer/employer';
import { isInForce } from './agreement';
import { AGREEMENT_KINDS } from './vocabulary';

/** The reason an agreement of a kind gives where it has run out: there was one, and none is in force or to come. */
const cases = Object.keys(AGREEMENT_KINDS).map(
  (kind) => `WHEN EXISTS (SELECT FROM agreement a WHERE a.employer_id = e.id AND a.kind = '${kind}')
    AND NOT EXISTS (SELECT FROM agreement a WHERE a.employer_id = e.id AND a.kind = '${kind}'
      AND (${isInForce('a')} OR (a.starts_on > ${TODAY} AND a.terminated_on IS NULL))) THEN '${kind}_ENDED'`,
);

/**
 * One statement over all partners: finds those whose agreement has run out, moves them on, writes the events and publishes them.
 * Nothing hangs on when it runs: whether an agreement is in force is asked at the moment of reading.
 */
const EXPIRE = `
  WITH due AS MATERIALIZED (
    SELECT * FROM (SELECT e.id, e.status, CASE ${cases.join(' ')} END AS reason FROM employer e
      WHERE e.status IN ('ACTIVE', 'SUSPENDED')) every WHERE reason IS NOT NULL
  ), held AS (
    SELECT e.id, due.status, due.reason FROM due JOIN employer e ON e.id = due.id AND e.status = due.status
    ORDER BY e.id FOR UPDATE OF e
  ), expired AS (
    UPDATE employer e SET status = 'EXPIRED', version = e.version + 1 FROM held WHERE e.id = held.id RETURNING e.*
  ), events AS (
    INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, actor, actor_role)
    SELECT 'employer', id, 'EXPIRE', status, 'EXPIRED', reason, current_setting('berdaya.subject'),
      current_setting('berdaya.role') FROM held
  ), notices AS (
    INSERT INTO outbox (topic, entity_id, payload) SELECT 'employer', x.id, ${employerFact('x')} FROM expired x
  )
  SELECT count(*)::int AS expired FROM held`;

/** Lets partners expire whose agreement has run out; how many did. Repeated, it finds none. */
export async function expirePartners(connection: BulkConnection): Promise<number> {
  const { rows } = await connection.query<{ expired: number }>(EXPIRE);
  return rows[0]?.expired ?? 0;
}
