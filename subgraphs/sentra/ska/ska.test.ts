import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const officer = viewerOf('SENTRA_OFFICER', { sentraId: 'S-004' });
const RECORD = `mutation ($input: SkaInput!) { recordSka(input: $input) { id hasSka ska { targetGroups lines isAssumed } } }`;
const MONTH = `mutation ($input: SkaMonthInput!) { recordSkaMonth(input: $input) { ska { months { line month revenue atWork } } } }`;
let keys = 0;
const ask = (viewer: Viewer, query: string, input: object) =>
  platform.ask(viewer, query, { input: { clientKey: `ska-test-${keys++}`, ...input } });
const codes = ({ errors }: Awaited<ReturnType<typeof ask>>) => errors.map(({ extensions }) => extensions['code']);
const month = { line: 'BATIK_CIPRAT', month: '2026-07', revenue: 12_500_000, atWork: 4 };

test('an officer records what the own centre has; people laid off may be a target', async () => {
  const before = await platform.ask(viewerOf('PUBLIC'), '{ centre(code: "S-004") { hasSka ska { lines } } }');
  expect(before.data).toEqual({ centre: { hasSka: false, ska: null } });
  const { data, errors } = await ask(officer, RECORD, { targetGroups: ['KORBAN_PHK'], lines: ['BATIK_CIPRAT'] });
  expect(errors).toEqual([]);
  const ska = { targetGroups: ['KORBAN_PHK'], lines: ['BATIK_CIPRAT'], isAssumed: false };
  expect(data).toEqual({ recordSka: { id: 'S-004', hasSka: true, ska } });
});

test('a month is recorded once, corrected, and a retry of the first record changes nothing', async () => {
  const clientKey = 'ska-month-1';
  const months = (atWork: number, revenue: number) => ({
    recordSkaMonth: { ska: { months: [{ line: 'BATIK_CIPRAT', month: '2026-07', revenue, atWork }] } },
  });
  expect((await ask(officer, MONTH, { ...month, clientKey })).data).toEqual(months(4, 12_500_000));
  expect((await ask(officer, MONTH, { ...month, atWork: 5 })).data).toEqual(months(5, 12_500_000));
  expect((await ask(officer, MONTH, { ...month, clientKey })).data).toEqual(months(5, 12_500_000));
  expect(codes(await ask(officer, MONTH, { ...month, atWork: 9, clientKey }))).toEqual(['IDEMPOTENCY_MISMATCH']);
});

test('statistics are told each record once, the correction among them', async () => {
  const told = await asAdmin(
    async (client) =>
      (await client.query(`SELECT entity_id AS id, payload FROM sentra.outbox WHERE topic = 'ska_month' ORDER BY id`))
        .rows,
    platform.database.adminUrl,
  );
  const [first, second] = [4, 5].map((atWork) => ({ centreId: 'S-004', ...month, atWork }));
  expect(told.map(({ payload }) => payload)).toEqual([first, second]);
  expect(new Set(told.map(({ id }) => id)).size).toBe(1);
});

test('the public reads revenue, and how many work there from ten on', async () => {
  const query = '{ centre(code: "S-004") { ska { months { revenue atWork } } } }';
  const read = async (viewer: Viewer) =>
    (await platform.ask<{ centre: { ska: { months: unknown[] } } }>(viewer, query)).data?.centre.ska.months;
  expect(await read(viewerOf('PUBLIC'))).toEqual([{ revenue: 12_500_000, atWork: null }]);
  expect(await read(viewerOf('SENTRA_OFFICER', { sentraId: 'S-003' }))).toEqual([
    { revenue: 12_500_000, atWork: null },
  ]);
  expect(await read(officer)).toEqual([{ revenue: 12_500_000, atWork: 5 }]);
  await ask(officer, MONTH, { ...month, atWork: 10 });
  expect(await read(viewerOf('PUBLIC'))).toEqual([{ revenue: 12_500_000, atWork: 10 }]);
});

test.each([
  ['another role', viewerOf('SUPERVISOR', { regionCodes: ['ID'] }), month, 'FORBIDDEN'],
  ['an officer without a centre', viewerOf('SENTRA_OFFICER'), month, 'FORBIDDEN'],
  ['a line the centre does not have', officer, { ...month, line: 'LAUNDRY' }, 'BAD_USER_INPUT'],
  ['a month to come', officer, { ...month, month: '2099-01' }, 'BAD_USER_INPUT'],
  ['no month', officer, { ...month, month: '2026-13' }, 'BAD_USER_INPUT'],
  ['a loss', officer, { ...month, revenue: -1 }, 'BAD_USER_INPUT'],
  ['more people than a line can have', officer, { ...month, atWork: 10_001 }, 'BAD_USER_INPUT'],
])('%s is refused', async (_, viewer, input, code) => {
  expect(codes(await ask(viewer, MONTH, input))).toEqual([code]);
});
