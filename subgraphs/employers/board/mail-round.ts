import { findHorizon } from '../../../shared/database';
import type { Database, FieldCipher } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import { agreementInForce } from '../agreement/agreement';
import type { AgreementKind } from '../agreement/vocabulary';
import { WAITS_FOR_CENTRE, WAITS_FOR_PARTNER } from './board';
import { ENDING_SOON } from './ending';
import type { ReferralNews, ReferralStatus } from '../referral/referral';

/** A mail that is written down and has to be sent. */
export interface DueMail {
  /** The same however often it is sent. */
  readonly id: string;
  readonly address: string;
  readonly content: MailContent;
}

/** What a mail tells. */
export type MailContent =
  /** So many referrals wait for an answer, and of so many less is shown than before; one of both at least. */
  | {
      readonly kind: 'WAITING';
      readonly by: 'PARTNER' | 'CENTRE';
      readonly waiting: number;
      readonly changed: number;
    }
  /** An agreement ends and none follows; the day is its last one. */
  | {
      readonly kind: 'AGREEMENT_ENDS';
      readonly agreement: AgreementKind;
      readonly number: string;
      readonly endsOn: string;
    };

const ROUND = systemActor('mail');
/** A board that is open has been asked again and its look written down by then. */
const GRACE = `interval '3 minutes'`;
const BETWEEN_MAILS = `interval '1 hour'`;
/** After this it was not sent: whoever had it is gone, or the server did not take it. */
const RETRY_AFTER = `interval '5 minutes'`;
/** What could not be sent in a day is left; what is asked later is told by a mail of its own. An end is told once only: until it has come. */
const GIVE_UP_AFTER = `interval '1 day'`;

/** Who is told that something waits. */
interface Addressee {
  /** What is told, over alias `u`. */
  readonly from: string;
  readonly id: string;
  /** Column of `mail` that names it. */
  readonly key: 'partner_user_id' | 'office';
  /** Column of whose board it is, and the value of it. */
  readonly owner: 'employer_id' | 'centre_id';
  readonly ownerId: string;
  readonly isTold: string;
  readonly waitsIn: readonly ReferralStatus[];
  /** What is told though nobody has to answer it. */
  readonly news: readonly ReferralNews[];
}

const PARTNER_IS_TOLD = `u.status = 'ACTIVE' AND u.wants_mail AND u.email_sealed IS NOT NULL
  AND ${agreementInForce('u.employer_id', 'DSA')}
  AND EXISTS (SELECT FROM employer e WHERE e.id = u.employer_id AND e.status = 'ACTIVE')`;

const ADDRESSEES: readonly Addressee[] = [
  {
    ...{ from: 'partner_user u', id: 'u.id', key: 'partner_user_id' },
    ...{ owner: 'employer_id', ownerId: 'u.employer_id', isTold: PARTNER_IS_TOLD, waitsIn: WAITS_FOR_PARTNER },
    news: ['DISCLOSURE_CHANGED'],
  },
  {
    ...{ from: 'office_mailbox u', id: 'u.office', key: 'office' },
    ...{ owner: 'centre_id', ownerId: 'u.office', isTold: 'TRUE', waitsIn: WAITS_FOR_CENTRE },
    news: [],
  },
];

/**
 * One mail an addressee and hour: where something waits for the organisation, or is news to it, that came since the addressee's last
 * mail and that nobody of the organisation has seen on its board. The id is made of the addressee and of where the mail begins and ends.
 */
function writeDown({ from, id, key, owner, ownerId, isTold }: Addressee): string {
  const mine = `m.${key} = ${id} AND m.agreement_id IS NULL`;
  /** Where the last mail ended, or nowhere. */
  const mailed = `coalesce((SELECT ROW(m.transaction, m.event_id) FROM mail m WHERE ${mine}
    ORDER BY m.transaction DESC, m.event_id DESC LIMIT 1), ROW('0'::xid8, 0::bigint))`;
  /** The first transaction of which nobody of the organisation has been told everything. */
  const unseen = `coalesce((SELECT l.seen_before FROM board_look l WHERE l.${owner} = ${ownerId}
    ORDER BY l.seen_before DESC LIMIT 1), '0'::xid8)`;
  const unread = `FROM outbox o JOIN referral r ON r.id = o.entity_id
    WHERE o.topic = 'referral' AND o.${owner} = ${ownerId} AND ROW(o.transaction, o.id) > ${mailed} AND o.transaction >= ${unseen}
      AND o.transaction < $2::xid8 AND o.at < now() - ${GRACE}`;
  const asks = `o.payload ->> 'status' = ANY ($1) AND r.status = o.payload ->> 'status'`;
  const isNews = `o.payload ->> 'event' = ANY ($3)`;
  return `
    INSERT INTO mail (id, ${key}, transaction, event_id, waiting, changed)
    SELECT encode(sha256(convert_to(concat_ws(' ', ${id}, ${mailed}::text, last.transaction, last.id), 'UTF8')), 'hex'),
      ${id}, last.transaction, last.id,
      (SELECT count(*) FROM referral r WHERE r.${owner} = ${ownerId} AND r.status = ANY ($1)),
      (SELECT count(DISTINCT o.entity_id) ${unread} AND ${isNews})
    FROM ${from}, LATERAL (
      SELECT o.transaction, o.id ${unread} AND (${asks} OR ${isNews}) ORDER BY o.transaction DESC, o.id DESC LIMIT 1) last
    WHERE ${isTold}
      AND NOT EXISTS (SELECT FROM mail m WHERE ${mine} AND m.written_at > now() - ${BETWEEN_MAILS})`;
}

