import { CubeDesk } from '../../../test/support/cube-desk';
import { consents } from './consents.cube';
import { desilMoves } from './desil-moves.cube';
import { families } from './families.cube';
import { persons } from './persons.cube';
import { reveals } from './reveals.cube';
import { verifications } from './verifications.cube';

/** The registry's cubes over the demo nation; what they count is compared with the source in `test/statistics`. */
let desk: CubeDesk;
beforeAll(async () => {
  desk = await CubeDesk.ofNation();
}, 300_000);
afterAll(() => desk[Symbol.asyncDispose]());

it.each([consents, desilMoves, families, persons, reveals, verifications])(
  '$name: its source gives the columns it promises without a null, and a unit once within what it names',
  async (cube) => {
    const { given, promised } = await desk.columns(cube);
    expect(given).toEqual(promised);
    const [found] = await desk.star<{ rows: number; holes: number }>(
      `SELECT count(*)::int AS rows, (count(*) FILTER (WHERE NOT (c IS NOT NULL)))::int AS holes FROM (${desk.source(cube)}) c`,
    );
    expect(found?.rows).toBeGreaterThan(40);
    expect(found?.holes).toBe(0);
    const within = cube.rows === 'ONE' ? [] : cube.rows.within;
    const time = `${cube.time?.column ?? ''}_month`;
    const columns = within.map((name) => cube.dimensions.find((each) => each.name === name)?.column ?? time);
    const twice = `SELECT unit FROM (${desk.source(cube)}) c GROUP BY ${['unit', ...columns].join(', ')} HAVING count(*) > 1`;
    expect(await desk.star(twice)).toEqual([]);
  },
);
