import { randomUUID } from 'node:crypto';
import { getParts } from '../../../platform/catalogue';
import { openSubgraph } from '../../../platform/subgraphs';
import type { RunningSubgraph } from '../../../platform/subgraphs';
import type { OutboxEvent, ReadModel } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import { asAdmin, openEmptyDatabase } from '../../../test/support/database';
import type { TestDatabase } from '../../../test/support/database';
import { cases } from '../cube/cases.cube';
import { ska } from '../cube/ska.cube';
import { deviceStar } from './device';
import { serviceCaseStar } from './service-case';
import { skaStar } from './ska';
import { starId } from './unit';

/** What the projector makes of the centres' events, one by one and all at once. */
let database: TestDatabase;
let running: RunningSubgraph;
beforeAll(async () => {
  database = await openEmptyDatabase();
  running = await openSubgraph(getParts('insights'), database.adminUrl, database.config);
});
const TABLES = ['case_skill', 'device', 'device_need', 'outreach_contact', 'service_case', 'ska_month', 'ska_place'];
const empty = () =>
  asAdmin(
    (client) =>
      client.query(`TRUNCATE ${[...TABLES, 'person', 'family'].map((table) => `insights.${table}`).join(', ')}`),
    database.adminUrl,
  );
beforeEach(empty);
afterAll(async () => {
  await running.database.close();
  await database.drop();
});

const rows = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  running.database.bulk(systemActor('a test'), async (client) => (await client.query<Row>(text, [...values])).rows);
const apply = (model: ReadModel, ...events: OutboxEvent[]) =>
  running.database.bulk(systemActor(`relay ${model.name}`), (client) =>
    model.apply(events, client, running.database.recordKeys),
  );

/** Every row of the schema's tables, with the versions of the rows: an update that writes the same shows too. */
async function state(withVersions = false): Promise<object[]> {
  const version = withVersions ? ', xmin::text' : '';
  const each = TABLES.map((table) => `SELECT '${table}' AS name, to_jsonb(t) AS row${version} FROM ${table} t`);
  return rows(`${each.join(' UNION ALL ')} ORDER BY 1, 2`);
}

const [CASE, PERSON, DEVICE, NEED] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const event = (topic: string, entityId: string, payload: Record<string, unknown>): OutboxEvent => ({
  ...{ topic, entityId, payload, at: '2026-11-24T00:00:00Z' },
});
const MILESTONES = {
  ...{ reachedOn: '2026-01-05', takenInOn: null, assessedOn: null, plannedOn: null, startedOn: null, trainedOn: null },
  ...{ certifiedOn: null, readyOn: null, readyForBusinessOn: null, placedOn: null, endedOn: null },
};
const contact = (attempt: number, outcome: string) => ({
  ...{ attempt, on: `2026-0${attempt}-05`, placeKind: 'STREET', outcome },
});

function caseEvent(
  status: string,
  contacts: readonly object[],
  more: object = {},
  milestones: object = {},
): OutboxEvent {
  const statistics = { district: '320405', source: 'PATROL', major: null, contacts };
  return event('service_case', CASE, {
    ...{ centreId: 'S-001', personId: null, status, open: true, episode: 1, profile: null },
    statistics: { ...statistics, milestones: { ...MILESTONES, ...milestones } },
    ...more,
  });
}

const READY = { skills: [{ code: 'JAHIT', level: 3 }] };
const STORY: readonly OutboxEvent[] = [
  caseEvent('REFUSED_SERVICE', [contact(1, 'REFUSED')]),
  caseEvent(
    'INTAKE',
    [contact(1, 'REFUSED'), contact(2, 'ACCEPTED')],
    { personId: PERSON },
    { takenInOn: '2026-02-05' },
  ),
  event('case_types', CASE, { types: ['PENGEMIS'] }),
  caseEvent(
    'READY_FOR_WORK',
    [contact(1, 'REFUSED'), contact(2, 'ACCEPTED')],
    { personId: PERSON, profile: READY },
    { takenInOn: '2026-02-05', readyOn: '2026-07-01' },
  ),
  event('case_types', CASE, { types: ['PENGEMIS', 'ODHA'] }),
  caseEvent(
    'AFTERCARE',
    [contact(1, 'REFUSED'), contact(2, 'ACCEPTED')],
    { personId: PERSON },
    { takenInOn: '2026-02-05', readyOn: '2026-07-01', placedOn: '2026-08-01' },
  ),
];
const thing = { centreId: 'S-001', type: 'ADAPTIVE_CANE' };
const inStock = { plannedFor: '2026-03-01', madeOn: '2026-03-20', handedOverOn: null, regency: '3275', leadDays: null };
const DEVICES: readonly OutboxEvent[] = [
  event('device', DEVICE, { ...thing, status: 'IN_STOCK', statistics: { ...inStock, personId: null } }),
  event('device_need', NEED, {
    ...{ ...thing, status: 'WAITING' },
    statistics: { personId: PERSON, priority: 'HIGH', assessedOn: '2026-02-01', metOn: null },
  }),
  event('device', DEVICE, {
    ...{ ...thing, status: 'HANDED_OVER' },
    statistics: { ...inStock, personId: PERSON, handedOverOn: '2026-04-02', leadDays: 60 },
  }),
  event('device_need', NEED, {
    ...{ ...thing, status: 'MET' },
    statistics: { personId: PERSON, priority: 'HIGH', assessedOn: '2026-02-01', metOn: '2026-04-02' },
  }),
];
const month = (atWork: number, revenue: number) =>
  event('ska_month', '00000000-0000-8000-8000-000000000001', {
    ...{ centreId: 'S-001', line: 'KAFE', month: '2026-07', revenue, atWork },
  });
