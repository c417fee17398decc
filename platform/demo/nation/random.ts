import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** A value and its weight; weights need not add up to one. */
export type Weighted<T> = readonly [value: T, weight: number];

/**
 * One stream of random numbers. Every concern of the nation has its own, derived from the seed and the concern's name, so
 * that one more draw in one concern leaves all others as they were. Uses integer and IEEE arithmetic only: no
 * `Math.exp`, `Math.log` or the like, whose last digit may differ between machines.
 */
export class Random {
  private readonly source: RandomGenerator;

  constructor(seed: number, concern: string) {
    this.source = xoroshiro128plusFromState([0, 1, 2, 3].map((word) => hash(`${seed}/${concern}/${word}`)));
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return uniformInt(this.source, from, to);
  }

  /** A number from 0 (included) to 1 (excluded), in steps of 2^-32. */
  unit(): number {
    return (this.source.next() >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return at(items, this.int(0, items.length - 1));
  }

  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const other = this.int(0, last);
      const kept = at(shuffled, last);
      shuffled[last] = at(shuffled, other);
      shuffled[other] = kept;
    }
    return shuffled;
  }
}

/** Draws values independently of each other, by weight. */
export class Mix<T> {
  private readonly values: T[] = [];
  private readonly bounds: number[] = [];
  private readonly total: number;

  constructor(table: readonly Weighted<T>[]) {
    let sum = 0;
    for (const [value, weight] of table) {
      sum += weight;
      this.values.push(value);
      this.bounds.push(sum);
    }
    this.total = sum;
  }

  draw(random: Random): T {
    const point = random.unit() * this.total;
    let index = 0;
    while (index < this.bounds.length - 1 && point >= at(this.bounds, index)) index += 1;
    return at(this.values, index);
  }
}

/**
 * Draws values by weight so that the counts stay within a few of their share at any moment. A small nation then has the
 * shares of a big one, without a visible period.
 */
export class Deal<T> {
  private readonly values: readonly T[];
  private readonly shares: readonly number[];
  private readonly owed: number[];

  constructor(
    table: readonly Weighted<T>[],
    private readonly random: Random,
  ) {
    const total = table.reduce((sum, [, weight]) => sum + weight, 0);
    this.values = table.map(([value]) => value);
    this.shares = table.map(([, weight]) => weight / total);
    this.owed = this.shares.map(() => 0);
  }

  draw(): T {
    let positive = 0;
    for (let index = 0; index < this.owed.length; index += 1) {
      const owed = at(this.owed, index) + at(this.shares, index);
      this.owed[index] = owed;
      if (owed > 0) positive += owed;
    }
    const chosen = this.choose(this.random.unit() * positive);
    this.owed[chosen] = at(this.owed, chosen) - 1;
    return at(this.values, chosen);
  }

  private choose(point: number): number {
    let rest = point;
    let last = 0;
    for (let index = 0; index < this.owed.length; index += 1) {
      const owed = at(this.owed, index);
      if (owed <= 0) continue;
      last = index;
      rest -= owed;
      if (rest < 0) break;
    }
    return last;
  }
}

/**
 * Yes or no by probability, with exactly one yes in every whole unit of summed probability: 3% of 1,000 is 30, not 30
 * give or take six.
 */
export class Quota {
  private sum = 0;
  private units = 0;
  private threshold: number;
  private due = 0;

  constructor(private readonly random: Random) {
    this.threshold = random.unit();
  }

  hit(probability: number): boolean {
    this.sum += probability;
    while (this.sum > this.threshold) {
      this.due += 1;
      this.units += 1;
      this.threshold = this.units + this.random.unit();
    }
    if (this.due === 0) return false;
    this.due -= 1;
    return true;
  }
}

/** The element at an index that is known to exist. */
export function at<T>(items: readonly T[], index: number): T {
  return items[index] as T;
}

/** Divides a whole number in proportion to weights, by largest remainder; every part gets at least `least`. */
export function apportion(total: number, weights: readonly number[], least = 0): number[] {
  const free = total - least * weights.length;
  const sum = weights.reduce((left, right) => left + right, 0);
  const exact = weights.map((weight) => (free * weight) / sum);
  const parts = exact.map((value) => Math.floor(value) + least);
  const left = total - parts.reduce((one, other) => one + other, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of order.slice(0, left)) parts[index] = at(parts, index) + 1;
  return parts;
}

/** 32-bit FNV-1a with the finalizer of MurmurHash3, which spreads the last characters over all bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}
