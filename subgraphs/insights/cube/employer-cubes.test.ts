import { CubeDesk } from '../../../test/support/cube-desk';
import { quotas } from './quotas.cube';
import { referrals } from './referrals.cube';
import { vacancyDemand } from './vacancy-demand.cube';

/** Cells of the cubes about employers, before protection, against plain SQL over the source. */
let desk: CubeDesk;
beforeAll(async () => {
  desk = await CubeDesk.ofNation();
}, 300_000);
afterAll(() => desk[Symbol.asyncDispose]());

it.each([quotas, referrals, vacancyDemand])(
  '$name: its source gives the columns it promises without a null, and a unit once within what it names',
  async (cube) => {
    const { given, promised, rows, ...wrong } = await desk.shape(cube);
    expect(given).toEqual(promised);
    expect(rows).toBeGreaterThan(50);
    expect(wrong).toEqual({ holes: 0, doubled: [], split: [] });
  },
);
