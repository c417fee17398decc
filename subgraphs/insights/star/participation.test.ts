import { getParts } from '../../../platform/catalogue';
import { openSubgraph } from '../../../platform/subgraphs';
import type { RunningSubgraph } from '../../../platform/subgraphs';
import type { OutboxEvent, ReadModel } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import { asAdmin, openEmptyDatabase } from '../../../test/support/database';
import type { TestDatabase } from '../../../test/support/database';
import { enrolmentStar } from './enrolment';
import { kubeStar } from './kube';
import { tariffStar } from './tariff';

const id = (number: number) => `00000000-0000-8000-8000-${String(number).padStart(12, '0')}`;

let database: TestDatabase;
let running: RunningSubgraph;
beforeAll(async () => {
  database = await openEmptyDatabase();
  running = await openSubgraph(getParts('insights'), database.adminUrl, database.config);
});
afterAll(async () => {
  await running.database.close();
  await database.drop();
});

const event = (topic: string, entity: number, payload: Record<string, unknown>): OutboxEvent => ({
  topic,
  entityId: id(entity),
  payload,
  at: '2026-11-24T00:00:00Z',
});
const apply = (model: ReadModel, ...events: OutboxEvent[]) =>
  running.database.bulk(systemActor('a test'), (client) => model.apply(events, client, running.database.recordKeys));
const rows = (sql: string) =>
  asAdmin(async (client) => {
    await client.query('SET search_path = insights');
    return (await client.query<Record<string, unknown>>(sql)).rows;
  }, database.adminUrl);

const ENROLMENT = {
  ...{ familyId: id(1), programCode: 'PKH', status: 'ACTIVE', reason: null },
  ...{ startedOn: '2020-01-01', endedOn: null, relapseOf: null, statistics: { facilitator: 'pendamping-320405' } },
};

test('an enrolment is known by pseudonyms, and its facilitator by one of a record key', async () => {
  await apply(enrolmentStar, event('enrolment', 3, ENROLMENT));
  const [row] = await rows('SELECT * FROM enrolment e JOIN facilitator f ON f.unit = e.facilitator');
  const key = running.database.recordKeys.of('facilitator:pendamping-320405');
  expect(row).toMatchObject({ program: 'PKH', status: 'ACTIVE', reason: 'NONE', ...key });
  expect(row?.['family']).toBe(running.database.recordKeys.of(`family:${id(1)}`).unit);
  // Nothing programs knows it by is left of it.
  const text = JSON.stringify(row);
  for (const known of [id(1), id(2), id(3), 'pendamping']) expect(text).not.toContain(known);
});

test('the last of several events holds, and one from before statistics asked is taken as it is', async () => {
  await apply(
    enrolmentStar,
    event('enrolment', 4, ENROLMENT),
    event('enrolment', 4, { ...ENROLMENT, status: 'SUSPENDED', statistics: undefined }),
  );
  const found = await rows(`SELECT status, facilitator FROM enrolment WHERE status = 'SUSPENDED'`);
  expect(found).toEqual([{ status: 'SUSPENDED', facilitator: null }]);
});

test('who was taken out of a proposal of a group is gone, and its states are those of its history', async () => {
  const member = (number: number) => ({ personId: id(number), familyId: id(number), joinedOn: null });
  const group = (members: readonly object[]) =>
    event('kube', 5, {
      ...{ status: 'STALLED', regionCode: '3204050001', grantAmount: null },
      statistics: {
        ...{ line: 'TRADE', proposedOn: '2026-01-01', designatedOn: null, grantedOn: null, independentOn: null },
        states: [
          { since: '2026-01-01', status: 'PROPOSED' },
          { since: '2026-03-01', status: 'STALLED' },
        ],
        ...{ turnover: 0, turnoverMonths: 0, members },
      },
    });
  await apply(kubeStar, group([member(6), member(7)]));
  await apply(kubeStar, group([member(7)]));
  const person = running.database.recordKeys.of(`person:${id(7)}`).unit;
  expect(await rows('SELECT person FROM kube_member')).toEqual([{ person }]);
  expect(await rows('SELECT members, district FROM kube')).toEqual([{ members: 1, district: '320405' }]);
  expect(await rows('SELECT status FROM kube_state ORDER BY number')).toEqual([
    { status: 'PROPOSED' },
    { status: 'STALLED' },
  ]);
});

test('a rate that is gone from the catalogue is gone, and one a month counts twelve times', async () => {
  const rate = (amount: number, validFrom: string) => ({
    ...{ component: null, amount, per: 'MONTH', validFrom, validTo: null },
  });
  const tariff = (...rates: object[]) => event('tariff', 8, { programCode: 'SEMBAKO', rates, limits: [] });
  await apply(tariffStar, tariff(rate(200_000, '2020-03-01'), rate(300_000, '2027-01-01')));
  await apply(tariffStar, tariff(rate(200_000, '2020-03-01')));
  expect(await rows('SELECT component, yearly_amount AS amount FROM tariff_rate')).toEqual([
    { component: 'NONE', amount: 2_400_000 },
  ]);
});
