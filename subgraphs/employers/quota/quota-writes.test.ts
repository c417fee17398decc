import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addAccounts } from '../../../test/support/partner-accounts';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { Answer, TestPlatform } from '../../../test/support/platform';
import { employerId, partnersSql, vacancyId } from '../testing/partners';
import { quotaStanding } from './quota';
import type { QuotaRule } from './quota';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await asAdmin(async (client) => {
    await client.query(partnersSql());
    await addAccounts(client, [admin(1), admin(2)]);
  }, platform.database.adminUrl);
});
afterAll(() => platform.stop());

const admin = (number: number) =>
  viewerOf('PARTNER_ADMIN', { subject: `admin of ${number}`, employerId: employerId(number) });
const MANAGER = viewerOf('PROGRAM_MANAGER');
const sql = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(text, [...values])).rows, platform.database.adminUrl);
const codes = ({ errors }: Pick<Answer, 'errors'>) => errors.map(({ extensions }) => extensions['code']);
let keys = 0;

describe('a partner reports its head counts', () => {
  const REPORT = `mutation ($input: ReportQuotaInput!) { done: reportQuota(input: $input) {
    period version headcount disabledHeadcount required gap compliancePercent isMet
    entries { version headcount disabledHeadcount byRole } } }`;
  interface Report {
    readonly done: { readonly version: number } | null;
  }
  const report = (viewer: Viewer, input: object) =>
    platform.ask<Report>(viewer, REPORT, {
      input: { clientKey: `quota-test-${keys++}`, period: '2024-S2', version: 0, ...input },
    });
  const notices = async () =>
    (await sql<{ payload: object }>(`SELECT payload FROM employers.outbox WHERE topic = 'employer' ORDER BY id`)).map(
      ({ payload }) => payload,
    );

  test('once, corrects them by version, and what was said before stays', async () => {
    const input = { headcount: 450, disabledHeadcount: 3, clientKey: 'quota-once' };
    const [first, again] = [await report(admin(1), input), await report(admin(1), input)];
    expect([first.errors, again.data]).toEqual([[], first.data]);
    expect(first.data?.done).toEqual({
      ...{ period: '2024-S2', version: 1, headcount: 450, disabledHeadcount: 3 },
      ...{ required: 9, gap: 6, compliancePercent: 0.67, isMet: false },
      entries: [{ version: 1, headcount: 450, disabledHeadcount: 3, byRole: 'PARTNER_ADMIN' }],
    });
    expect(codes(await report(admin(1), { headcount: 460, disabledHeadcount: 9 }))).toEqual(['CONFLICT']);
    expect(codes(await report(admin(1), { headcount: 460, disabledHeadcount: 9, version: 7 }))).toEqual(['CONFLICT']);
    const corrected = await report(admin(1), { headcount: 450, disabledHeadcount: 9, version: 1 });
    expect(corrected.data?.done).toMatchObject({
      ...{ version: 2, gap: 0, isMet: true },
      entries: [
        { version: 1, disabledHeadcount: 3 },
        { version: 2, disabledHeadcount: 9 },
      ],
    });
    // A notice a report, in the form of the importer's: with the last period.
    const told = await notices();
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({ sourceId: 'E-1', status: 'ACTIVE', period: '2026-S1', headcount: 4200 });
  });

  test('for itself, whole counts of a period that has begun, and by an administrator', async () => {
    for (const wrong of [
      { headcount: 10, disabledHeadcount: 11 },
      { headcount: -1, disabledHeadcount: 0 },
      { headcount: 1_000_001, disabledHeadcount: 0 },
      { headcount: 2_147_483_647, disabledHeadcount: 0 },
      { headcount: 10, disabledHeadcount: 0, period: '2026-S3' },
      { headcount: 10, disabledHeadcount: 0, period: '2099-S1' },
    ]) {
      expect(codes(await report(admin(2), wrong))).toEqual(['BAD_USER_INPUT']);
    }
    const counts = { headcount: 10, disabledHeadcount: 0 };
    expect(codes(await report(viewerOf('PARTNER_ADMIN', { employerId: employerId(2) }), counts))).toEqual([
      'FORBIDDEN',
    ]);
    expect(codes(await report(viewerOf('PARTNER_RECRUITER', { employerId: employerId(2) }), counts))).toEqual([
      'FORBIDDEN',
    ]);
    expect(codes(await report(MANAGER, counts))).toEqual(['FORBIDDEN']);
    expect(
      await sql(`SELECT FROM employers.quota_report WHERE employer_id = $1 AND period = '2024-S2'`, [employerId(2)]),
    ).toEqual([]);
  });

  test('up to as many as a file may say', async () => {
    const most = await report(admin(2), { headcount: 1_000_000, disabledHeadcount: 0, period: '2023-S2' });
    expect([most.errors, most.data?.done]).toMatchObject([[], { headcount: 1_000_000, required: 10_000 }]);
    await sql(`DELETE FROM employers.quota_entry WHERE period = '2023-S2'`);
    await sql(`DELETE FROM employers.quota_report WHERE period = '2023-S2'`);
  });

  test('of two corrections at once one wins', async () => {
    await report(admin(2), { headcount: 100, disabledHeadcount: 0, period: '2024-S1' });
    const correct = (disabledHeadcount: number) =>
      report(admin(2), { headcount: 100, disabledHeadcount, version: 1, period: '2024-S1' });
    const answers = await Promise.all([correct(1), correct(2)]);
    expect(answers.flatMap(codes)).toEqual(['CONFLICT']);
    const kept = await sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM employers.quota_entry WHERE period = '2024-S1'`,
    );
    expect(kept).toEqual([{ n: 2 }]);
  });
});

describe('gaps', () => {
  interface Gaps {
    readonly quotaGaps: {
      readonly nodes: readonly { readonly gap: number; readonly employer: { readonly name: string } | null }[];
      readonly totalCount: { readonly value: number };
    };
  }
  const gaps = async (viewer: Viewer, filter: string) => {
    const query = `{ quotaGaps(filter: ${filter}) { nodes { gap employer { name } } totalCount { value } } }`;
    return platform.ask<Gaps>(viewer, query);
  };

  test('the largest first, by jurisdiction', async () => {
    const { data, errors } = await gaps(MANAGER, '{ period: { eq: "2026-S1" } }');
    expect(errors).toEqual([]);
    expect(data?.quotaGaps.nodes.map(({ gap, employer }) => [gap, employer?.name])).toEqual([
      [24, 'BUMN Contoh Karya'],
      [2, 'Swasta Contoh Sentosa'],
      [0, 'Koperasi Contoh Bersama'],
      [-2, 'Swasta Contoh Makmur'],
    ]);
    const missing = await gaps(MANAGER, '{ period: { eq: "2026-S1" }, gap: { gte: 1 } }');
    expect(missing.data?.quotaGaps.totalCount.value).toBe(2);
    const office = await gaps(viewerOf('DINSOS', { regionCodes: ['5171'] }), '{ period: { eq: "2026-S1" } }');
    expect(office.data?.quotaGaps.nodes.map(({ employer }) => employer?.name)).toEqual(['Koperasi Contoh Bersama']);
    const analyst = await gaps(viewerOf('ANALYST'), '{ period: { eq: "2026-S1" } }');
    expect(analyst.data?.quotaGaps.totalCount.value).toBe(2);
    for (const role of ['PUBLIC', 'PARTNER_ADMIN', 'SENTRA_OFFICER'] as const) {
      expect(codes(await gaps(viewerOf(role, { employerId: employerId(1), sentraId: 'S-001' }), '{}'))).toEqual([
        'FORBIDDEN',
      ]);
    }
  });

  test('the list computes what the rule says, for every rounding and size', async () => {
    const roundings = ['CEIL', 'FLOOR', 'HALF_UP'] as const;
    await sql(`UPDATE employers.quota_rule SET valid_to = '2019-12-31'`);
    for (const [index, rounding] of roundings.entries()) {
      await sql(`INSERT INTO employers.quota_rule VALUES ('SWASTA', $1, $2, 40, false, $3, $4, 'x', NULL)`, [
        [150, 7, 233][index],
        rounding,
        `${2020 + index}-01-01`,
        `${2020 + index}-12-31`,
      ]);
      await sql(
        `INSERT INTO employers.quota_report (employer_id, period, headcount, disabled_headcount)
         SELECT e.id, $1, 17 * n * n + n, n % 3 FROM (SELECT $2::uuid AS id) e, (SELECT $3::int AS n) n`,
        [`${2020 + index}-S1`, employerId(2), 3 + index],
      );
    }
    for (const headcount of [39, 40, 199, 200, 201, 10_000, 14_286, 999_999, 2_147_483_647]) {
      await sql(`UPDATE employers.quota_report SET headcount = $1 WHERE period LIKE '202_-S1' AND period < '2023'`, [
        headcount,
      ]);
      const { data } = await platform.ask<{
        quotaGaps: { nodes: readonly { period: string; gap: number; headcount: number }[] };
      }>(
        MANAGER,
        '{ quotaGaps(filter: { period: { in: ["2020-S1", "2021-S1", "2022-S1"] } }) { nodes { period gap headcount disabledHeadcount } } }',
      );
      const order = data?.quotaGaps.nodes ?? [];
      expect(order).toHaveLength(3);
      for (const { period, gap } of order) {
        const index = Number(period.slice(3, 4));
        const rule = { rateBasisPoints: [150, 7, 233][index], rounding: roundings[index], minimumHeadcount: 40 };
        const expected = quotaStanding({ headcount, disabledHeadcount: (3 + index) % 3 }, rule as QuotaRule);
        expect([period, gap]).toEqual([period, expected.gap]);
        // The column a list is filtered by says the same as the field.
        const same = await gaps(MANAGER, `{ period: { eq: "${period}" }, gap: { eq: ${expected.gap} } }`);
        expect([period, headcount, same.data?.quotaGaps.totalCount.value]).toEqual([period, headcount, 1]);
      }
      expect(order.map(({ gap }) => gap)).toEqual(order.map(({ gap }) => gap).sort((a, b) => b - a));
    }
  });
});

describe('an attestation', () => {
  const officer = (sentraId: string) => viewerOf('SENTRA_OFFICER', { subject: `officer of ${sentraId}`, sentraId });
  const attest = (viewer: Viewer, referralId: string, counts = true, clientKey = `attest-${keys++}`) =>
    platform.ask<{ done: boolean | null }>(
      viewer,
      'mutation ($input: AttestQuotaInput!) { done: attestQuota(input: $input) }',
      { input: { clientKey, referralId, counts, reference: 'SK-12/2026' } },
    );
  async function referral(status: string): Promise<string> {
    const id = randomUUID();
    await sql(`INSERT INTO employers.referral (id, person_id, case_id, centre_id, employer_id, vacancy_id, region_code, status,
        referred_on, placed_on)
      VALUES ('${id}', gen_random_uuid(), gen_random_uuid(), 'S-001', '${employerId(1)}', '${vacancyId(1)}', '3204', '${status}',
        '2026-01-01', '2026-02-01')`);
    return id;
  }
  const standing = async (id: string) => ({
    counts: (
      await sql<{ c: boolean }>('SELECT counts_toward_quota AS c FROM employers.referral WHERE id = $1', [id])
    )[0]?.c,
    said: await sql(
      'SELECT counts, reference, actor, actor_role FROM employers.quota_attestation WHERE referral_id = $1 ORDER BY at',
      [id],
    ),
  });

  test('is made by the centre of the referral or the ministry, of somebody at work, and may be taken back', async () => {
    const id = await referral('RETAINED_3');
    expect(codes(await attest(officer('S-002'), id))).toEqual(['NOT_FOUND']);
    expect(codes(await attest(admin(1), id))).toEqual(['FORBIDDEN']);
    expect(await standing(id)).toEqual({ counts: false, said: [] });
    const [first, again] = [
      await attest(officer('S-001'), id, true, 'attest-once'),
      await attest(officer('S-001'), id, true, 'attest-once'),
    ];
    expect([first.data, again.data]).toEqual([{ done: true }, { done: true }]);
    expect((await attest(MANAGER, id, false)).data).toEqual({ done: false });
    expect(await standing(id)).toEqual({
      counts: false,
      said: [
        { counts: true, reference: 'SK-12/2026', actor: 'officer of S-001', actor_role: 'SENTRA_OFFICER' },
        { counts: false, reference: 'SK-12/2026', actor: MANAGER.subject, actor_role: 'PROGRAM_MANAGER' },
      ],
    });
  });

  test.each(['NOMINATED', 'REFERRED', 'OFFERED', 'ENDED'])('is not made of a referral that is %s', async (status) => {
    const id = await referral(status);
    expect(codes(await attest(officer('S-001'), id))).toEqual(['RULES_NOT_MET']);
    expect(await standing(id)).toEqual({ counts: false, said: [] });
  });
});
