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

/** Partners whose agreement has run out, with the reason. */
const DUE = `SELECT * FROM (SELECT e.id, e.status, CASE ${cases.join(' ')} END AS reason FROM employer e
  WHERE e.status IN ('ACTIVE', 'SUSPENDED')) every WHERE reason IS NOT NULL`;

/** Whoever signs holds the partner: in a statement after this one its agreements stand as they will when it is moved on. */
const LOCK = `SELECT e.id FROM (${DUE}) due JOIN employer e ON e.id = due.id ORDER BY e.id FOR UPDATE OF e`;

/**
 * One statement over the partners that are held: of those whose agreement has still run out it moves the status on, writes the events
 * and publishes them. Nothing hangs on when it runs: whether an agreement is in force is asked at the moment of reading.
 */
const EXPIRE = `
  WITH due AS MATERIALIZED (
    SELECT * FROM (${DUE}) over WHERE over.id = ANY ($1::uuid[])
  ), expired AS (
    UPDATE employer e SET status = 'EXPIRED', version = e.version + 1 FROM due WHERE e.id = due.id RETURNING e.*
  ), events AS (
    INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, actor, actor_role)
    SELECT 'employer', id, 'EXPIRE', status, 'EXPIRED', reason, current_setting('berdaya.subject'),
      current_setting('berdaya.role') FROM due
  ), notices AS (
    INSERT INTO outbox (topic, entity_id, payload) SELECT 'employer', x.id, ${employerFact('x')} FROM expired x
  )
  SELECT count(*)::int AS expired FROM due`;

/** Lets partners expire whose agreement has run out; how many did. Repeated, it finds none. */
export async function expirePartners(connection: BulkConnection): Promise<number> {
  const held = await connection.query<{ id: string }>(LOCK);
  const { rows } = await connection.query<{ expired: number }>(EXPIRE, [held.rows.map(({ id }) => id)]);
  return rows[0]?.expired ?? 0;
}
