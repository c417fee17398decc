import { findPeriod, periodOn, today } from './period';

test.each([
  ['2026-T1', 'STAGE', '2026-01-01'],
  ['2026-T4', 'STAGE', '2026-10-01'],
  ['2026-07', 'MONTH', '2026-07-01'],
])('%s is a %s that begins on %s', (name, kind, firstDay) => {
  expect(findPeriod(name)).toEqual({ name, kind, year: 2026, firstDay });
});

test.each(['2026-T5', '2026-13', '2026-00', '2026-7', '1999-T1', '2026-S1', '', '2026-T1 '])(
  '%p is no period',
  (name) => {
    expect(findPeriod(name)).toBeUndefined();
  },
);

test('each month lies in its stage', () => {
  const stages = Array.from({ length: 12 }, (_, month) => {
    const day = `2026-${String(month + 1).padStart(2, '0')}-15`;
    return periodOn(day, 'STAGE').name;
  });
  expect(stages.join()).toBe(
    '2026-T1,2026-T1,2026-T1,2026-T2,2026-T2,2026-T2,2026-T3,2026-T3,2026-T3,2026-T4,2026-T4,2026-T4',
  );
  expect(periodOn('2026-07-31', 'MONTH').name).toBe('2026-07');
});

test('the day begins in Jakarta, seven hours before Greenwich', () => {
  expect(today(new Date('2026-06-30T16:59:59Z'))).toBe('2026-06-30');
  expect(today(new Date('2026-06-30T17:00:00Z'))).toBe('2026-07-01');
});
