import { CubeDesk } from '../../../test/support/cube-desk';
import type { Cell } from '../../../test/support/cube-desk';
import type { Cube } from './cube';
import { quotas } from './quotas.cube';
import { referrals } from './referrals.cube';
import { vacancyDemand } from './vacancy-demand.cube';

/** Cells of the cubes about employers, before protection, against plain SQL over the source. */
let desk: CubeDesk;
beforeAll(async () => {
  desk = await CubeDesk.ofNation();
}, 300_000);
afterAll(() => desk[Symbol.asyncDispose]());

const QUOTA = ['EMPLOYERS', 'FULFILLING', 'HEADCOUNT', 'REQUIRED', 'ACTUAL', 'GAP'];
const RETENTION = [3, 6, 12].flatMap((months) => [`DUE_${months}`, `RETAINED_${months}`]);
const ANSWERS = ['REFERRED', 'ANSWERED', 'DECLINED', 'LAPSED'];
const WAGES = ['PLACED', 'WAGE_KNOWN', 'WAGE_AT_LEAST_MINIMUM'];
const DEMAND = ['EMPLOYERS', 'SEATS', 'FREE_SEATS'];

const QUESTIONS: readonly (readonly [question: string, cube: Cube, by: string[], measures: string[]])[] = [
  ['09-disability-quota-gap', quotas, ['EMPLOYER_TYPE'], QUOTA],
  ['09b-disability-quota-gap-by-sector', quotas, ['SECTOR'], QUOTA],
  ['09c-disability-quota-gap-by-size', quotas, ['SIZE_BAND'], QUOTA],
  ['12-retention-by-employer-type', referrals, ['EMPLOYER_TYPE'], RETENTION],
  ['12b-retention-by-contract', referrals, ['CONTRACT'], RETENTION],
  ['12c-retention-by-disability', referrals, ['DISABILITY'], RETENTION],
  ['16-vacancy-demand', vacancyDemand, ['SKILL'], DEMAND],
  ['16b-vacancy-demand-by-regency', vacancyDemand, ['WORK_REGENCY', 'SKILL'], DEMAND],
  ['17-employer-response', referrals, ['EMPLOYER_TYPE'], ANSWERS],
  ['17c-decline-reasons', referrals, ['DECLINE_REASON'], ['REFERRED', 'DECLINED']],
  ['33-wage-after-placement', referrals, ['SECTOR'], WAGES],
  ['33b-wage-bands', referrals, ['WAGE_BAND'], WAGES],
  ['34-referral-fairness', referrals, ['DISABILITY', 'SCORE_BAND'], ['REFERRED', 'PLACED']],
  ['34b-referral-fairness-by-sex', referrals, ['DISABILITY', 'SEX', 'SCORE_BAND'], ['REFERRED', 'PLACED']],
];

it.each(QUESTIONS)('%s: the cube has the cells of the source', async (question, cube, by, measures) => {
  const cells = await desk.cells(cube, by, measures);
  const counted = await desk.counted(question);
  expect(inOrder(cells)).toEqual(inOrder(counted));
  // Two empty tables would be the same too, and so would columns that are 0 everywhere.
  expect(counted.length).toBeGreaterThan(2);
  for (const measure of measures) expect(counted.some((cell) => cell[measure.toLowerCase()] !== '0')).toBe(true);
});

it.each([quotas, referrals, vacancyDemand])(
  '$name: its source gives the columns it promises, and none is null',
  async (cube) => {
    const { given, promised } = await desk.columns(cube);
    expect(given).toEqual(promised);
    const [found] = await desk.star<{ rows: number; holes: number }>(
      `SELECT count(*)::int AS rows, (count(*) FILTER (WHERE c IS DISTINCT FROM NULL AND NOT (c IS NOT NULL)))::int AS holes
     FROM (${desk.source(cube)}) c`,
    );
    expect(found?.rows).toBeGreaterThan(50);
    expect(found?.holes).toBe(0);
  },
);

it.each([referrals, vacancyDemand])('$name: a unit has one row within what it names', async (cube) => {
  const within = cube.rows === 'ONE' ? [] : cube.rows.within;
  const time = `${cube.time?.column ?? ''}_month`;
  const columns = within.map((name) => cube.dimensions.find((each) => each.name === name)?.column ?? time);
  const rows = await desk.star(
    `SELECT unit FROM (${desk.source(cube)}) c GROUP BY ${['unit', ...columns].join(', ')} HAVING count(*) > 1`,
  );
  expect(rows).toEqual([]);
});

const inOrder = (cells: readonly Cell[]) =>
  cells.map((cell) => JSON.stringify(Object.entries(cell).sort(([a], [b]) => a.localeCompare(b)))).sort();
