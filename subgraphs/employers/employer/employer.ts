import type { Machine } from '../machine';
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
}

/** What can happen to a partnership. */
export const EMPLOYER_EVENTS = {
  VERIFY: 'Verifikasi.',
  SIGN_MOU: 'Penandatanganan nota kesepahaman.',
  SIGN_DSA: 'Penandatanganan perjanjian berbagi data.',
  ACTIVATE: 'Aktivasi.',
  SUSPEND: 'Penangguhan.',
  REINSTATE: 'Pengaktifan kembali.',
  EXPIRE: 'Masa berlaku habis.',
  TERMINATE: 'Pemutusan.',
} as const;
export type EmployerEvent = keyof typeof EMPLOYER_EVENTS;

/**
 * The life of a partnership. The two agreements come one after the other: without a data-sharing agreement nobody is
 * referred. An ended partnership stays ended; a new one begins with a new application.
 */
export const EMPLOYER_MACHINE: Machine<EmployerStatus, EmployerEvent> = [
  step('APPLIED', 'VERIFY', 'VERIFIED', 'NIB found in OSS, contact reached'),
  step('VERIFIED', 'SIGN_MOU', 'MOU_SIGNED', 'MoU number, signatories, term of at most three years'),
  step('MOU_SIGNED', 'SIGN_DSA', 'DSA_SIGNED', 'agreement with purposes, fields, retention; BAST number'),
  step('DSA_SIGNED', 'ACTIVATE', 'ACTIVE', 'both agreements in force today'),
  step('ACTIVE', 'SUSPEND', 'SUSPENDED', 'reason: complaint, breach or overdue report'),
  step('SUSPENDED', 'REINSTATE', 'ACTIVE', 'the reason is settled; both agreements in force today'),
  step('ACTIVE', 'EXPIRE', 'EXPIRED', 'an agreement ended before today'),
  step('SUSPENDED', 'EXPIRE', 'EXPIRED', 'an agreement ended before today'),
  step('ACTIVE', 'TERMINATE', 'TERMINATED', 'notice of either side'),
  step('SUSPENDED', 'TERMINATE', 'TERMINATED', 'notice of either side'),
];

/** A partnership is kept by the ministry alone. */
function step(from: EmployerStatus, event: EmployerEvent, to: EmployerStatus, evidence: string) {
  return { from, event, to, who: ['PROGRAM_MANAGER'] as const, evidence };
}
