import type { BulkConnection } from '../../../shared/database';
import { TODAY, takeStepByRule } from '../../../shared/machine';
import type { Records, Send } from '../../../shared/machine';
import { systemActor } from '../../../shared/viewer';
import { isAgreedTo, isConsentFor, wasAgreedTo } from '../consent-ref/agreed';
import type { ConsentKind } from '../consent-ref/agreed';
import { OPEN_STATES, REFERRAL_MACHINE, referralFact } from './referral';
import type { ReferralEvent, ReferralStatus } from './referral';

/** How referrals are kept, for steps nobody asks for. */
export const KEPT: Omit<Records<ReferralStatus, ReferralEvent>, 'from' | 'alias'> = {
  machine: REFERRAL_MACHINE,
  table: 'referral',
  fact: referralFact,
};

/** Who acts when nobody does. */
export const RULE = systemActor('referral');

/** What a rule did, for the report of whoever runs the rules. */
export interface RuleReport {
  readonly rule: 'ANSWER_IN_TIME' | 'CONSENT' | 'PARTNERSHIP';
  readonly moved: number;
}

const EXPLAINED = 'outcome_reason = h.reason, is_partners_reason = false, changed_at = now()';

/** A list of words in SQL. */
const listed = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');
const OPEN = listed(OPEN_STATES);
const TOLD = listed(OPEN_STATES.filter((state) => state !== 'NOMINATED'));

const lacks = (kind: ConsentKind) => `(${wasAgreedTo(kind, 'r')} AND ${isAgreedTo(kind, 'r')} IS NULL)`;
/**
 * Referrals under way by a consent of which none is in force any longer, as a condition over `r`. Before the partner is told they
 * hang on the first consent alone. The one to employment data is for a placement to come: that an earlier one is over says nothing.
 * Only an offer falls with it, and only where the person takes it back: one that has run out is given anew before the offer is taken.
 */
const UNCONSENTED = `(${lacks('ANONYMOUS_PROFILE')} OR r.status IN (${TOLD}) AND ${lacks('REFERRAL')})`;

/** Whether the person has agreed, and the record may not be used: restricted, erased, merged or of somebody who died. */
const WHY_UNCONSENTED = `CASE WHEN EXISTS (SELECT FROM consent_ref c WHERE c.person_id = r.person_id
    AND c.kind = 'ANONYMOUS_PROFILE' AND c.status = 'GIVEN' AND NOT c.is_usable) THEN 'RECORD_RESTRICTED'
  ELSE 'CONSENT_WITHDRAWN' END`;

/**
 * Takes back what was under way by consents that are over: at once, but for what somebody is at work on, which the rules find soon.
 * @param consents ids of consents that were withdrawn, have ended, or may not be used
 */
export async function revokeWithoutConsent(connection: BulkConnection, consents: readonly string[]): Promise<string[]> {
  const over = (condition: string) => `EXISTS (SELECT FROM consent_ref over WHERE over.id = ANY ($1) AND ${condition})`;
  return revoke(
    sendOf(connection),
    WHY_UNCONSENTED,
    `${over('over.person_id = r.person_id')}
      AND (${UNCONSENTED} OR r.status = 'OFFERED' AND ${lacks('EMPLOYMENT')}
        AND ${over(`over.status = 'WITHDRAWN' AND ${isConsentFor('EMPLOYMENT', 'over', 'r')}`)})`,
    [consents],
  );
}

/**
 * What follows from time and from partnerships, set-wise over all referrals: an answer that did not come in time, a consent whose
 * last day has passed, a partner that is no longer active. What somebody is at work on is left for the next time; asked again it
 * changes nothing.
 */
export async function runReferralRules(connection: BulkConnection): Promise<RuleReport[]> {
  const send = sendOf(connection);
  const lapsed = await takeStepByRule(send, RULE, KEPT, {
    event: 'LAPSE',
    due: `SELECT r.id, NULL::text AS reason, jsonb_build_object('respondBy', r.respond_by) AS evidence FROM referral r
      WHERE r.status = 'REFERRED' AND r.respond_by < ${TODAY}`,
    set: 'changed_at = now()',
    skipsLocked: true,
  });
  const unconsented = await revoke(send, WHY_UNCONSENTED, UNCONSENTED);
  const isOver = `EXISTS (SELECT FROM employer e WHERE e.id = r.employer_id AND e.status <> 'ACTIVE')`;
  const left = await revoke(send, `'PARTNERSHIP_ENDED'`, isOver);
  return [
    { rule: 'ANSWER_IN_TIME', moved: lapsed.length },
    { rule: 'CONSENT', moved: unconsented.length },
    { rule: 'PARTNERSHIP', moved: left.length },
  ];
}

/** Takes back referrals under way of which a condition over `r` holds, for a reason that is an expression over it. */
function revoke(send: Send, reason: string, where: string, values: readonly unknown[] = []): Promise<string[]> {
  return takeStepByRule(send, RULE, KEPT, {
    event: 'REVOKE',
    due: `SELECT r.id, ${reason} AS reason, '{}'::jsonb AS evidence FROM referral r WHERE r.status IN (${OPEN}) AND ${where}`,
    values,
    set: EXPLAINED,
    skipsLocked: true,
  });
}

function sendOf(connection: BulkConnection): Send {
  return async <Row extends object>(text: string, values: readonly unknown[]) =>
    (await connection.query<Row>(text, [...values])).rows;
}
