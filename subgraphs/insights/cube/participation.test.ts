import { today } from '../../../shared/machine';
import { systemActor } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { CubeDesk } from '../../../test/support/cube-desk';
import type { Cell } from '../../../test/support/cube-desk';
import { plantHistory } from '../../../test/support/participation-history';
import { comparePkhCost, pkhCost } from '../simulation/pkh-cost';
import { findPkhTariff } from '../simulation/tariff.loader';
import { businesses } from './businesses.cube';
import { enrolments } from './enrolments.cube';
import { facilitators } from './facilitators.cube';
import { graduations } from './graduations.cube';
import { kubes } from './kubes.cube';
import { payments } from './payments.cube';

let desk: CubeDesk;
beforeAll(async () => {
  desk = await CubeDesk.ofNation(today(), plantHistory);
}, 400_000);
afterAll(() => desk[Symbol.asyncDispose]());

/** Questions as the cubes see them; the measures in which something must be found. */

const total = (cells: readonly Cell[], measure: string) =>
  cells.reduce((sum, cell) => sum + Number(cell[measure.toLowerCase()]), 0);

test.each([businesses, enrolments, facilitators, graduations, kubes, payments])(
  'the cube $name has its columns, nothing unknown as null, and a row for each unit and combination',
  async (cube) => {
    const { given, promised, rows, ...wrong } = await desk.shape(cube);
    expect(given).toEqual(promised);
    expect(rows).toBeGreaterThan(0);
    expect(wrong).toEqual({ holes: 0, doubled: [], split: [] });
  },
);

test('who is alive at a day of the past is decided by that day', async () => {
  const measures = ['GRANTED_12M', 'ALIVE_12M', 'GRANTED_24M', 'ALIVE_24M'];
  const [cell] = await desk.cells(kubes, { by: [], measures });
  const died = (months: number) => Number(cell?.[`granted_${months}m`]) - Number(cell?.[`alive_${months}m`]);
  // Some stopped between one year and two; some that had stopped before went on within the year and are alive.
  expect(died(24)).toBeGreaterThan(0);
  expect(Number(cell?.['alive_12m'])).toBeGreaterThan(Number(cell?.['alive_24m']));
});

test('a simulation under what is in force costs what the latest stage costs, but for who changed since', async () => {
  const profiles = await desk.cells(enrolments, {
    by: ['COMPONENT_PROFILE'],
    measures: ['KPM', 'LATEST_AMOUNT'],
    where: `program = 'PKH'`,
  });
  const cells = profiles.map((cell) => ({ profile: String(cell['component_profile']), families: Number(cell['kpm']) }));
  const { database } = desk.platform.subgraph('insights');
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
    }, desk.platform.database.adminUrl);
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
    expect(await desk.platform.relay.drain()).toBeGreaterThan(0);
    expect(await state()).toEqual(before);
  }, 120_000);

  test('are the same again when they are made anew from the first event on', async () => {
    const before = await state();
    await asStar(`TRUNCATE ${TABLES.join(', ')}`, fromZero);
    await desk.platform.relay.drain();
    expect(await state()).toEqual(before);
  }, 120_000);
});
