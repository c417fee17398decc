import fc from 'fast-check';
import { protect } from './protect';

const sums = (counts: object) => ({
  snapshot: 'DTSEN-2026-TW3',
  persons: 1000,
  families: 300,
  matched: 850,
  duplicates: 12,
  deceased: 9,
  complete: 1000,
  score: 81.4,
  medianAge: 120.6,
  ...counts,
});

test('counts are rounded to five, percents come from the rounded ones, nothing below ten is published', () => {
  expect(protect(sums({}))).toEqual({
    snapshot: 'DTSEN-2026-TW3',
    persons: 1000,
    families: 300,
    matchedPercent: 85,
    duplicatePercent: 1,
    deceasedPercent: null,
    completePercent: 100,
    score: 81,
    medianAgeDays: 121,
    suppressed: true,
  });
  expect(protect(sums({ deceased: 10 })).suppressed).toBe(false);
});

test('the few whom a percentage leaves out are protected like a count of their own', () => {
  expect(protect(sums({ matched: 995 })).matchedPercent).toBeNull();
  expect(protect(sums({ matched: 990 })).matchedPercent).toBe(99);
  expect(protect(sums({ matched: 1000 })).matchedPercent).toBe(100);
});

test('a place with fewer than ten persons or families publishes nothing of them', () => {
  const small = protect(sums({ persons: 9, families: 4, matched: 9 }));
  expect(Object.values(small).filter((value) => value !== null)).toEqual(['DTSEN-2026-TW3', true]);
});

test('one person more or less is seen only where a rounding border lies', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 100_000 }), (persons) => {
      const published = protect(sums({ persons })).persons;
      expect(published === null ? 0 : published % 5).toBe(0);
      expect(Math.abs((published ?? 0) - persons)).toBeLessThanOrEqual(2);
    }),
  );
});
