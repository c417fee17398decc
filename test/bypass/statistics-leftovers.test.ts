import { printToll } from '../support/statistics/attack';
import { makeCitizens, openStatNation } from '../support/statistics/nation';
import type { Citizen, StatNation } from '../support/statistics/nation';

/**
 * What is left where no two counts that are published differ by few people: arithmetic over several of them. Counts are
 * perturbed and rounded to five each by itself, so that nothing adds up; what can be learnt all the same is printed here and
 * stands in the README.
 */
const SIZE = 9_000;
const citizens = makeCitizens(SIZE, 5);
let nation: StatNation;
beforeAll(async () => {
  nation = await openStatNation(citizens);
});
afterAll(() => nation[Symbol.asyncDispose]());

type Cell = ReadonlyMap<string, number>;

/** True counts by some columns. */
function trueCounts(people: readonly Citizen[], columns: readonly (keyof Citizen)[]): Cell {
  const counts = new Map<string, number>();
  for (const one of people) {
    const key = columns.map((column) => String(one[column])).join('|');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Published counts of a table, by the key of the row. */
async function publishedCounts(of: StatNation, by: readonly string[]): Promise<Cell> {
  const table = await of.ask({ by, totals: 'NONE' });
  return new Map(
    (table?.rows ?? []).flatMap(({ key, values }): [string, number][] => {
      const value = values['PERSONS']?.value;
      return value === undefined ? [] : [[by.map((name) => String(key[name])).join('|'), value]];
    }),
  );
}

/** Share of estimates that hit the truth when rounded, and of those that would hit it by taking the count as it is published. */
const isHit = (estimate: number, truth: number) => Math.round(estimate) === truth;

test('totals against parts: what is suppressed is not what is left over', async () => {
  const parts = await publishedCounts(nation, ['PROVINCE', 'DESIL']);
  const totals = await publishedCounts(nation, ['PROVINCE']);
  const truth = trueCounts(citizens, ['province', 'desil']);
  let targets = 0;
  let unprotected = 0;
  let protectedToo = 0;
  for (const [province, total] of totals) {
    const desils = Array.from({ length: 10 }, (_, index) => `${province}|${index + 1}`);
    const hidden = desils.filter((key) => !parts.has(key));
    const [only, other] = hidden;
    if (only === undefined || other !== undefined) continue;
    const left = truth.get(only) ?? 0;
    if (left === 0) continue;
    targets += 1;
    // Without protection the rest of a total is exact.
    unprotected += 1;
    const estimate = total - desils.reduce((sum, key) => sum + (parts.get(key) ?? 0), 0);
    if (isHit(estimate, left)) protectedToo += 1;
  }
  printToll('totals against parts (cells found out)', { targets, unprotected, protectedToo });
  expect(unprotected).toBeGreaterThan(0);
  expect(protectedToo).toBeLessThan(unprotected);
});

test('averaging over partitions: the sum of many perturbed parts is no better than the whole', async () => {
  const wholes = await publishedCounts(nation, ['REGENCY']);
  const truth = trueCounts(citizens, ['regency']);
  const splits = await Promise.all(
    ['SEX', 'AGE', 'KIND', 'DESIL'].map((name) => publishedCounts(nation, ['REGENCY', name])),
  );
  let targets = 0;
  let direct = 0;
  let averaged = 0;
  for (const [key, value] of wholes) {
    const n = truth.get(key) ?? 0;
    const sums = splits.flatMap((split) => {
      const parts = [...split].filter(([part]) => part.startsWith(`${key}|`));
      return parts.length > 1 ? [parts.reduce((sum, [, count]) => sum + count, 0)] : [];
    });
    if (sums.length === 0) continue;
    targets += 1;
    const estimates = [value, ...sums.filter((sum) => Math.abs(sum - value) <= 10)];
    if (isHit(value, n)) direct += 1;
    if (isHit(estimates.reduce((sum, each) => sum + each, 0) / estimates.length, n)) averaged += 1;
  }
  printToll('averaging over partitions (cells found out)', { targets, unprotected: targets, protectedToo: averaged });
  process.stdout.write(`  without averaging ${direct}\n`);
  expect(targets).toBeGreaterThan(15);
  expect(averaged).toBeLessThan(targets / 2);
});

test('consecutive snapshots: one person more changes a published count or not', async () => {
  const newcomers = makeCitizens(SIZE + 400, 5).slice(SIZE);
  const byCell = new Map(newcomers.map((one) => [`${one.regency}|${one.desil}|${one.age}`, one]));
  await using next = await openStatNation([...citizens, ...byCell.values()]);
  const by = ['REGENCY', 'DESIL', 'AGE'];
  // A table this fine is refused, so each cell is asked for by itself.
  let targets = 0;
  let unprotected = 0;
  let protectedToo = 0;
  const truth = trueCounts(citizens, ['regency', 'desil', 'age']);
  for (const [key, { regency, desil, age }] of [...byCell].slice(0, 150)) {
    if ((truth.get(key) ?? 0) < 10) continue;
    targets += 1;
    unprotected += 1;
    const where = { REGENCY: [regency], DESIL: [desil], AGE: [age] };
    const [before, after] = await Promise.all([nation.count(where), next.count(where)]);
    if (before !== undefined && after !== undefined && before !== after) protectedToo += 1;
  }
  printToll(`consecutive snapshots, ${by.join(' x ')}`, { targets, unprotected, protectedToo });
  expect(targets).toBeGreaterThan(10);
  expect(protectedToo).toBeLessThan(unprotected * 0.6);
});
