import { CubeDesk } from '../../../test/support/cube-desk';
import { consents } from './consents.cube';
import { desilMoves } from './desil-moves.cube';
import { families } from './families.cube';
import { persons } from './persons.cube';
import { reveals } from './reveals.cube';
import { verifications } from './verifications.cube';

/** Cells of the registry's cubes over the demo nation, before protection, against plain SQL over the source. */
let desk: CubeDesk;
beforeAll(async () => {
  desk = await CubeDesk.ofNation();
}, 300_000);
afterAll(() => desk[Symbol.asyncDispose]());

it.each([consents, desilMoves, families, persons, reveals, verifications])(
  '$name: its source gives the columns it promises without a null, and a unit once within what it names',
  async (cube) => {
    const { given, promised, rows, ...wrong } = await desk.shape(cube);
    expect(given).toEqual(promised);
    expect(rows).toBeGreaterThan(40);
    expect(wrong).toEqual({ holes: 0, doubled: [], split: [] });
  },
);
