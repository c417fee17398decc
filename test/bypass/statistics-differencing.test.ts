import { countTruly, findAlone, printToll, subtract } from '../support/statistics/attack';
import type { Subtraction, Toll } from '../support/statistics/attack';
import { NATION, makeCitizens, openStatNation } from '../support/statistics/nation';
import type { Citizen, StatNation } from '../support/statistics/nation';

/**
 * Differencing: two counts that differ by one person. The difference guard holds at least one of them back, whichever way they
 * are asked for; noise alone would not (two sets that differ always give the same or another number, and another is proof).
 */
let nation: StatNation;
beforeAll(async () => {
  nation = await openStatNation(makeCitizens(9_000, 3));
});
afterAll(() => nation[Symbol.asyncDispose]());

const TARGETS = 120;

function categoriesOf(name: string): string[] {
  return Object.keys(NATION.dimensions.find((each) => each.name === name)?.categories ?? {});
}

const cellOf = ({ regency, desil }: Citizen) => ({ REGENCY: [regency], DESIL: [desil] });

/** Targets in cells with many others: where nothing else protects them. */
function mostInhabited(people: readonly Citizen[], cell: (one: Citizen) => Subtraction['whole']): Citizen[] {
  const sizes = new Map(people.map((one) => [one, countTruly(nation, cell(one))]));
  return [...people].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0)).slice(0, TARGETS);
}

async function attack(name: string, subtractions: readonly Subtraction[]): Promise<Toll> {
  const toll = await subtract(nation, subtractions);
  printToll(name, toll);
  return toll;
}

function expectNobody({ unprotected, protectedToo }: Toll): void {
  expect(protectedToo).toBe(0);
  expect(unprotected).toBeGreaterThan(3);
}

test('all against all but one category', async () => {
  const ages = categoriesOf('AGE');
  const subtractions = findAlone(nation, ['regency', 'desil'], 'age', TARGETS).map((one) => ({
    whole: cellOf(one),
    rest: { ...cellOf(one), AGE: ages.filter((age) => age !== one.age) },
  }));
  expectNobody(await attack('all against all but one', subtractions));
});

test('a list against a shorter list', async () => {
  const ages = categoriesOf('AGE');
  const subtractions = findAlone(nation, ['regency', 'desil'], 'age', TARGETS).map((one) => {
    const others = ages.filter((age) => age !== one.age).slice(0, 3);
    return { whole: { ...cellOf(one), AGE: [one.age, ...others] }, rest: { ...cellOf(one), AGE: others } };
  });
  expectNobody(await attack('a list against a shorter list', subtractions));
});

test('a category against everything, where there are two: the other one is the difference', async () => {
  const subtractions = mostInhabited(findAlone(nation, ['regency', 'desil'], 'sex', 2_000), cellOf).map((one) => ({
    whole: cellOf(one),
    rest: { ...cellOf(one), SEX: categoriesOf('SEX').filter((sex) => sex !== one.sex) },
  }));
  expectNobody(await attack('a category against everything', subtractions));
});

test('a place against the place it lies in', async () => {
  const cell = ({ province, desil, age, kind }: Citizen) => ({
    PROVINCE: [province],
    DESIL: [desil],
    AGE: [age],
    KIND: [kind],
  });
  const alone = findAlone(nation, ['province', 'desil', 'age', 'kind'], 'regency', 5_000);
  const counts = alone.flatMap((one) => {
    const { PROVINCE: province, ...people } = cell(one);
    const neighbours = nation.citizens.filter(
      (each) =>
        each.province === one.province && each.desil === one.desil && each.age === one.age && each.kind === one.kind,
    );
    const places = new Set(neighbours.map(({ regency }) => regency));
    const [other] = [...places].filter((place) => place !== one.regency);
    if (places.size !== 2 || other === undefined) return [];
    return [{ whole: { PROVINCE: province, ...people }, rest: { REGENCY: [other], ...people } }];
  });
  const toll = await attack('a place against the place it lies in', counts.slice(0, TARGETS));
  expect(toll.protectedToo).toBe(0);
  expect(toll.unprotected).toBeGreaterThan(0);
});

test('two filters changed at once', async () => {
  const [ages, kinds] = [categoriesOf('AGE'), categoriesOf('KIND')];
  const alone = findAlone(nation, ['regency', 'desil'], 'age', 5_000).filter((one) =>
    findAlone(nation, ['regency', 'desil'], 'kind', 5_000).includes(one),
  );
  const subtractions = mostInhabited(alone, cellOf).map((one) => ({
    whole: cellOf(one),
    rest: {
      ...cellOf(one),
      AGE: ages.filter((age) => age !== one.age),
      KIND: kinds.filter((kind) => kind !== one.kind),
    },
  }));
  expectNobody(await attack('two filters changed at once', subtractions));
});

test('two time windows', async () => {
  const windows = { long: { from: '2025-01', to: '2025-05' }, short: { from: '2025-01', to: '2025-04' } };
  const alone = findAlone(nation, ['regency', 'desil'], 'cohort_month', 5_000).filter(
    (one) => one.cohort_month === 202505,
  );
  let unprotected = 0;
  let protectedToo = 0;
  for (const one of alone.slice(0, TARGETS)) {
    const before = nation.citizens.filter(
      (each) => each.regency === one.regency && each.desil === one.desil && each.cohort_month < 202505,
    );
    if (before.length >= 10) unprotected += 1;
    const counts = Object.values(windows).map((window) => nation.count(cellOf(one), { ...window, grain: 'MONTH' }));
    if ((await Promise.all(counts)).every((count) => count !== undefined)) protectedToo += 1;
  }
  const toll = { targets: Math.min(alone.length, TARGETS), unprotected, protectedToo };
  printToll('two time windows', toll);
  expectNobody(toll);
});

test('a measure against the people it is of: nobody is exposed by a rate of one or of zero alone', async () => {
  const table = await nation.ask({ by: ['PROVINCE', 'DESIL'], measures: ['RATE'] });
  // Control: rates are published, of cells of ten or more on both sides.
  const rates = (table?.rows ?? []).filter(({ values }) => values['RATE']?.value !== undefined);
  expect(rates.length).toBeGreaterThan(20);
  for (const { values } of rates) {
    expect(values['RATE']?.numerator).toBeGreaterThanOrEqual(10);
    expect(values['RATE']?.denominator).toBeGreaterThanOrEqual(10);
  }
});