/** One mail an addressee and agreement: the partner's administrators, and the ministry. */
const WRITE_DOWN_ENDS = `
  INSERT INTO mail (id, partner_user_id, office, agreement_id)
  SELECT encode(sha256(convert_to(concat_ws(' ', whom.partner_user_id, whom.office, a.id, a.ends_on), 'UTF8')), 'hex'),
    whom.partner_user_id, whom.office, a.id
  FROM (${ENDING_SOON}) a, LATERAL (
    SELECT u.id AS partner_user_id, NULL::text AS office FROM partner_user u
      WHERE u.employer_id = a.employer_id AND u.role = 'PARTNER_ADMIN' AND ${PARTNER_IS_TOLD}
    UNION ALL SELECT NULL, o.office FROM office_mailbox o WHERE o.office = 'MINISTRY') whom
  ON CONFLICT (id) DO NOTHING`;

/** Mailboxes that still are, by what of `mail` names them. */
const MAILBOXES = `(SELECT u.id AS partner_user_id, NULL::text AS office, u.email_sealed FROM partner_user u WHERE ${PARTNER_IS_TOLD}
  UNION ALL SELECT NULL, o.office, o.email_sealed FROM office_mailbox o) box`;
const OF_BOX = `(box.partner_user_id = m.partner_user_id OR box.office = m.office)`;
const ENDING = `(SELECT jsonb_build_object('kind', a.kind, 'number', a.number, 'endsOn', a.ends_on) FROM (${ENDING_SOON}) a
  WHERE a.id = m.agreement_id)`;
const COLUMNS = `m.id, box.email_sealed AS sealed, m.waiting, m.changed, box.office IS NULL AS "isPartner", ${ENDING} AS ending`;
/** An agreement that was renewed meanwhile needs no word. */
const STILL_HOLDS = `(m.agreement_id IS NULL OR ${ENDING} IS NOT NULL)`;

/** Mails that were written down a while ago and are not known to be sent, to mailboxes that still are. */
const TAKE_UP = `
  UPDATE mail m SET tried_at = now() FROM ${MAILBOXES} WHERE ${OF_BOX} AND m.sent_at IS NULL
    AND m.tried_at < now() - ${RETRY_AFTER} AND (m.agreement_id IS NOT NULL OR m.written_at > now() - ${GIVE_UP_AFTER})
    AND ${STILL_HOLDS}
  RETURNING ${COLUMNS}`;

const WRITTEN = `SELECT ${COLUMNS} FROM mail m JOIN ${MAILBOXES} ON ${OF_BOX} WHERE m.written_at = now() ORDER BY m.id`;

/**
 * Writes down the mails that are due and takes up those of before that were not sent; what it gives has to be sent now. Several
 * processes may ask: one after the other, and no two are given the same.
 */
export function takeDueMails(database: Database, cipher: FieldCipher): Promise<DueMail[]> {
  return database.bulk(ROUND, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('berdaya mail'))`);
    const again = await client.query<Row>(TAKE_UP);
    const horizon = await findHorizon(client);
    for (const addressee of ADDRESSEES)
      await client.query(writeDown(addressee), [addressee.waitsIn, horizon, addressee.news]);
    await client.query(WRITE_DOWN_ENDS);
    const fresh = await client.query<Row>(WRITTEN);
    return [...again.rows, ...fresh.rows].map((row) => ({
      id: row.id,
      address: cipher.open(row.sealed),
      content: contentOf(row),
    }));
  });
}

interface Row {
  readonly id: string;
  readonly sealed: string;
  readonly waiting: number | null;
  readonly changed: number;
  readonly isPartner: boolean;
  readonly ending: { readonly kind: AgreementKind; readonly number: string; readonly endsOn: string } | null;
}

function contentOf({ waiting, changed, isPartner, ending }: Row): MailContent {
  if (!ending) return { kind: 'WAITING', by: isPartner ? 'PARTNER' : 'CENTRE', waiting: waiting ?? 0, changed };
  const { kind: agreement, number, endsOn } = ending;
  return { kind: 'AGREEMENT_ENDS', agreement, number, endsOn };
}

/** Writes down that a mail was taken by the server. */
export function markMailSent(database: Database, id: string): Promise<unknown> {
  return database.bulk(ROUND, (client) => client.query('UPDATE mail SET sent_at = now() WHERE id = $1', [id]));
}
