import type { PublishedRow } from '../../subgraphs/insights/table/publish';
import { viewOf } from '../../subgraphs/insights/table/view';
import { countTruly, printToll } from '../support/statistics/attack';
import { GRANT, NATION, makeCitizens, openStatNation } from '../support/statistics/nation';
import type { Citizen, StatNation } from '../support/statistics/nation';

/** Probing what is not published: by order, by conditions, by asking whether anybody is there. */
const citizens = makeCitizens(9_000, 9);
let nation: StatNation;
beforeAll(async () => {
  nation = await openStatNation(citizens);
});
afterAll(() => nation[Symbol.asyncDispose]());

const BY = ['PROVINCE', 'AGE'];
const lineOf = ({ key, values }: PublishedRow) => JSON.stringify([key, values['PLACED']?.value]);

test('order tells nothing of suppressed values: rows without one stand in the order of their keys, last', async () => {
  const table = await nation.ask({ by: BY, measures: ['PERSONS', 'PLACED'] });
  if (!table) throw new Error('refused');
  const view = { having: [], first: 5_000, offset: 0 };
  const hiddenOf = (direction: 'ASC' | 'DESC') => {
    const { rows } = viewOf(table, { ...view, orderBy: [{ field: 'PLACED', direction }] });
    const hidden = rows.filter(({ values }) => values['PLACED']?.value === undefined);
    expect(rows.slice(-hidden.length)).toEqual(hidden);
    return hidden.map(lineOf);
  };
  expect(hiddenOf('ASC')).toEqual(hiddenOf('DESC'));
  // Control: there are some, of different sizes in truth.
  expect(new Set(hiddenOf('ASC')).size).toBeGreaterThan(1);
});

test('conditions hold of published values only, however they are tightened', async () => {
  const table = await nation.ask({ by: BY, measures: ['PERSONS', 'PLACED'] });
  if (!table) throw new Error('refused');
  const seen = new Set<string>();
  for (let bound = 0; bound < 60; bound += 1) {
    const having = [{ measure: 'PLACED', gte: bound, lte: bound }];
    for (const row of viewOf(table, { having, orderBy: [], first: 5_000, offset: 0 }).rows) seen.add(lineOf(row));
  }
  const published = table.rows.filter(({ values }) => (values['PLACED']?.value ?? 60) < 60).map(lineOf);
  expect([...seen].sort()).toEqual([...published].sort());
  expect(published.every((line) => /,\d*[05]\]$/.test(line))).toBe(true);
});

test('a sum of equal amounts is of as many as are counted, not of as many as there are', async () => {
  const table = await nation.ask({ by: BY, measures: ['PLACED', 'GRANTS'] });
  const rows = (table?.rows ?? []).filter(({ values }) => values['GRANTS']?.value !== undefined);
  let different = 0;
  for (const { key, values } of rows) {
    const [count, grants] = [values['PLACED']?.value ?? 0, values['GRANTS']?.value ?? 0];
    // The noise of the largest contributors is half an amount at most.
    expect(Math.abs(grants / GRANT - count)).toBeLessThanOrEqual(0.51);
    const isIn = ({ province, age, is_placed: isPlaced }: Citizen) =>
      isPlaced && province === key['PROVINCE'] && age === key['AGE'];
    if (citizens.filter(isIn).length !== count) different += 1;
  }
  // Control: what is counted is mostly not what there is.
  expect(different).toBeGreaterThan(rows.length / 2);
  expect(rows.length).toBeGreaterThan(10);
});

test('a quantile is held back where a count of the same people is', async () => {
  const asked = { by: ['AGE', 'SEX'], measures: ['PLACED', 'DAYS'], where: { KIND: ['NONE', 'FISIK'] } };
  const table = await nation.ask(asked);
  const shown = (measure: string) => (table?.rows ?? []).filter(({ values }) => values[measure]?.value !== undefined);
  expect(shown('DAYS').filter((row) => !shown('PLACED').includes(row))).toEqual([]);
  expect(shown('DAYS').length).toBeGreaterThan(3);
  // Control: without the list, which leaves few out, there is one of boys.
  const ofBoys = ({ key }: PublishedRow) => key['AGE'] === 'AGE_0_14' && key['SEX'] === 'MALE';
  const whole = await nation.ask({ ...asked, where: {} });
  expect(whole?.rows.find(ofBoys)?.values['DAYS']?.value).toBeGreaterThan(0);
  expect(table?.rows.find(ofBoys)).toBeUndefined();
});

/** A cell, as a request asks for it alone. */
const whereOf = ({ regency, age, kind }: Citizen) => ({ REGENCY: [regency], AGE: [age], KIND: [kind] });

test('an empty cell and one of one to nine people are answered alike', async () => {
  const kinds = Object.keys(NATION.dimensions.find(({ name }) => name === 'KIND')?.categories ?? {});
  const answers = new Set<string>();
  let few = 0;
  let empty = 0;
  for (const one of citizens.slice(0, 60)) {
    for (const kind of kinds) {
      const where = { ...whereOf(one), KIND: [kind] };
      const n = countTruly(nation, where);
      if (n > 9) continue;
      if (n === 0) empty += 1;
      else few += 1;
      const table = await nation.ask({ where });
      answers.add(JSON.stringify(table && [table.rows, table.suppressed]));
    }
  }
  expect(few).toBeGreaterThan(20);
  expect(empty).toBeGreaterThan(5);
  expect([...answers]).toEqual([JSON.stringify([[], 0])]);
});

test('what its neighbours tell of a small cell: that somebody is there, where one is held back for its sake', async () => {
  const table = await nation.ask({ by: ['REGENCY', 'SEX'] });
  const totals = await nation.ask({ by: ['REGENCY'] });
  const shown = new Set((table?.rows ?? []).map(({ key }) => `${key['REGENCY']}|${key['SEX']}`));
  let targets = 0;
  let told = 0;
  for (const { key } of totals?.rows ?? []) {
    const regency = key['REGENCY'] ?? '';
    const men = countTruly(nation, { REGENCY: [regency], SEX: ['MALE'] });
    if (men === 0 || men > 9) continue;
    targets += men;
    // Whoever sees the total but not the women knows that some, and few, men are there.
    if (!shown.has(`${regency}|FEMALE`)) told += men;
  }
  printToll('presence in a cell of one to nine, told by its neighbour', {
    targets,
    unprotected: targets,
    protectedToo: told,
  });
  expect(targets).toBeGreaterThanOrEqual(0);
});
