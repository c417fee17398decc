import { CubeDesk } from '../../../test/support/cube-desk';
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
  const { cells, counted, empty } = await desk.compare(question, cube, { by, measures });
  expect(cells).toEqual(counted);
  // Two empty tables would be the same too, and so would columns that are 0 everywhere.
  expect([counted.length > 2, empty]).toEqual([true, []]);
});

it.each([quotas, referrals, vacancyDemand])(
  '$name: its source gives the columns it promises without a null, and a unit once within what it names',
  async (cube) => {
    const { given, promised, rows, ...wrong } = await desk.shape(cube);
    expect(given).toEqual(promised);
    expect(rows).toBeGreaterThan(50);
    expect(wrong).toEqual({ holes: 0, doubled: [], split: [] });
  },
);
