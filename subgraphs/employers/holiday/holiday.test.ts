import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { asAdmin } from '../../../test/support/database';
import { workingDaysAfter } from './holiday';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const after = (day: string, days: number) =>
  asAdmin(async (client) => {
    await client.query('SET search_path = employers');
    const text = `SELECT ${workingDaysAfter(`date '${day}'`, String(days))}::text AS day`;
    return (await client.query<{ day: string }>(text)).rows[0]?.day;
  }, platform.database.adminUrl);

test.each([
  ['an ordinary Monday', '2026-07-06', 10, '2026-07-20'],
  ['a Friday: the weekend does not count', '2026-07-03', 1, '2026-07-06'],
  ['a Saturday', '2026-07-04', 1, '2026-07-06'],
  ['a week before Nyepi and Idul Fitri, with joint leave around both', '2026-03-13', 10, '2026-04-06'],
  ['the day before Christmas leave, over the year', '2026-12-23', 5, '2027-01-04'],
  ['a week before Idul Fitri of the next year, as far as it is known', '2027-03-05', 10, '2027-03-24'],
])('from %s', async (_, day, days, expected) => {
  expect(await after(day, days)).toBe(expected);
});

test('the holidays of a year are public, with where each is from', async () => {
  const ask = async (year: number) =>
    (
      await platform.ask<{ publicHolidays: readonly Record<string, unknown>[] }>(
        viewerOf('PUBLIC'),
        'query ($year: Int!) { publicHolidays(year: $year) { day name kind legalRef confidence } }',
        { year },
      )
    ).data?.publicHolidays ?? [];
  const [decreed, reckoned] = [await ask(2026), await ask(2027)];
  expect(decreed).toHaveLength(25);
  expect(decreed.filter(({ kind }) => kind === 'CUTI_BERSAMA')).toHaveLength(8);
  expect(decreed).toContainEqual({
    day: '2026-03-20',
    name: 'Idul Fitri',
    kind: 'CUTI_BERSAMA',
    legalRef: 'SKB 3 Menteri 1497/2025, 2/2025, 5/2025',
    confidence: 'SECONDARY',
  });
  expect(new Set(reckoned.map(({ confidence, legalRef }) => `${String(confidence)} ${String(legalRef)}`))).toEqual(
    new Set(['UNCERTAIN null']),
  );
  expect(await ask(2035)).toEqual([]);
});

test('control: without holidays Idul Fitri would be worked through', async () => {
  await asAdmin((client) => client.query('DELETE FROM employers.public_holiday'), platform.database.adminUrl);
  expect(await after('2026-03-13', 10)).toBe('2026-03-27');
});
