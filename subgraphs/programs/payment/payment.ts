/**
 * States of a payment: from, and where it can go. Unused money of an account that was never opened or not used goes back
 * to the state (RETURNED). SP2D is the order of the treasury to pay.
 */
export const PAYMENT_STEPS = {
  PLANNED: ['SP2D'],
  SP2D: ['SENT'],
  SENT: ['CREDITED', 'FAILED'],
  CREDITED: ['WITHDRAWN', 'FAILED', 'RETURNED'],
  WITHDRAWN: [],
  FAILED: [],
  RETURNED: [],
} as const satisfies Record<string, readonly string[]>;
export type PaymentStatus = keyof typeof PAYMENT_STEPS;
export const PAYMENT_STATUSES = Object.keys(PAYMENT_STEPS) as readonly PaymentStatus[];

/** Where the money has reached the family. */
export const RECEIVED: readonly PaymentStatus[] = ['CREDITED', 'WITHDRAWN'];
/** Where it is still on its way. */
export const PENDING: readonly PaymentStatus[] = ['PLANNED', 'SP2D', 'SENT'];

/** Why a payment failed or came back. */
export const PAYMENT_REASONS = [
  'ACCOUNT_CLOSED',
  'NAME_MISMATCH',
  'CARD_NOT_COLLECTED',
  'DORMANT',
  'NOT_FOUND',
] as const;

/** Penyalur: state banks (Himbara) and the post. */
export const DISBURSERS = ['BRI', 'BNI', 'MANDIRI', 'BSI', 'POS'] as const;

/** A payment of an enrolment. `amount` is whole rupiah, `period` as in period.ts. */
export interface PaymentRow {
  readonly id: string;
  readonly enrolmentId: string;
  readonly period: string;
  readonly amount: number;
  readonly status: PaymentStatus;
  readonly reason: string | null;
  readonly disburser: string;
  readonly statusOn: string;
}

/** The DCI code of a payment: 1 success, 2 not; undefined while it is under way. */
export function dciPaymentStatus(status: PaymentStatus): 1 | 2 | undefined {
  if (PENDING.includes(status)) return undefined;
  return RECEIVED.includes(status) ? 1 : 2;
}

/** Whether a payment may be seen in one state and later in another. */
export function canReach(from: PaymentStatus, to: PaymentStatus): boolean {
  return from === to || PAYMENT_STEPS[from].some((next) => canReach(next, to));
}

/** All pairs of states a registry file may move a payment between. */
export const REACHABLE: readonly (readonly [PaymentStatus, PaymentStatus])[] = PAYMENT_STATUSES.flatMap((from) =>
  PAYMENT_STATUSES.filter((to) => canReach(from, to)).map((to) => [from, to] as const),
);
