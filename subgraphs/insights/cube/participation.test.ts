import { today } from '../../../shared/machine';
import { systemActor } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { cubeCells, cubeShape } from '../../../test/support/cube-cells';
import type { Cell } from '../../../test/support/cube-cells';
import { openNation } from '../../../test/support/nation';
import { plantHistory } from '../../../test/support/participation-history';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { fillUnits } from '../../../test/support/star-units';
import { comparePkhCost, pkhCost } from '../simulation/pkh-cost';
import { findPkhTariff } from '../simulation/tariff.loader';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(await openNation());
  await plantHistory(platform);
  await platform.relay.drain();
  await fillUnits(platform);
}, 400_000);
afterAll(() => platform.stop());

const total = (cells: readonly Cell[], measure: string) =>
  cells.reduce((sum, cell) => sum + Number(cell[measure.toLowerCase()]), 0);

test.each(['businesses', 'enrolments', 'facilitators', 'graduations', 'kubes', 'payments'])(
  'the cube %s has its columns, nothing unknown as null, and a row for each unit and combination',
  async (name) => {
    const shape = await cubeShape(platform, name);
    expect(shape).toMatchObject({ nulls: 0 });
    expect(shape?.['rows']).toBe(shape?.['distinct']);
    expect(shape?.['rows']).toBeGreaterThan(0);
  },
);

test('who is alive at a day of the past is decided by that day', async () => {
  const [cell] = await cubeCells(platform, {
    cube: 'kubes',
    by: [],
    measures: ['GRANTED_12M', 'ALIVE_12M', 'GRANTED_24M', 'ALIVE_24M'],
  });
  const died = (months: number) => Number(cell?.[`granted_${months}m`]) - Number(cell?.[`alive_${months}m`]);
  // Some stopped between one year and two; some that had stopped before went on within the year and are alive.
  expect(died(24)).toBeGreaterThan(0);
  expect(Number(cell?.['alive_12m'])).toBeGreaterThan(Number(cell?.['alive_24m']));
});

test('a simulation under what is in force costs what the latest stage costs, but for who changed since', async () => {
  const profiles = await cubeCells(platform, {
    cube: 'enrolments',
    by: ['COMPONENT_PROFILE'],
    measures: ['KPM', 'LATEST_AMOUNT'],
    where: `program = 'PKH'`,
  });
  const cells = profiles.map((cell) => ({ profile: String(cell['component_profile']), families: Number(cell['kpm']) }));
  const { database } = platform.subgraph('insights');
  const tariff = await database.bulk(systemActor('a test'), (connection) => findPkhTariff(connection, today()));
  expect(tariff).toMatchObject({ cap: 4 });
  expect(tariff.amounts.get('ANAK_SD')).toBe(900_000);
  const paid = total(profiles, 'LATEST_AMOUNT');
  const { perStage } = pkhCost(cells, tariff);
  expect(Math.abs(perStage - paid) / paid).toBeLessThan(0.02);
  // Control: another tariff costs another sum.
  const raised = comparePkhCost(cells, tariff, { cap: 2 });
  expect(raised.difference).toBeLessThan(0);
  expect(raised.losing).toBeGreaterThan(0);
});

/** Tables the outbox of programs feeds. */
const TABLES = [
  'business_case',
  'component',
  'enrolment',
  'facilitator',
  'graduation',
  'grievance',
  'kube',
  'kube_member',
  'kube_state',
  'payment',
  'tariff_limit',
  'tariff_rate',
];

describe('the tables of participation', () => {
  const asStar = (...texts: readonly string[]) =>
    asAdmin(async (client) => {
      await client.query('SET search_path = insights');
      const found: object[] = [];
      for (const text of texts) found.push(...(await client.query<object>(text)).rows);
      return found;
    }, platform.database.adminUrl);
  const state = () =>
    asStar(
      ...TABLES.map(
        (table) => `SELECT '${table}' AS name, count(*)::int AS rows,
          md5(string_agg(to_jsonb(t)::text, ',' ORDER BY to_jsonb(t)::text)) AS content
          FROM ${table} t`,
      ),
    );
  const fromZero = `DELETE FROM relay_position WHERE model LIKE 'insights.%'`;

  test('do not change when every event comes a second time', async () => {
    const before = await state();
    expect(before.filter((each) => 'rows' in each && each.rows === 0)).toEqual([]);
    await asStar(fromZero);
    expect(await platform.relay.drain()).toBeGreaterThan(0);
    expect(await state()).toEqual(before);
  }, 120_000);

  test('are the same again when they are made anew from the first event on', async () => {
    const before = await state();
    await asStar(`TRUNCATE ${TABLES.join(', ')}`, fromZero);
    await platform.relay.drain();
    expect(await state()).toEqual(before);
  }, 120_000);
});