const SKA: readonly OutboxEvent[] = [month(7, 10_000_000), month(3, 10_000_001)];

const MODELS: readonly (readonly [string, ReadModel, readonly OutboxEvent[], number])[] = [
  ['cases', serviceCaseStar, STORY, 3],
  ['devices', deviceStar, DEVICES, 2],
  ['ska', skaStar, SKA, 8],
];

it.each(MODELS)('%s: one by one and all at once give the same, and a second time changes nothing', async (...given) => {
  const [, model, events, count] = given;
  for (const each of events) await apply(model, each);
  const once = await state();
  expect(once).toHaveLength(count);
  const versions = await state(true);
  await apply(model, ...events.slice(-2));
  expect(await state(true)).toEqual(versions);
  await empty();
  await apply(model, ...events);
  expect(await state()).toEqual(once);
});

test('what a case said before statistics asked is left alone, and what it says last is all there is', async () => {
  await apply(serviceCaseStar, event('service_case', CASE, { centreId: 'S-001', personId: null, status: 'INTAKE' }));
  expect(await state()).toEqual([]);
  await apply(serviceCaseStar, ...STORY.slice(0, 4));
  expect(await rows('SELECT skill, level FROM case_skill')).toEqual([{ skill: 'JAHIT', level: 3 }]);
  await apply(serviceCaseStar, ...STORY.slice(4));
  expect(await rows('SELECT skill FROM case_skill')).toEqual([]);
  const [served] = await rows('SELECT person, ppks_types, placed_on::text AS placed FROM service_case');
  const person = starId(running.database.recordKeys, 'person', PERSON);
  expect(served).toEqual({ person, ppks_types: ['PENGEMIS', 'ODHA'], placed: '2026-08-01' });
});

test('no table holds an id that another schema knows', async () => {
  for (const [, model, events] of MODELS) await apply(model, ...events);
  const text = JSON.stringify(await state());
  for (const id of [CASE, PERSON, DEVICE, NEED]) expect(text).not.toContain(id);
  expect(text).toContain(starId(running.database.recordKeys, 'case', CASE));
});

describe('who a case is counted as', () => {
  const AS_OF = `date '2026-09-30'`;
  const units = () =>
    rows<object>(`SELECT unit, rkey, province, desil, sex, age_band, is_taken_in FROM (${cases.source(AS_OF)}) c`);
  const record = (kind: 'case' | 'person' | 'family', id: string) => running.database.recordKeys.of(`${kind}:${id}`);
  const FAMILY = randomUUID();

  async function register(): Promise<void> {
    const [person, family] = [record('person', PERSON), record('family', FAMILY)];
    await rows(`INSERT INTO family (unit, rkey, mkey, district, desil) VALUES ($1, $2, $3, '110101', 3)`, [
      ...[family.unit, family.rkey, family.mkey],
    ]);
    await rows(
      `INSERT INTO person (unit, rkey, mkey, family, birth_month, sex, disability, match_status)
       VALUES ($1, $2, $3, $4, '1990-10-01', 'FEMALE', 'FISIK', 'PADAN')`,
      [person.unit, person.rkey, person.mkey, family.unit],
    );
  }

  test('as the case itself, where the person was met, until somebody knows who it is', async () => {
    const { unit, rkey } = record('case', CASE);
    await apply(serviceCaseStar, ...STORY.slice(0, 1));
    const facts = { province: '32', desil: 0, sex: 'UNKNOWN', age_band: 'UNKNOWN', is_taken_in: false };
    expect(await units()).toEqual([{ unit, rkey, ...facts }]);
  });

  test('then as the person, where the family lives', async () => {
    await register();
    await apply(serviceCaseStar, ...STORY);
    const { unit, rkey } = record('person', PERSON);
    const facts = { province: '11', desil: 3, sex: 'FEMALE', age_band: 'AGE_35_44', is_taken_in: true };
    expect(await units()).toEqual([{ unit, rkey, ...facts }]);
  });

  test('not at all once the registry counts the person no longer', async () => {
    await register();
    await apply(serviceCaseStar, ...STORY);
    expect(await units()).toHaveLength(1);
    await rows('DELETE FROM person');
    expect(await units()).toEqual([]);
  });
});

test('revenue is shared among the places of a month, and none of it is lost', async () => {
  const of = () =>
    rows(`SELECT count(*)::int AS places, count(*) FILTER (WHERE is_employed)::int AS employed, sum(revenue)::int AS revenue,
      max(revenue)::int AS most FROM (${ska.source('now()')}) c`);
  await apply(skaStar, month(7, 10_000_000));
  expect(await of()).toEqual([{ places: 7, employed: 7, revenue: 10_000_000, most: 1_428_574 }]);
  await apply(skaStar, month(0, 10_000_001));
  expect(await of()).toEqual([{ places: 1, employed: 0, revenue: 10_000_001, most: 10_000_001 }]);
});
