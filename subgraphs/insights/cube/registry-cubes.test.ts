import { CubeDesk } from '../../../test/support/cube-desk';
import type { Cell } from '../../../test/support/cube-desk';
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
  const source = (asOf: string) => `SELECT * FROM (${cube.source(asOf)}) every WHERE ${where}`;
  const cells = await desk.cells({ ...cube, source }, by, measures);
  const counted = await desk.counted(question);
  expect(inOrder(cells)).toEqual(inOrder(counted));
  // Two empty tables would be the same too, and so would columns that are 0 everywhere.
  expect(counted.length).toBeGreaterThan(1);
  for (const measure of measures) expect(counted.some((cell) => Number(cell[measure.toLowerCase()]) > 0)).toBe(true);
});

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

const inOrder = (cells: readonly Cell[]) =>
  cells.map((cell) => JSON.stringify(Object.entries(cell).sort(([a], [b]) => a.localeCompare(b)))).sort();
