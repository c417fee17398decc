import { SNAPSHOT_DAY } from '../../../platform/demo/nation/weights';
import { CubeDesk } from '../../../test/support/cube-desk';
import { asAdmin } from '../../../test/support/database';
import { caseTypes } from './case-types.cube';
import { cases } from './cases.cube';
import type { Cube } from './cube';
import { deviceNeeds } from './device-needs.cube';
import { devices } from './devices.cube';
import { outreach } from './outreach.cube';
import { ska } from './ska.cube';
import { skills } from './skills.cube';

/** Cells of the cubes about the centres, before protection, against plain SQL over the source. */
let desk: CubeDesk;
beforeAll(async () => {
  desk = await CubeDesk.ofNation();
}, 300_000);
afterAll(() => desk[Symbol.asyncDispose]());

it.each([caseTypes, cases, deviceNeeds, devices, outreach, ska, skills])(
  '$name: its source gives the columns it promises without a null, and a unit once within what it names',
  async (cube) => {
    const { given, promised, rows, ...wrong } = await desk.shape(cube);
    expect(given).toEqual(promised);
    expect(rows).toBeGreaterThan(100);
    expect(wrong).toEqual({ holes: 0, doubled: [], split: [] });
  },
);

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
  const counted = await desk.star(
    `SELECT ${band} AS band, count(*)::int AS n FROM (${desk.source(cube)}) c WHERE ${band} >= 0 GROUP BY 1 ORDER BY 1`,
  );
  const days = await asAdmin(
    async (client) => (await client.query<{ days: number }>(exact)).rows.map((row) => row.days),
    desk.platform.database.adminUrl,
  );
  const bandOfDays = (value: number) => edges.slice(1, -1).filter((edge) => value >= edge).length;
  const expected = new Map<number, number>();
  for (const each of days) expected.set(bandOfDays(each), (expected.get(bandOfDays(each)) ?? 0) + 1);
  expect(counted).toEqual([...expected].sort(([one], [other]) => one - other).map(([each, n]) => ({ band: each, n })));
  expect(counted.length).toBeGreaterThan(2);
});
