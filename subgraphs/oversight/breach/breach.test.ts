import { allowedEvents, getStep } from '../../../shared/machine';
import { BREACH_MACHINE, deadlineOf, hoursLeft, isOverdue } from './breach';
import type { BreachRow, BreachStatus } from './breach';

const discoveredAt = new Date('2026-11-20T08:00:00Z');
const row = (status: BreachStatus, notifiedAt: string | null = null): BreachRow => ({
  id: 'b',
  discoveredAt,
  status,
  notifiedAt: notifiedAt === null ? null : new Date(notifiedAt),
  version: 1,
});
const at = (text: string) => new Date(text);

test('the deadline is 3 x 24 hours after discovery', () => {
  expect(deadlineOf(row('OPENED')).toISOString()).toBe('2026-11-23T08:00:00.000Z');
});

test.each([
  ['at discovery', 'OPENED', '2026-11-20T08:00:00Z', 72, false],
  ['a second later', 'OPENED', '2026-11-20T08:00:01Z', 71, false],
  ['in the last hour', 'ASSESSED', '2026-11-23T07:30:00Z', 0, false],
  ['at the deadline', 'ASSESSED', '2026-11-23T08:00:00Z', 0, false],
  ['a second too late', 'ASSESSED', '2026-11-23T08:00:01Z', -1, true],
  ['a day too late', 'OPENED', '2026-11-24T08:00:00Z', -24, true],
] as const)('the clock %s', (_, status, now, hours, overdue) => {
  expect(hoursLeft(row(status), at(now))).toBe(hours);
  expect(isOverdue(row(status), at(now))).toBe(overdue);
});

test('the clock stops with the notice or the decision that none is due; a late notice stays late', () => {
  const later = at('2027-01-01T00:00:00Z');
  expect(hoursLeft(row('NOTIFIED', '2026-11-21T00:00:00Z'), later)).toBeUndefined();
  expect(isOverdue(row('NOTIFIED', '2026-11-21T00:00:00Z'), later)).toBe(false);
  expect(isOverdue(row('CLOSED', '2026-11-24T00:00:00Z'), later)).toBe(true);
  expect(isOverdue(row('NOT_NOTIFIABLE'), later)).toBe(false);
});

test('nobody is told before the case is assessed, and nothing follows its end', () => {
  expect(() => getStep(BREACH_MACHINE, 'OPENED', 'NOTIFY')).toThrow(
    'From OPENED the event NOTIFY is not possible; allowed: ASSESS.',
  );
  expect(allowedEvents(BREACH_MACHINE, 'CLOSED', 'DPO')).toEqual([]);
  expect(allowedEvents(BREACH_MACHINE, 'ASSESSED', 'ADMIN')).toEqual([]);
});
