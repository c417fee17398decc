import { PAYMENT_STATUSES, PENDING, REACHABLE, RECEIVED, canReach, dciPaymentStatus } from './payment';

test('a payment goes on and never back', () => {
  for (const from of PAYMENT_STATUSES) {
    expect(canReach(from, from)).toBe(true);
    for (const to of PAYMENT_STATUSES) if (from !== to && canReach(from, to)) expect(canReach(to, from)).toBe(false);
  }
  expect(canReach('PLANNED', 'WITHDRAWN')).toBe(true);
  expect(canReach('WITHDRAWN', 'RETURNED')).toBe(false);
  expect(canReach('FAILED', 'SENT')).toBe(false);
  expect(REACHABLE).toHaveLength(7 + 6 + 5 + 4 + 3);
});

test('each state is received, pending, or failed for good', () => {
  const failed = PAYMENT_STATUSES.filter((status) => !RECEIVED.includes(status) && !PENDING.includes(status));
  expect(failed).toEqual(['FAILED', 'RETURNED']);
});

test('DCI: 1 success, 2 not, nothing while under way', () => {
  expect(PAYMENT_STATUSES.map(dciPaymentStatus)).toEqual([undefined, undefined, undefined, 1, 1, 2, 2]);
});
