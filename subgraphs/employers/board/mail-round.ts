import { findHorizon } from '../../../shared/database';
import type { Database, FieldCipher } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import { agreementInForce } from '../agreement/agreement';
import { WAITS_FOR_PARTNER } from './board';

/** A mail that is written down and has to be sent. */
export interface DueMail {
  /** The same however often it is sent. */
  readonly id: string;
  readonly address: string;
  /** Referrals that wait for an answer of the partner. */
  readonly waiting: number;
}

const ROUND = systemActor('mail');
/** A board that is open has been asked again and its look written down by then. */
const GRACE = `interval '3 minutes'`;
const BETWEEN_MAILS = `interval '1 hour'`;
/** After this it was not sent: whoever had it is gone, or the server did not take it. */
const RETRY_AFTER = `interval '5 minutes'`;
/** What could not be sent in a day is left; what is asked later is told by a mail of its own. */
const GIVE_UP_AFTER = `interval '1 day'`;

/** Of an account `u`: where its last mail ended, or nowhere. */
const MAILED = `coalesce((SELECT ROW(m.transaction, m.event_id) FROM mail m WHERE m.partner_user_id = u.id
  ORDER BY m.transaction DESC, m.event_id DESC LIMIT 1), ROW('0'::xid8, 0::bigint))`;
/** The first transaction of which nobody of the organisation has been told everything. */
const UNSEEN = `coalesce((SELECT l.seen_before FROM board_look l WHERE l.employer_id = u.employer_id
  ORDER BY l.seen_before DESC LIMIT 1), '0'::xid8)`;
const MAY_ANSWER = `u.status = 'ACTIVE' AND u.wants_mail AND u.email_sealed IS NOT NULL AND ${agreementInForce('u.employer_id', 'DSA')}
  AND EXISTS (SELECT FROM employer e WHERE e.id = u.employer_id AND e.status = 'ACTIVE')`;

/**
 * One mail an account and hour: where something waits for the partner that was asked since the account's last mail and that
 * nobody of the organisation has seen on its board. The id is made of the account and of where the mail begins and ends.
 */
const WRITE_DOWN = `
  INSERT INTO mail (id, partner_user_id, transaction, event_id, waiting)
  SELECT encode(sha256(convert_to(concat_ws(' ', u.id, ${MAILED}::text, last.transaction, last.id), 'UTF8')), 'hex'),
    u.id, last.transaction, last.id,
    (SELECT count(*) FROM referral r WHERE r.employer_id = u.employer_id AND r.status = ANY ($1))
  FROM partner_user u, LATERAL (
    SELECT o.transaction, o.id FROM outbox o JOIN referral r ON r.id = o.entity_id
    WHERE o.topic = 'referral' AND o.employer_id = u.employer_id AND o.payload ->> 'status' = ANY ($1)
      AND r.status = o.payload ->> 'status' AND ROW(o.transaction, o.id) > ${MAILED} AND o.transaction >= ${UNSEEN}
      AND o.transaction < $2::xid8 AND o.at < now() - ${GRACE}
    ORDER BY o.transaction DESC, o.id DESC LIMIT 1) last
  WHERE ${MAY_ANSWER}
    AND EXISTS (SELECT FROM referral r WHERE r.employer_id = u.employer_id AND r.status = ANY ($1))
    AND NOT EXISTS (SELECT FROM mail m WHERE m.partner_user_id = u.id AND m.written_at > now() - ${BETWEEN_MAILS})`;

/** Mails that were written down a while ago and are not known to be sent, of accounts that still are. */
const TAKE_UP = `
  UPDATE mail m SET tried_at = now() FROM partner_user u WHERE u.id = m.partner_user_id AND m.sent_at IS NULL
    AND m.tried_at < now() - ${RETRY_AFTER} AND m.written_at > now() - ${GIVE_UP_AFTER} AND ${MAY_ANSWER}
  RETURNING m.id, u.email_sealed AS sealed, m.waiting`;

const WRITTEN = `SELECT m.id, u.email_sealed AS sealed, m.waiting FROM mail m JOIN partner_user u ON u.id = m.partner_user_id
  WHERE m.written_at = now() ORDER BY m.id`;

/**
 * Writes down the mails that are due and takes up those of before that were not sent; what it gives has to be sent now. Several
 * processes may ask: one after the other, and no two are given the same.
 */
export function takeDueMails(database: Database, cipher: FieldCipher): Promise<DueMail[]> {
  return database.bulk(ROUND, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('berdaya mail'))`);
    const again = await client.query<Row>(TAKE_UP);
    await client.query(WRITE_DOWN, [WAITS_FOR_PARTNER, await findHorizon(client)]);
    const fresh = await client.query<Row>(WRITTEN);
    return [...again.rows, ...fresh.rows].map(({ id, sealed, waiting }) => ({
      id,
      waiting,
      address: cipher.open(sealed),
    }));
  });
}

interface Row {
  readonly id: string;
  readonly sealed: string;
  readonly waiting: number;
}

/** Writes down that a mail was taken by the server. */
export function markMailSent(database: Database, id: string): Promise<unknown> {
  return database.bulk(ROUND, (client) => client.query('UPDATE mail SET sent_at = now() WHERE id = $1', [id]));
}
