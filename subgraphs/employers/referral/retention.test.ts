import type { Client } from 'pg';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { OFFICER, RECRUITER, day, plantPartner, plantReferral } from '../../../test/support/referral-desk';
import { codesOf } from '../../../test/support/referral-reads';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await admin((client) => plantPartner(client));
});
afterAll(() => platform.stop());

const admin = <Result>(work: (client: Client) => Promise<Result>) => asAdmin(work, platform.database.adminUrl);
let keys = 0;
const ask = (viewer: Viewer, mutation: string, type: string, input: object) =>
  platform.ask(viewer, `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id } }`, {
    input: { clientKey: `retention-test-${keys++}`, ...input },
  });
const report = (referralId: string, more: object = {}) =>
  ask(RECRUITER, 'reportRetention', 'RetentionReportInput', {
    ...{ referralId, months: 3, evidenceKind: 'BPJS_TK', reference: '19012345678' },
    ...more,
  });
const confirm = (id: string, more: object = {}, months = 3) =>
  ask(OFFICER, `confirmRetention${months}`, 'ConfirmRetentionInput', { id, version: 1, ...more });
const placed = (placedOn: string) => admin((client) => plantReferral(client, 'PLACED', { placed_on: placedOn }));
/** A day some months ago, moved by some days. */
const monthsAgo = async (months: number, days = 0) => {
  const [row] = await admin(
    async (client) =>
      (
        await client.query<{ day: string }>(
          `SELECT ((now() AT TIME ZONE 'Asia/Jakarta')::date - make_interval(months => $1) - make_interval(days => $2))::date::text AS day`,
          [months, days],
        )
      ).rows,
  );
  return row?.day ?? '';
};

test('a partner reports around the day, once, and the number stays sealed', async () => {
  const { id } = await placed(await monthsAgo(3));
  expect(codesOf(await report(id, { months: 4 }))).toEqual(['BAD_USER_INPUT']);
  expect(codesOf(await report(id, { months: 6 }))).toEqual(['RULES_NOT_MET']);
  expect(codesOf(await report(id, { reference: 'NIK 3204054101809917' }))).toEqual(['BAD_USER_INPUT']);
  const once = { clientKey: 'the-same-report' };
  expect([codesOf(await report(id, once)), codesOf(await report(id, once))]).toEqual([[], []]);
  expect(codesOf(await report(id))).toEqual(['CONFLICT']);
  const [row] = await admin(async (client) => (await client.query('SELECT * FROM employers.retention_report')).rows);
  expect(row).toMatchObject({ months: 3, evidence_kind: 'BPJS_TK', reference_end: '5678' });
  expect(JSON.stringify(row)).not.toContain('19012345678');
});

test('the days around the day are the rule’s, to both sides', async () => {
  const { id } = await placed('2026-01-31');
  const { data } = await platform.ask<{ referral: { retention: object[] } }>(
    OFFICER,
    `{ referral(id: "${id}") { retention { months fullOn opensOn closesOn } } }`,
  );
  expect(data?.referral.retention).toEqual([
    { months: 3, fullOn: '2026-04-30', opensOn: '2026-04-15', closesOn: '2026-05-15' },
    { months: 6, fullOn: '2026-07-31', opensOn: '2026-07-16', closesOn: '2026-08-15' },
    { months: 12, fullOn: '2027-01-31', opensOn: '2027-01-16', closesOn: '2027-02-15' },
  ]);
});

test.each([
  [20, ['RULES_NOT_MET']],
  [10, []],
  [-10, []],
  [-20, ['RULES_NOT_MET']],
])('reported some %s days after the three months are full', async (days, codes) => {
  const { id } = await placed(await monthsAgo(3, days));
  expect(codesOf(await report(id))).toEqual(codes);
});

test('the centre confirms by the report, or by a visit around the day', async () => {
  const reported = await placed(await monthsAgo(3));
  expect(codesOf(await confirm(reported.id))).toEqual(['RULES_NOT_MET']);
  await report(reported.id);
  expect(codesOf(await confirm(reported.id))).toEqual([]);

  const visited = await placed(await monthsAgo(3, 10));
  expect(codesOf(await confirm(visited.id, { visitedOn: day(-40) }))).toEqual(['RULES_NOT_MET']);
  expect(codesOf(await confirm(visited.id, { visitedOn: day(1) }))).toEqual(['BAD_USER_INPUT']);
  expect(codesOf(await confirm(visited.id, { visitedOn: day(-10) }))).toEqual([]);
  const { data } = await platform.ask<{ referral: { retention: object[] } }>(
    RECRUITER,
    `{ referral(id: "${reported.id}") { retention { months reportedOn evidenceKind referenceEnd confirmedOn } } }`,
  );
  expect(data?.referral.retention).toEqual([
    { months: 3, reportedOn: day(0), evidenceKind: 'BPJS_TK', referenceEnd: '5678', confirmedOn: day(0) },
    { months: 6, reportedOn: null, evidenceKind: null, referenceEnd: null, confirmedOn: null },
    { months: 12, reportedOn: null, evidenceKind: null, referenceEnd: null, confirmedOn: null },
  ]);
});

test('who does not work for a partner is not reported by it', async () => {
  const { id } = await admin((client) => plantReferral(client, 'OFFERED'));
  expect(codesOf(await report(id))).toEqual(['RULES_NOT_MET']);
  expect(codesOf(await report('00000000-0000-8000-8000-000000000009'))).toEqual(['NOT_FOUND']);
});
