import { reachableFrom } from '../../../shared/machine';
import { PAYMENT_MACHINE, PAYMENT_STATUSES, PENDING, REACHABLE, RECEIVED, dciPaymentStatus } from './payment';
import type { PaymentStatus } from './payment';

const canReach = (from: PaymentStatus, to: PaymentStatus) => reachableFrom(PAYMENT_MACHINE, from).includes(to);

test('a payment goes on and never back; only the plan can be taken back', () => {
  for (const from of PAYMENT_STATUSES) {
    expect(canReach(from, from)).toBe(true);
    for (const to of PAYMENT_STATUSES.filter((each) => each !== from && canReach(from, each))) {
      const isPlan = [from, to].sort().join() === 'CANCELLED,PLANNED';
      expect([from, to, canReach(to, from)]).toEqual([from, to, isPlan]);
    }
  }
  expect(canReach('PLANNED', 'WITHDRAWN')).toBe(true);
  expect(canReach('WITHDRAWN', 'RETURNED')).toBe(false);
  expect(canReach('FAILED', 'SENT')).toBe(false);
  expect(canReach('SP2D', 'CANCELLED')).toBe(false);
});

test('a file moves a payment forward, and never says that a plan was cancelled', () => {
  // From PLANNED and from CANCELLED to seven states, then to those that are left.
  expect(REACHABLE).toHaveLength(7 + 7 + 6 + 5 + 4 + 3);
  expect(REACHABLE.filter(([, to]) => to === 'CANCELLED')).toEqual([]);
});

test('each state is received, pending, or over without money', () => {
  const over = PAYMENT_STATUSES.filter((status) => !RECEIVED.includes(status) && !PENDING.includes(status));
  expect(over).toEqual(['FAILED', 'RETURNED', 'CANCELLED']);
});

test('DCI: 1 success, 2 not, nothing while under way or never ordered', () => {
  expect(PAYMENT_STATUSES.map(dciPaymentStatus)).toEqual([undefined, undefined, undefined, 1, 1, 2, 2, undefined]);
});
