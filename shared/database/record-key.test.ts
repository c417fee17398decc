import { createRecordKeys } from './record-key';

const keys = createRecordKeys(Buffer.from('test-secret-not-for-production'));

test.each([
  ['person:1', 107],
  ['person:2', 38],
  ['person:3', 105],
  ['0190f1a4-7b3c-7e1a-9f00-000000000001', 195],
])('the record key of %s is %i, as published', (unitId, rkey) => {
  expect(keys.of(unitId).rkey).toBe(rkey);
});

test('is uniform, for counts and for magnitudes, and the two are independent', () => {
  const made = Array.from({ length: 51_200 }, (_, i) => keys.of(`person:${i}`));
  const chi2 = (values: readonly number[], cells: number): number => {
    const counts = new Array<number>(cells).fill(0);
    for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
    const expected = values.length / cells;
    return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  };
  // 99.99 % of uniform samples lie below: 255 degrees of freedom.
  expect(
    chi2(
      made.map(({ rkey }) => rkey),
      256,
    ),
  ).toBeLessThan(344);
  expect(
    chi2(
      made.map(({ mkey }) => mkey),
      256,
    ),
  ).toBeLessThan(344);
  expect(
    chi2(
      made.map(({ rkey, mkey }) => (rkey >> 4) * 16 + (mkey >> 4)),
      256,
    ),
  ).toBeLessThan(344);
});

test('another secret knows the unit by another name', () => {
  const other = createRecordKeys(Buffer.from('another secret'));
  expect(other.of('person:1').unit).not.toBe(keys.of('person:1').unit);
  expect(keys.of('person:1').unit).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
});
