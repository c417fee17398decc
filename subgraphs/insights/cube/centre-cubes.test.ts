import { SNAPSHOT_DAY } from '../../../platform/demo/nation/weights';
import { cellsOf, cellsOfQuestion, columnsGiven, readCube, sorted } from '../../../test/support/centre-cells';
import type { Asked } from '../../../test/support/centre-cells';
import { openNation } from '../../../test/support/nation';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { fillStarPeople } from '../../../test/support/star-people';
import { caseTypes } from './case-types.cube';
import { cases } from './cases.cube';
import type { Cube } from './cube';
import { deviceNeeds } from './device-needs.cube';
import { devices } from './devices.cube';
import { outreach } from './outreach.cube';
import { ska } from './ska.cube';
import { skills } from './skills.cube';

/** Cells of the cubes about the centres, before protection, against plain SQL over the source. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(await openNation());
  await platform.relay.drain();
  await fillStarPeople(platform);
}, 300_000);
afterAll(() => platform.stop());

const COHORTS = 'ready_year BETWEEN 2025 AND 2026';
const QUESTIONS: readonly (readonly [file: string, cube: Cube, asked: Asked])[] = [
  ['01-placement-rate', cases, { by: ['PROVINCE', 'DESIL'], measures: ['READY', 'PLACED'], where: COHORTS }],
  ['01b-placement-rate-by-desil', cases, { by: ['DESIL'], measures: ['READY', 'PLACED'], where: COHORTS }],
  [
    '10-devices-made-delivered',
    devices,
    {
      by: ['CENTRE', 'DEVICE_TYPE', 'PERIOD'],
      measures: ['MADE', 'DELIVERED', 'BACKLOG'],
      where: 'happened_year = 2026',
      grain: 'QUARTER',
    },
  ],
  ['11-unmet-device-need', deviceNeeds, { by: ['DEVICE_TYPE', 'REGENCY'], measures: ['WAITING'] }],
  ['11b-device-stock', devices, { by: ['DEVICE_TYPE', 'CENTRE_REGENCY'], measures: ['IN_STOCK'] }],
  ['11c-unmet-device-need-by-type', deviceNeeds, { by: ['DEVICE_TYPE'], measures: ['WAITING'] }],
  ['13-days-to-placement', caseTypes, { by: ['PPKS_TYPE'], measures: ['READY', 'PLACED'] }],
  [
    '14-outreach-acceptance',
    outreach,
    { by: ['PLACE_KIND', 'ATTEMPT'], measures: ['CONTACTED', 'ACCEPTED', 'REFUSED'] },
  ],
  ['15-hires-by-major', cases, { by: ['CENTRE', 'MAJOR'], measures: ['CERTIFIED', 'HIRED'] }],
  ['15b-hires-by-major-alone', cases, { by: ['MAJOR'], measures: ['CERTIFIED', 'HIRED'] }],
  ['16-skill-supply-demand', skills, { by: ['SKILL', 'REGENCY'], measures: ['AVAILABLE'] }],
  ['16c-skill-supply-demand-by-skill', skills, { by: ['SKILL'], measures: ['AVAILABLE'] }],
  [
    '32-ska-revenue',
    ska,
    { by: ['LINE', 'PERIOD'], measures: ['EMPLOYED', 'REVENUE'], where: 'earned_year = 2026', grain: 'QUARTER' },
  ],
];

it.each(QUESTIONS)('%s: the cube has the cells of the source', async (file, cube, asked) => {
  const cells = await cellsOf(platform, cube, asked, SNAPSHOT_DAY);
  const expected = await cellsOfQuestion(platform, `${file}.sql`);
  expect(sorted(cells)).toEqual(
    sorted(expected.filter((cell) => asked.measures.some((name) => isCounted(cell, name)))),
  );
  // Two empty tables would be the same too, and so would columns that are 0 everywhere.
  expect(cells.length).toBeGreaterThan(4);
  for (const name of asked.measures) expect(cells.some((cell) => isCounted(cell, name))).toBe(true);
});

const isCounted = (cell: Readonly<Record<string, unknown>>, measure: string) => Number(cell[measure.toLowerCase()]) > 0;

const CUBES = [caseTypes, cases, deviceNeeds, devices, outreach, ska, skills];

it.each(CUBES)('$name: its source gives the columns it promises, and none is null', async (cube) => {
  const { given, promised } = await columnsGiven(platform, cube, SNAPSHOT_DAY);
  expect(given).toEqual(promised);
  const [found] = await readCube(
    platform,
    `SELECT count(*)::int AS rows, count(*) FILTER (WHERE NOT (c IS NOT NULL))::int AS holes
     FROM (${cube.source(`date '${SNAPSHOT_DAY}'`)}) c`,
  );
  expect(found?.['rows']).toBeGreaterThan(100);
  expect(found?.['holes']).toBe(0);
});

it.each(CUBES)('$name: a unit has one row within what it names, and is in one category of its own', async (cube) => {
  const within = cube.rows === 'ONE' ? [] : cube.rows.within;
  const columnOf = (name: string) =>
    cube.dimensions.find((each) => each.name === name)?.column ?? `${cube.time?.column ?? ''}_month`;
  const source = cube.source(`date '${SNAPSHOT_DAY}'`);
  const doubled = await readCube(
    platform,
    `SELECT unit FROM (${source}) c GROUP BY ${['unit', ...within.map(columnOf)].join(', ')} HAVING count(*) > 1`,
  );
  expect(doubled).toEqual([]);
  const own = cube.dimensions.filter((each) => each.of === 'UNIT').map(({ column }) => column);
  const split = await readCube(
    platform,
    `SELECT unit FROM (${source}) c GROUP BY unit HAVING count(DISTINCT (${['rkey', 'mkey', ...own].join(', ')})) > 1`,
  );
  expect(split).toEqual([]);
});
