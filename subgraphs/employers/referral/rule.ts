import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { TODAY } from '../../../shared/machine';

/** What referrals go by, as numbers that may change with time: dated rows. */
export const REFERRAL_RULES = {
  PARALLEL_REFERRALS: 'Referrals of one person that may be under way at once.',
  ANSWER_WORKING_DAYS: 'Working days a partner has to answer, counted from the day after the referral.',
  RETENTION_WINDOW_DAYS:
    'Days before and after three, six and twelve months of work in which it is looked whether it goes on.',
  SEEN_AFTER_WORK_DAYS: 'Days after the last day of work in which a partner still sees the referral and the person.',
} as const;
export type ReferralRule = keyof typeof REFERRAL_RULES;

/** A dated rule. */
export interface ReferralRuleRow {
  readonly rule: ReferralRule;
  readonly value: number;
  readonly isUncertain: boolean;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly legalReference: string;
  readonly note: string | null;
}

/** SQL: the value of a rule today, the later one if two overlap; null where none is in force. */
export const ruleToday = (rule: ReferralRule): string => `(SELECT value FROM referral_rule
  WHERE rule = '${rule}' AND ${TODAY} BETWEEN valid_from AND coalesce(valid_to, 'infinity')
  ORDER BY valid_from DESC LIMIT 1)`;

/**
 * The value of a rule today.
 * @throws CodedError RULES_NOT_MET where none is in force
 */
export async function getReferralRule(manager: WriteManager, rule: ReferralRule): Promise<number> {
  const [found]: { value: number | null }[] = await manager.query(`SELECT ${ruleToday(rule)} AS value`);
  if (typeof found?.value === 'number') return found.value;
  throw new CodedError('RULES_NOT_MET', { what: 'referral', rules: [`${rule} (no rule is in force today)`] });
}

/** @throws CodedError RULES_NOT_MET naming each */
export function requireNoneBroken(what: string, rules: readonly string[]): void {
  if (rules.length > 0) throw new CodedError('RULES_NOT_MET', { what, rules });
}
