import { CubeDesk } from '../../../test/support/cube-desk';
import { consents } from './consents.cube';
import type { Cube } from './cube';
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

const EXCLUSION = ['FAMILIES', 'UNCOVERED'];
const CHECKS = ['CHECKED', 'CONFIRMED', 'NOT_CONFIRMED'];
const DEFECTS = ['UNMATCHED', 'DECEASED', 'NIK_IN_TWO_FAMILIES', 'UNDOCUMENTED', 'NIK_DISAGREES', 'PLACE_DISAGREES'];
const DESILS = ['PEOPLE', 'MOVED_UP', 'MOVED_DOWN', 'DESILS_BEFORE', 'DESILS_NOW'];
const ALL = 'true';
/** Defects the demo nation has not. */
const UNPLANTED = ['NIK_DISAGREES', 'KK_DISAGREES'];
const POOREST = 'desil <= 2';
const CARD = `kind = 'ANONYMOUS_PROFILE'`;

const QUESTIONS: readonly (readonly [question: string, cube: Cube, by: string[], measures: string[], where: string])[] =
  [
    ['05-nik-in-two-families', persons, ['PROVINCE'], ['PERSONS', 'NIK_IN_TWO_FAMILIES'], ALL],
    ['18-exclusion-error', families, ['PROVINCE'], EXCLUSION, POOREST],
    ['18b-exclusion-error-by-household', families, ['HOUSEHOLD', 'FAMILY_DISABILITY'], EXCLUSION, POOREST],
    ['20-checks-by-kecamatan', verifications, ['DISTRICT'], CHECKS, ALL],
    ['20b-checks-by-reason', verifications, ['REASON'], CHECKS, ALL],
    [
      '27-women-headed-families',
      families,
      ['HEAD_SEX', 'CHILDREN_UNDER_FIVE'],
      ['FAMILIES', 'COVERED', 'ACTIVE_A_YEAR_AGO', 'GRADUATED'],
      ALL,
    ],
    ['29-consents-by-channel', consents, ['CHANNEL'], ['GIVEN', 'IN_FORCE', 'WITHDRAWN'], CARD],
    ['29b-consent-coverage', consents, ['SEX'], ['READY', 'READY_WITH_CONSENT'], CARD],
    [
      '30-reveals-by-role',
      reveals,
      ['ROLE', 'PURPOSE'],
      ['PERSONS', 'REVEALS'],
      `field = 'NIK' AND revealed_month = 202609`,
    ],
    [
      '31-match-rate-by-source',
      persons,
      ['SOURCE'],
      ['PERSONS', 'MATCHED', ...DEFECTS, 'KK_DISAGREES', 'NAME_VARIANT', 'STALE'],
      ALL,
    ],
    ['35-desil-after-placement', desilMoves, ['WORK'], DESILS, ALL],
  ];

it.each(QUESTIONS)('%s: the cube has the cells of the source', async (question, cube, by, measures, where) => {
  const { cells, counted, empty } = await desk.compare(question, cube, { by, measures, where });
  expect(cells).toEqual(counted);
  // Two empty tables would be the same too, and so would columns that are 0 everywhere.
  expect(counted.length).toBeGreaterThan(1);
  expect(empty.filter((measure) => !UNPLANTED.includes(measure))).toEqual([]);
});

it.each([consents, desilMoves, families, persons, reveals, verifications])(
  '$name: its source gives the columns it promises without a null, and a unit once within what it names',
  async (cube) => {
    const { given, promised, rows, ...wrong } = await desk.shape(cube);
    expect(given).toEqual(promised);
    expect(rows).toBeGreaterThan(40);
    expect(wrong).toEqual({ holes: 0, doubled: [], split: [] });
  },
);
