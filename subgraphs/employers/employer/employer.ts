import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';
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

/** A partnership is kept by the ministry alone. */
const MINISTRY = ['PROGRAM_MANAGER'] as const;

/**
 * The life of a partnership. The two agreements come one after the other: without a data-sharing agreement nobody is
 * referred. An ended partnership stays ended; a new one begins with a new application.
 */
export const EMPLOYER_MACHINE: Machine<EmployerStatus, EmployerEvent> = {
  name: 'employer',
  what: 'employer',
  states: EMPLOYER_STATUSES,
  events: EMPLOYER_EVENTS,
  steps: [
    step('APPLIED', 'VERIFY', 'VERIFIED', MINISTRY, 'NIB found in OSS, contact reached'),
    step('VERIFIED', 'SIGN_MOU', 'MOU_SIGNED', MINISTRY, 'MoU number, signatories, term of at most three years'),
    step('MOU_SIGNED', 'SIGN_DSA', 'DSA_SIGNED', MINISTRY, 'agreement with purposes, fields, retention; BAST number'),
    step('DSA_SIGNED', 'ACTIVATE', 'ACTIVE', MINISTRY, 'both agreements in force today'),
    step('ACTIVE', 'SUSPEND', 'SUSPENDED', MINISTRY, 'reason: complaint, breach or overdue report'),
    step('SUSPENDED', 'REINSTATE', 'ACTIVE', MINISTRY, 'the reason is settled; both agreements in force today'),
    step('ACTIVE', 'EXPIRE', 'EXPIRED', MINISTRY, 'an agreement ended before today'),
    step('SUSPENDED', 'EXPIRE', 'EXPIRED', MINISTRY, 'an agreement ended before today'),
    step('ACTIVE', 'TERMINATE', 'TERMINATED', MINISTRY, 'notice of either side'),
    step('SUSPENDED', 'TERMINATE', 'TERMINATED', MINISTRY, 'notice of either side'),
  ],
};
