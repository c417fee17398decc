import { SNAPSHOT_DAY } from '../../../platform/demo/nation/weights';
import { columnsGiven, readCube } from '../../../test/support/centre-cells';
import { asAdmin } from '../../../test/support/database';
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

/** The cubes about the centres over the demo nation; what they count is compared with the source in `test/statistics`. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(await openNation());
  await platform.relay.drain();
  await fillStarPeople(platform);
}, 300_000);
afterAll(() => platform.stop());

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

const DAYS: readonly (readonly [cube: Cube, measure: string, exact: string])[] = [
  [
    cases,
    'DAYS_TO_PLACEMENT_P50',
    `SELECT (placed.on - (met.at AT TIME ZONE 'Asia/Jakarta')::date) AS days FROM (
       SELECT t.entity_id AS id, min((t.evidence ->> 'since')::date) AS on FROM sentra.transition_event t
       WHERE t.event = 'FOLLOW_UP' AND t.evidence ->> 'outcome' = 'PLACED' GROUP BY 1) placed
     JOIN sentra.transition_event met ON met.entity_id = placed.id AND met.event = 'REACH_OUT'`,
  ],
  [
    devices,
    'LEAD_DAYS_P50',
    `SELECT d.handed_over_on - n.assessed_on AS days FROM sentra.device d JOIN sentra.device_need n ON n.id = d.need_id
     WHERE d.handed_over_on IS NOT NULL`,
  ],
  [
    deviceNeeds,
    'DAYS_WAITED_P50',
    `SELECT date '${SNAPSHOT_DAY}' - n.assessed_on AS days FROM sentra.device_need n WHERE n.status = 'WAITING'`,
  ],
];

it.each(DAYS)('$name: %s has in each band whoever the days of the source put there', async (cube, name, exact) => {
  const measure = cube.measures.find((each) => each.name === name);
  if (measure?.kind !== 'QUANTILE') throw new Error(`${name} is no quantile`);
  const { band, edges } = measure;
  const counted = await readCube(
    platform,
    `SELECT ${band} AS band, count(*)::int AS n FROM (${cube.source(`date '${SNAPSHOT_DAY}'`)}) c WHERE ${band} >= 0
     GROUP BY 1 ORDER BY 1`,
  );
  const days = await asAdmin(
    async (client) => (await client.query<{ days: number }>(exact)).rows.map((row) => row.days),
    platform.database.adminUrl,
  );
  const bandOfDays = (value: number) => edges.slice(1, -1).filter((edge) => value >= edge).length;
  const expected = new Map<number, number>();
  for (const each of days) expected.set(bandOfDays(each), (expected.get(bandOfDays(each)) ?? 0) + 1);
  expect(counted).toEqual([...expected].sort(([one], [other]) => one - other).map(([each, n]) => ({ band: each, n })));
  expect(counted.length).toBeGreaterThan(2);
});
