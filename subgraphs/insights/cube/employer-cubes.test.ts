import { CubeDesk } from '../../../test/support/cube-desk';
import { quotas } from './quotas.cube';
import { referrals } from './referrals.cube';
import { vacancyDemand } from './vacancy-demand.cube';

/** The cubes about employers over the demo nation; what they count is compared with the source in `test/statistics`. */
let desk: CubeDesk;
beforeAll(async () => {
  desk = await CubeDesk.ofNation();
}, 300_000);
afterAll(() => desk[Symbol.asyncDispose]());

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
