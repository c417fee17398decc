import { reachableFrom, step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

/** Where a payment is. */
export const PAYMENT_STATES = {
  PLANNED: 'Direncanakan.',
  SP2D: 'The treasury has ordered it. Surat perintah pencairan dana terbit.',
  SENT: 'Sent to bank or post. Dikirim ke penyalur.',
  CREDITED: 'In the account of the family. Masuk rekening.',
  WITHDRAWN: 'Taken by the family. Ditarik.',
  FAILED: 'Gagal salur.',
  RETURNED: 'Unused, back to the state. Kembali ke kas negara.',
  CANCELLED: 'Taken out of the plan before it was ordered. Dibatalkan dari rencana.',
} as const;
export type PaymentStatus = keyof typeof PAYMENT_STATES;
export const PAYMENT_STATUSES = Object.keys(PAYMENT_STATES) as readonly PaymentStatus[];
/** What a registry file may say: what is only planned or not is decided here. */
export const FILE_STATUSES: readonly PaymentStatus[] = PAYMENT_STATUSES.filter((status) => status !== 'CANCELLED');

/** Why a payment failed or came back. */
export const PAYMENT_REASONS = [
  'ACCOUNT_CLOSED',
  'NAME_MISMATCH',
  'CARD_NOT_COLLECTED',
  'DORMANT',
  'NOT_FOUND',
] as const;
/** Why a family is paid nothing for a period; a payment that was planned is cancelled for it. */
export const UNPAID_REASONS = {
  SUSPENDED: 'Aid rests, or rested on the first day of the period. Ditangguhkan.',
  NO_COMPONENT: 'Nobody carried a paid component on the first day of the period. Tidak ada komponen.',
  NOT_ACTIVE: 'Not in the program on the first day of the period. Tidak aktif pada tanggal batas.',
} as const;
export type UnpaidReason = keyof typeof UNPAID_REASONS;

/** What can happen to a payment. */
export const PAYMENT_EVENTS = {
  PLAN: 'A stage run plans it.',
  ADJUST: 'A stage run finds another amount due.',
  CANCEL: 'A stage run finds nothing due any longer.',
  REPLAN: 'A stage run finds it due again.',
  ORDER: 'The treasury orders it (SP2D).',
  SEND: 'It goes to bank or post.',
  CREDIT: 'It is in the account of the family.',
  WITHDRAW: 'The family takes it.',
  FAIL: 'It does not reach the family.',
  RETURN: 'Unused, it goes back to the state.',
} as const;
export type PaymentEvent = keyof typeof PAYMENT_EVENTS;

const RULE = ['PROGRAM_MANAGER', 'SYSTEM'] as const;
const MANAGER = ['PROGRAM_MANAGER'] as const;
const DISBURSED = 'report of bank or post';
const reasons = { reasons: PAYMENT_REASONS };

/**
 * The way of a payment. What is planned follows the data until the treasury orders it; from then on it only goes forward.
 * Unused money of an account that was never opened or not used goes back to the state.
 */
export const PAYMENT_MACHINE: Machine<PaymentStatus, PaymentEvent> = {
  name: 'payment',
  what: 'payment',
  states: PAYMENT_STATES,
  events: PAYMENT_EVENTS,
  steps: [
    step(null, 'PLAN', 'PLANNED', RULE, 'stage run'),
    step('PLANNED', 'ADJUST', 'PLANNED', RULE, 'stage run'),
    step('PLANNED', 'CANCEL', 'CANCELLED', RULE, 'stage run', { reasons: Object.keys(UNPAID_REASONS) }),
    step('CANCELLED', 'REPLAN', 'PLANNED', RULE, 'stage run'),
    step('PLANNED', 'ORDER', 'SP2D', MANAGER, 'order of the treasury (SP2D)'),
    step('SP2D', 'SEND', 'SENT', MANAGER, 'transfer to bank or post'),
    step('SENT', 'CREDIT', 'CREDITED', MANAGER, DISBURSED),
    step('SENT', 'FAIL', 'FAILED', MANAGER, DISBURSED, reasons),
    step('CREDITED', 'WITHDRAW', 'WITHDRAWN', MANAGER, DISBURSED),
    step('CREDITED', 'FAIL', 'FAILED', MANAGER, DISBURSED, reasons),
    step('CREDITED', 'RETURN', 'RETURNED', MANAGER, 'receipt of the state (setoran ke kas negara)', reasons),
  ],
};

/** Where the money has reached the family. */
export const RECEIVED: readonly PaymentStatus[] = ['CREDITED', 'WITHDRAWN'];
/** Where it is still on its way. */
export const PENDING: readonly PaymentStatus[] = ['PLANNED', 'SP2D', 'SENT'];

/** Penyalur: state banks (Himbara) and the post. */
export const DISBURSERS = ['BRI', 'BNI', 'MANDIRI', 'BSI', 'POS'] as const;

/** A payment of an enrolment. `amount` is whole rupiah, `period` as in period.ts. */
export interface PaymentRow {
  readonly id: string;
  readonly enrolmentId: string;
  readonly familyId: string;
  readonly period: string;
  readonly amount: number;
  readonly status: PaymentStatus;
  readonly reason: string | null;
  /** null: planned for a family that was never paid. */
  readonly disburser: string | null;
  readonly statusOn: string;
  readonly version: number;
}

/** The DCI code of a payment: 1 success, 2 not; undefined while it is under way or was never ordered. */
export function dciPaymentStatus(status: PaymentStatus): 1 | 2 | undefined {
  if (PENDING.includes(status) || status === 'CANCELLED') return undefined;
  return RECEIVED.includes(status) ? 1 : 2;
}

/** All pairs of states a registry file may move a payment between. */
export const REACHABLE: readonly (readonly [PaymentStatus, PaymentStatus])[] = PAYMENT_STATUSES.flatMap((from) =>
  reachableFrom(PAYMENT_MACHINE, from)
    .filter((to) => FILE_STATUSES.includes(to))
    .map((to) => [from, to] as const),
);
