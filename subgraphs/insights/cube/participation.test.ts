import { today } from '../../../shared/machine';
import { systemActor } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { CubeDesk } from '../../../test/support/cube-desk';
import type { Asked, Cell } from '../../../test/support/cube-desk';
import { plantHistory } from '../../../test/support/participation-history';
import { comparePkhCost, pkhCost } from '../simulation/pkh-cost';
import { findPkhTariff } from '../simulation/tariff.loader';
import { businesses } from './businesses.cube';
import type { Cube } from './cube';
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
const QUESTIONS: readonly (readonly [question: string, cube: Cube, asked: Asked])[] = [
  [
    '02-pkh-to-kube',
    enrolments,
    {
      by: ['COMPONENT_MIX'],
      measures: ['EXITS', 'TO_KUBE'],
      where: `program = 'PKH'`,
    },
  ],
  [
    '03-business-funnel',
    businesses,
    {
      by: ['PROGRAM', 'VARIANT'],
      measures: ['PARTICIPANTS', 'FROM_PKH', 'APPROVED', 'GRANTED', 'FINISHED', 'LEFT_PKH'],
    },
  ],
  ['04-double-dipping', businesses, { by: ['PAIR'], measures: ['DOUBLE', 'DOUBLE_AMOUNT'] }],
  [
    '06-refusals',
    graduations,
    {
      by: ['REFUSAL_REASON'],
      measures: ['PROPOSALS', 'REFUSALS'],
      where: `program = 'PKH'`,
    },
  ],
  [
    '07-appeals',
    graduations,
    {
      by: ['APPEAL_OUTCOME'],
      measures: ['APPEALS', 'APPEALS_DECIDED', 'UPHELD'],
    },
  ],
  [
    '08-relapse',
    graduations,
    {
      by: ['EXIT_TYPE', 'RELAPSE_REASON'],
      measures: ['GRADUATED', 'RELAPSED'],
    },
  ],
  [
    '19-inclusion-error',
    enrolments,
    {
      by: ['DESIL'],
      measures: ['KPM', 'LATEST_AMOUNT'],
      where: `program = 'PKH' AND desil >= 6`,
    },
  ],
  [
    '21-payment-failures',
    payments,
    {
      by: ['PERIOD', 'DISBURSER'],
      measures: ['ORDERED', 'FAILED', 'ORDERED_AMOUNT', 'FAILED_AMOUNT'],
      grain: 'QUARTER',
      where: `program = 'PKH' AND paid_quarter BETWEEN 20261 AND 20263`,
    },
  ],
  [
    '22-pkh-cost',
    enrolments,
    {
      by: ['COMPONENT_PROFILE'],
      measures: ['KPM', 'LATEST_AMOUNT'],
      where: `program = 'PKH'`,
    },
  ],
  [
    '23-component-profile',
    enrolments,
    {
      by: ['DESIL'],
      measures: ['KPM', 'COMPONENTS_CARRIED', 'LATEST_AMOUNT'],
      where: `program = 'PKH' AND is_receiving`,
    },
  ],
  [
    '24-kube-survival',
    kubes,
    {
      by: ['LINE'],
      measures: ['GRANTED', 'GRANTED_12M', 'ALIVE_12M', 'GRANTED_24M', 'ALIVE_24M', 'TURNOVER'],
    },
  ],
  [
    '25-pena-months',
    businesses,
    {
      by: ['LINE'],
      measures: ['RUNNING', 'READY'],
      where: `program = 'PENA'`,
    },
  ],
  [
    '26-facilitator-load',
    facilitators,
    {
      by: ['DISTRICT'],
      measures: ['FACILITATORS', 'KPM', 'GRADUATES'],
    },
  ],
  [
    '28-age-out',
    enrolments,
    {
      by: ['AGE_OUT'],
      measures: ['AGING_OUT', 'LOSING_ALL_AID'],
      where: `program = 'PKH'`,
    },
  ],
];

const total = (cells: readonly Cell[], measure: string) =>
  cells.reduce((sum, cell) => sum + Number(cell[measure.toLowerCase()]), 0);

test.each(QUESTIONS)('%s says what the tables of its owners say, cell by cell', async (question, cube, asked) => {
  const { cells, counted, empty } = await desk.compare(question, cube, asked);
  expect(cells).toEqual(counted);
  // Control: of everything that is asked something is there.
  expect(empty).toEqual([]);
});

test.each([businesses, enrolments, facilitators, graduations, kubes, payments])(
  'the cube $name has its columns, nothing unknown as null, and a row for each unit and combination',
  async (cube) => {
    const { given, promised, rows, ...wrong } = await desk.shape(cube);
    expect(given).toEqual(expect.arrayContaining([...promised]));
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
