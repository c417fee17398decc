/** So many of so many: a protected count of a cell and the count it is a part of. */
export interface Proportion {
  readonly reached: number;
  /** Above zero. */
  readonly of: number;
}

/** Where a figure lies with 95 % confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 95 % of the normal distribution lie within. */
const Z = 1.959964;

/**
 * The interval of a proportion: the score method without correction for continuity (Wilson 1927; method 3 of Newcombe, Statistics
 * in Medicine 17, 1998, 857-872). Made from protected counts it tells nothing they do not; what noise and rounding add is not in it,
 * at most five persons, so that it is a little too narrow for small cells.
 * @returns between 0 and 1; undefined of nobody. Noise may take the part above the whole: that is all of them.
 */
export function proportionInterval({ reached, of }: Proportion): Interval | undefined {
  if (of <= 0) return undefined;
  const share = shareOf({ reached, of });
  const spread = 1 + Z ** 2 / of;
  const middle = (share + Z ** 2 / (2 * of)) / spread;
  const half = (Z / spread) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * The interval of the difference of two proportions, the first less the second: the score intervals of both, put together (method
 * 10 of Newcombe, Statistics in Medicine 17, 1998, 873-890). Where it holds zero nothing is shown.
 * @returns between -1 and 1; undefined where one of them is of nobody
 */
export function differenceInterval(one: Proportion, other: Proportion): Interval | undefined {
  const [first, second] = [proportionInterval(one), proportionInterval(other)];
  if (!first || !second) return undefined;
  const [a, b] = [shareOf(one), shareOf(other)];
  return {
    low: a - b - Math.hypot(a - first.low, second.high - b),
    high: a - b + Math.hypot(first.high - a, b - second.low),
  };
}

/**
 * The interval of the ratio of two proportions, the first by the second, out of their score intervals (MOVER-R: Donner and Zou,
 * Statistical Methods in Medical Research 21, 2012, 347-359). Where it holds one nothing is shown.
 * @returns undefined where one of them is of nobody, or the second may be zero: the ratio has no upper end then
 */
export function ratioInterval(one: Proportion, other: Proportion): Interval | undefined {
  const [first, second] = [proportionInterval(one), proportionInterval(other)];
  if (!first || !second || second.low <= 0) return undefined;
  const [a, b] = [shareOf(one), shareOf(other)];
  const root = (mine: number, theirs: number) => a * b + Math.sqrt(Math.max(0, (a * b) ** 2 - mine * theirs));
  const least = edge(a, first.low);
  return {
    // The form of the paper, without the difference of two numbers that are nearly the same.
    low: least === 0 ? 0 : least / root(least, edge(b, second.high)),
    high: root(edge(a, first.high), edge(b, second.low)) / edge(b, second.low),
  };
}

const edge = (share: number, bound: number) => bound * (2 * share - bound);

function shareOf({ reached, of }: Proportion): number {
  return Math.min(1, Math.max(0, reached / of));
}
