import type { Purpose } from '../../../shared/viewer';
import { CLOCK_SKEW_MS, Rejection } from './code';
import type { Criteria, PurposeBlock } from './message';
import type { Sender } from './sender';

/** On what ground persons are searched for. */
export interface Ground {
  readonly purpose: Purpose;
  /** What the read ledger keeps: `consent CODE since TIME` or `authorize CODE: BASIS`. */
  readonly reference: string;
}

const DAY = 86_400_000;

/**
 * The ground a search states. Consent is of use for every purpose of the sender and as long as it counts; an authorization
 * only for purposes that have a legal basis of their own. Where both are given both must hold, for one purpose.
 * @throws Rejection rjct.search_criteria.invalid
 */
export function groundOf({ consent, authorize }: Criteria, sender: Sender, now: number): Ground {
  if (consent && authorize && consent.purpose.code !== authorize.purpose.code) {
    throw refusal('consent and authorize name different purposes');
  }
  const grounds = [authorize && authorized(authorize, sender, now), consent && consented(consent, sender, now)];
  const ground = grounds.find((each) => each !== undefined);
  if (!ground) throw refusal('a consent or an authorize block with a purpose is needed');
  return ground;
}

function consented(given: PurposeBlock, sender: Sender, now: number): Ground {
  const { purpose, code } = ruleOf(given, sender);
  const since = timeOf(given, now);
  if (now - since > sender.consentDays * DAY) throw refusal('the consent is too old');
  return { purpose, reference: `consent ${code} since ${new Date(since).toISOString()}` };
}

function authorized(given: PurposeBlock, sender: Sender, now: number): Ground {
  const { purpose, code, legalBasis } = ruleOf(given, sender);
  timeOf(given, now);
  if (legalBasis === undefined) throw refusal('this purpose takes consent');
  return { purpose, reference: `authorize ${code}: ${legalBasis}` };
}

function ruleOf({ purpose: { code } }: PurposeBlock, { purposes }: Sender): Sender['purposes'][number] {
  const rule = purposes.find((each) => each.code === code);
  if (!rule) throw refusal('the purpose is none of this sender');
  return rule;
}

function timeOf({ ts }: PurposeBlock, now: number): number {
  const since = Date.parse(ts);
  if (since > now + CLOCK_SKEW_MS) throw refusal('the ground lies in the future');
  return since;
}

function refusal(message: string): Rejection {
  return new Rejection('rjct.search_criteria.invalid', message);
}
