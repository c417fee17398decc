import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';
import { requiredBy, ruleInForce } from '../quota/required';
import { EMPLOYER_STATUSES } from './vocabulary';
import type { EmployerStatus, EmployerType } from './vocabulary';

/** An employer partner as the registry holds it. Head counts are not here: they are reported by period. */
export interface EmployerRow {
  readonly id: string;
  readonly name: string;
  readonly type: EmployerType;
  readonly nib: string | null;
  readonly sector: string | null;
  /** Four-digit codes of the regencies it works in, sorted. */
  readonly regencyCodes: readonly string[];
  readonly status: EmployerStatus;
  readonly version: number;
}

/** What can happen to a partnership. */
export const EMPLOYER_EVENTS = {
  APPLY: 'Pendaftaran: asks for a partnership.',
  VERIFY: 'Verifikasi: finds that the applicant is who it says.',
  SIGN_MOU: 'Penandatanganan nota kesepahaman.',
  SIGN_DSA: 'Penandatanganan perjanjian berbagi data.',
  ACTIVATE: 'Aktivasi: candidates may be referred from now on.',
  RENEW_MOU: 'Perpanjangan nota kesepahaman: a further one, its term may begin before the last one ends.',
  RENEW_DSA: 'Perpanjangan perjanjian berbagi data: a further one, its term may begin before the last one ends.',
  SUSPEND: 'Penangguhan: stops the partnership for the time being.',
  REINSTATE: 'Pengaktifan kembali.',
  EXPIRE: 'Masa berlaku habis: takes down that an agreement has ended.',
  TERMINATE: 'Pemutusan: ends the partnership and its agreements today.',
} as const;
export type EmployerEvent = keyof typeof EMPLOYER_EVENTS;

export const SUSPEND_REASONS = ['COMPLAINT', 'BREACH', 'OVERDUE_REPORT'] as const;
export const REINSTATE_REASONS = ['SETTLED', 'UNFOUNDED'] as const;
/** Which agreement is not in force any more. */
export const EXPIRE_REASONS = ['MOU_ENDED', 'DSA_ENDED'] as const;
export const TERMINATE_REASONS = ['BY_MINISTRY', 'BY_PARTNER', 'BREACH', 'BUSINESS_CLOSED'] as const;

/** A partnership is kept by the ministry alone, from the application on. */
const MINISTRY = ['PROGRAM_MANAGER'] as const;
const BOTH_IN_FORCE = 'both agreements in force today';
const MOU = 'MoU number, scope, signatories, term of at most three years';
const DSA = 'agreement with purposes, fields, legal basis, retention, breach contact; BAST number';
const EXPIRE = { reasons: EXPIRE_REASONS };
const TERMINATE = { reasons: TERMINATE_REASONS };

/**
 * The life of a partnership. The two agreements come one after the other: without a data-sharing agreement nobody is
 * referred. An ended partnership stays ended; a new one begins with a new application.
 */
export const EMPLOYER_MACHINE: Machine<EmployerStatus, EmployerEvent> = {
  name: 'employer',
  what: 'partner',
  states: EMPLOYER_STATUSES,
  events: EMPLOYER_EVENTS,
  steps: [
    step(
      null,
      'APPLY',
      'APPLIED',
      [...MINISTRY, 'PARTNER_ADMIN'],
      'name, kind, places; an account without an employer',
    ),
    step('APPLIED', 'VERIFY', 'VERIFIED', MINISTRY, 'NIB found in OSS and of no other partner, contact reached'),
    step('VERIFIED', 'SIGN_MOU', 'MOU_SIGNED', MINISTRY, MOU),
    step('MOU_SIGNED', 'SIGN_DSA', 'DSA_SIGNED', MINISTRY, DSA),
    step('DSA_SIGNED', 'ACTIVATE', 'ACTIVE', MINISTRY, BOTH_IN_FORCE, { apartFrom: ['SIGN_DSA'] }),
    step('ACTIVE', 'RENEW_MOU', 'ACTIVE', MINISTRY, MOU),
    step('ACTIVE', 'RENEW_DSA', 'ACTIVE', MINISTRY, DSA),
    step('ACTIVE', 'SUSPEND', 'SUSPENDED', MINISTRY, 'reason', { reasons: SUSPEND_REASONS }),
    step('SUSPENDED', 'REINSTATE', 'ACTIVE', MINISTRY, BOTH_IN_FORCE, { reasons: REINSTATE_REASONS }),
    step('ACTIVE', 'EXPIRE', 'EXPIRED', [...MINISTRY, 'SYSTEM'], 'an agreement not in force any more', EXPIRE),
    step('SUSPENDED', 'EXPIRE', 'EXPIRED', [...MINISTRY, 'SYSTEM'], 'an agreement not in force any more', EXPIRE),
    step('ACTIVE', 'TERMINATE', 'TERMINATED', MINISTRY, 'notice of either side', TERMINATE),
    step('SUSPENDED', 'TERMINATE', 'TERMINATED', MINISTRY, 'notice of either side', TERMINATE),
  ],
};

/**
 * What other subgraphs learn of a partner, over a row of the table: with the head counts of the last period it reported,
 * and for statistics the disabled workers the law asked of it then.
 */
export const employerFact = (row: string): string => `(
  SELECT jsonb_build_object('sourceId', ${row}.source_id, 'name', ${row}.name, 'type', ${row}.type, 'sector', ${row}.sector,
    'regencyCodes', to_jsonb(${row}.regency_codes), 'status', ${row}.status,
    'period', q.period, 'headcount', q.headcount, 'disabledHeadcount', q.disabled_headcount,
    'statistics', jsonb_build_object('required', ${requiredBy('law', 'q.headcount')}))
  FROM (SELECT) one LEFT JOIN LATERAL
    (SELECT * FROM quota_report r WHERE r.employer_id = ${row}.id ORDER BY r.period DESC LIMIT 1) q ON true
    LEFT JOIN LATERAL (${ruleInForce(`${row}.type`, 'q.period')}) law ON true)`;
