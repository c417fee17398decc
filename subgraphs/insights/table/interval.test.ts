import { differenceInterval, proportionInterval, ratioInterval } from './interval';

const of = (reached: number, all: number) => ({ reached, of: all });

it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%d of %d: the interval Newcombe publishes (1998, 857-872, table I, method 3)', (reached, all, low, high) => {
  const interval = proportionInterval(of(reached, all));
  expect(interval?.low).toBeCloseTo(low, 4);
  expect(interval?.high).toBeCloseTo(high, 4);
});

it.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
])(
  '%d of %d less %d of %d: the interval Newcombe publishes (1998, 873-890, table II, method 10)',
  (a, m, b, n, low, high) => {
    const interval = differenceInterval(of(a, m), of(b, n));
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  },
);

it('7 of 34 by 1 of 34: the interval of Fagerland, Lydersen and Laake (Analysis of Contingency Tables, 2017, chapter 4)', () => {
  const interval = ratioInterval(of(7, 34), of(1, 34));
  expect(interval?.low).toBeCloseTo(1.1537, 4);
  expect(interval?.high).toBeCloseTo(41.9763, 3);
});

it('a ratio lies around that of the proportions, and turned over it is turned over', () => {
  const [one, other] = [of(45, 150), of(90, 180)];
  const [interval, turned] = [ratioInterval(one, other), ratioInterval(other, one)];
  expect(interval?.low).toBeLessThan(0.6);
  expect(interval?.high).toBeGreaterThan(0.6);
  expect(1 / (turned?.high ?? 0)).toBeCloseTo(interval?.low ?? 0, 10);
  expect(1 / (turned?.low ?? 0)).toBeCloseTo(interval?.high ?? 0, 10);
  // What shows in the difference shows in the ratio: both leave out what would mean that the two are the same.
  expect(interval?.high).toBeLessThan(1);
  expect(differenceInterval(one, other)?.high).toBeLessThan(0);
});

it('of nobody, and of a share that may be nothing, there is no interval', () => {
  expect(proportionInterval(of(0, 0))).toBeUndefined();
  expect(differenceInterval(of(1, 2), of(0, 0))).toBeUndefined();
  expect(ratioInterval(of(10, 20), of(0, 20))).toBeUndefined();
  expect(ratioInterval(of(0, 20), of(10, 20))?.low).toBe(0);
});

it('noise that has made the part greater than the whole makes all of it, and no number that is none', () => {
  expect(proportionInterval(of(25, 20))).toEqual(proportionInterval(of(20, 20)));
  expect(differenceInterval(of(25, 20), of(10, 20))).toEqual(differenceInterval(of(20, 20), of(10, 20)));
});
