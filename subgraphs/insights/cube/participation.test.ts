import { asAdmin } from '../../../test/support/database';
import { cubeCells, cubeShape, questionCells } from '../../../test/support/cube-cells';
import type { Asked, Cell } from '../../../test/support/cube-cells';
import { openNation } from '../../../test/support/nation';
import { plantHistory } from '../../../test/support/participation-history';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { fillUnits } from '../../../test/support/star-units';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(await openNation());
  await plantHistory(platform);
  await platform.relay.drain();
  await fillUnits(platform);
}, 400_000);
afterAll(() => platform.stop());

/** Questions as the cubes see them; the measures in which something must be found. */
const QUESTIONS: Readonly<Record<string, Asked>> = {
  '02-pkh-to-kube': {
    cube: 'enrolments',
    by: ['COMPONENT_MIX'],
    measures: ['EXITS', 'TO_KUBE'],
    where: `program = 'PKH'`,
  },
  '03-business-funnel': {
    cube: 'businesses',
    by: ['PROGRAM', 'VARIANT'],
    measures: ['PARTICIPANTS', 'FROM_PKH', 'APPROVED', 'GRANTED', 'FINISHED', 'LEFT_PKH'],
  },
  '04-double-dipping': { cube: 'businesses', by: ['PAIR'], measures: ['DOUBLE', 'DOUBLE_AMOUNT'] },
  '06-refusals': {
    cube: 'graduations',
    by: ['REFUSAL_REASON'],
    measures: ['PROPOSALS', 'REFUSALS'],
    where: `program = 'PKH'`,
  },
  '07-appeals': {
    cube: 'graduations',
    by: ['APPEAL_OUTCOME'],
    measures: ['APPEALS', 'APPEALS_DECIDED', 'UPHELD'],
  },
  '08-relapse': {
    cube: 'graduations',
    by: ['EXIT_TYPE', 'RELAPSE_REASON'],
    measures: ['GRADUATED', 'RELAPSED'],
  },
  '19-inclusion-error': {
    cube: 'enrolments',
    by: ['DESIL'],
    measures: ['KPM', 'LATEST_AMOUNT'],
    where: `program = 'PKH' AND desil >= 6`,
  },
  '21-payment-failures': {
    cube: 'payments',
    by: ['PERIOD', 'DISBURSER'],
    measures: ['ORDERED', 'FAILED', 'ORDERED_AMOUNT', 'FAILED_AMOUNT'],
    grain: 'quarter',
    where: `program = 'PKH' AND paid_quarter BETWEEN 20261 AND 20263`,
  },
  '22-pkh-cost': {
    cube: 'enrolments',
    by: ['COMPONENT_PROFILE'],
    measures: ['KPM', 'LATEST_AMOUNT'],
    where: `program = 'PKH'`,
  },
  '23-component-profile': {
    cube: 'enrolments',
    by: ['DESIL'],
    measures: ['KPM', 'COMPONENTS_CARRIED', 'LATEST_AMOUNT'],
    where: `program = 'PKH' AND is_receiving`,
  },
  '24-kube-survival': {
    cube: 'kubes',
    by: ['LINE'],
    measures: ['GRANTED', 'GRANTED_12M', 'ALIVE_12M', 'GRANTED_24M', 'ALIVE_24M', 'TURNOVER'],
  },
  '25-pena-months': {
    cube: 'businesses',
    by: ['LINE'],
    measures: ['RUNNING', 'READY'],
    where: `program = 'PENA'`,
  },
  '26-facilitator-load': {
    cube: 'facilitators',
    by: ['DISTRICT'],
    measures: ['FACILITATORS', 'KPM', 'GRADUATES'],
  },
  '28-age-out': {
    cube: 'enrolments',
    by: ['AGE_OUT'],
    measures: ['AGING_OUT', 'LOSING_ALL_AID'],
    where: `program = 'PKH'`,
  },
};

const sorted = (cells: readonly Cell[]) => cells.map((cell) => JSON.stringify(cell)).sort();
const total = (cells: readonly Cell[], measure: string) =>
  cells.reduce((sum, cell) => sum + Number(cell[measure.toLowerCase()]), 0);

test.each(Object.entries(QUESTIONS))('%s says what the tables of its owners say, cell by cell', async (name, asked) => {
  const cells = await cubeCells(platform, asked);
  expect(sorted(cells)).toEqual(sorted(await questionCells(platform, name)));
  // Control: of everything that is asked something is there.
  expect(asked.measures.filter((measure) => total(cells, measure) === 0)).toEqual([]);
});

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
    expect(await platform.relay.drain()).toBeGreaterThan(20_000);
    expect(await state()).toEqual(before);
  }, 120_000);

  test('are the same again when they are made anew from the first event on', async () => {
    const before = await state();
    await asStar(`TRUNCATE ${TABLES.join(', ')}`, fromZero);
    await platform.relay.drain();
    expect(await state()).toEqual(before);
  }, 120_000);
});
