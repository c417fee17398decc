import fc from 'fast-check';
import { MIN_EMPLOYERS, isDominated } from './dominance';
import { NO_CONTRIBUTIONS, mergeContributions, noiseOf, perturbSum } from './magnitude';
import type { Contributions } from './magnitude';
import { KS10_5 } from './ptable';
import { meanOf, rateOf } from './ratio';
import { readKs105Vectors } from './vectors.fixture';

const { cells } = readKs105Vectors();

/** What a sum is made of: one unit after the other. */
function summed(units: readonly (readonly [string, number, number])[]) {
  const alone = units.map(([, x1, r1]): Contributions => ({ x1, r1, x2: 0, r2: 0 }));
  return {
    total: units.reduce((sum, [, x]) => sum + x, 0),
    keys: units.reduce((sum, [, , r]) => sum + r, 0),
    top: alone.reduce(mergeContributions, NO_CONTRIBUTIONS),
  };
}

test('a sum, its count and its mean are published as the vector says', () => {
  const { total, keys, top } = summed(cells.A);
  expect({ total, key: keys % 256, top }).toEqual({
    total: 4_675,
    key: 244,
    top: { x1: 1_000, r1: 84, x2: 700, r2: 108 },
  });
  const sum = perturbSum(total, keys, top);
  expect(sum - total).toBeCloseTo(-330.15748, 6);
  expect(sum).toBeCloseTo(4_344.84252, 6);
  const count = KS10_5.perturb(cells.A.length, keys);
  expect(count).toBe(15);
  expect(meanOf(sum, count)).toBeCloseTo(289.656168, 6);
  expect(isDominated(total, top.x1, top.x2)).toBe(false);
});

test('a cell that one employer makes is suppressed by the p% rule', () => {
  const { total, top } = summed(cells.B);
  expect({ total, x1: top.x1, units: cells.B.length }).toEqual({ total: 955_000, x1: 900_000, units: 11 });
  expect(isDominated(total, top.x1, top.x2)).toBe(true);
  // The (1, 80) rule says so too.
  expect(top.x1).toBeGreaterThan(0.8 * total);
  expect(MIN_EMPLOYERS).toBe(3);
});

test('noise hides at least a tenth of the largest contribution, whatever the keys, and has mean 0', () => {
  let [mean, nearest] = [0, Infinity];
  for (let first = 0; first < 256; first += 1) {
    mean += noiseOf(first) / 256;
    for (let second = 0; second < 256; second += 1) {
      const contributions = { x1: 1_000, r1: first, x2: 1_000, r2: second };
      nearest = Math.min(nearest, Math.abs(perturbSum(2_000, 0, contributions) - 2_000));
    }
  }
  expect(mean).toBeCloseTo(0, 12);
  expect(nearest).toBeGreaterThanOrEqual(100 - 1e-9);
  expect(Math.max(...Array.from({ length: 256 }, (_, key) => Math.abs(noiseOf(key))))).toBe(1);
});

test('top contributors of disjoint cells merge in any order and grouping', () => {
  const contribution = fc.record({ x: fc.integer({ min: 0, max: 5 }), r: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(fc.array(contribution, { maxLength: 8 }), fc.nat(8), (units, cut) => {
      const cellOf = (some: typeof units) => summed(some.map(({ x, r }, index) => [`u${index}`, x, r])).top;
      const whole = cellOf(units);
      const parts = [cellOf(units.slice(0, cut)), cellOf(units.slice(cut))] as const;
      expect(mergeContributions(parts[0], parts[1])).toEqual(whole);
      expect(mergeContributions(parts[1], parts[0])).toEqual(whole);
    }),
  );
});

test('rates are of what is published, never more than 1, and nothing where a part is suppressed', () => {
  expect(rateOf(20, 60)).toBe(0.3333);
  expect(rateOf(15, 10)).toBe(1);
  expect(rateOf(undefined, 60)).toBeUndefined();
  expect(rateOf(20, undefined)).toBeUndefined();
  expect(meanOf(undefined, 15)).toBeUndefined();
});
