import { systemActor } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { minimumWage } from './minimum-wage';
import { findWageFloors, requireWage } from './wage';
import type { WageQuestion } from './wage';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.relay.drain();
});
afterAll(() => platform.stop());

const sql = <Row extends object>(text: string): Promise<Row[]> =>
  asAdmin(async (client) => (await client.query<Row>(text)).rows, platform.database.adminUrl);
const copyOf = (regency: string) =>
  sql(`SELECT year, amount::int, source, legal_ref FROM employers.minimum_wage WHERE regency_code = '${regency}' AND
    year < 2024 ORDER BY year`);
const ownOf = (regency: string) =>
  sql(`SELECT year, amount::int, source, legal_ref FROM programs.umk WHERE regency_code = '${regency}' AND year < 2024
    ORDER BY year`);
const write = <Result>(work: Parameters<ReturnType<TestPlatform['subgraph']>['database']['write']>[1]) =>
  platform.subgraph('employers').database.write(systemActor('test'), work) as Promise<Result>;

describe('the copy of minimum wages', () => {
  test('has every regency and year after the first round, as programs has them', async () => {
    const [counts] = await sql(`SELECT (SELECT count(*)::int FROM programs.umk) AS own,
      (SELECT count(*)::int FROM employers.minimum_wage) AS copies,
      (SELECT count(*)::int FROM programs.outbox WHERE topic = 'minimum_wage') AS notices`);
    expect(counts).toEqual({ own: 514 * 9, copies: 514 * 9, notices: 514 });
    expect(await copyOf('3204')).toEqual(await ownOf('3204'));
  });

  test('follows a decree and a year that is taken back, whoever writes them', async () => {
    await sql(`UPDATE programs.umk SET amount = 3100000, source = 'DECREE', legal_ref = 'Kepgub 1/2022'
      WHERE regency_code = '3205' AND year = 2023`);
    await sql(`DELETE FROM programs.umk WHERE regency_code = '3205' AND year = 2022`);
    await platform.relay.drain();
    const expected = [{ year: 2023, amount: 3_100_000, source: 'DECREE', legal_ref: 'Kepgub 1/2022' }];
    expect(await ownOf('3205')).toEqual(expected);
    expect(await copyOf('3205')).toEqual(expected);
  });

  test('is the same after the same notices once more', async () => {
    const digest = () =>
      sql(`SELECT md5(string_agg(t::text, ',' ORDER BY t::text)), max(xmin::text::bigint)::text AS last
      FROM employers.minimum_wage t`);
    const before = await digest();
    await sql('DELETE FROM employers.relay_position');
    expect(await platform.relay.drain()).toBeGreaterThanOrEqual(514);
    expect(await digest()).toEqual(before);
  });
});

describe('the floor of a wage', () => {
  const ask = (questions: readonly WageQuestion[], mode: 'demo' | 'production' = 'demo') =>
    write<{ floor: number | null }[]>((manager) => findWageFloors(manager, mode, questions));
  const question = (more: Partial<WageQuestion> = {}): WageQuestion => ({
    ...{ regencyCode: '3211', contractType: 'PKWT', on: '2026-09-30' },
    ...more,
  });

  beforeAll(async () => {
    await sql(`UPDATE programs.umk SET amount = CASE year WHEN 2026 THEN 3000000 WHEN 2025 THEN 2800000 ELSE amount END
      WHERE regency_code = '3211'`);
    await sql(
      `UPDATE programs.umk SET source = 'DECREE', legal_ref = 'Kepgub 2/2024' WHERE regency_code = '3211' AND year = 2025`,
    );
    await platform.relay.drain();
  });

  test('is the minimum wage of the year for work, none for an apprentice or an unknown place', async () => {
    const floors = await ask([
      question(),
      question({ contractType: 'MAGANG' }),
      question({ regencyCode: '9999' }),
      question({ contractType: 'PKWTT', on: '2025-12-31' }),
      question({ on: '2020-06-01' }),
    ]);
    expect(floors.map(({ floor }) => floor)).toEqual([3_000_000, null, null, 2_800_000, null]);
  });

  test('where people are real a made-up wage decides nothing: the last decree holds', async () => {
    const [real, none] = await ask([question(), question({ regencyCode: '3212' })], 'production');
    expect(real).toEqual({ floor: 2_800_000, minimumWage: 2_800_000, year: 2025 });
    expect(none).toEqual({ floor: null, minimumWage: null, year: null });
  });

  test('follows the rule in force on the day', async () => {
    await sql(`INSERT INTO employers.vacancy_rule VALUES ('WAGE_FLOOR_PERCENT', 'MAGANG', 75, false, '2026-10-01', NULL, 'A rule of a test', NULL);
      UPDATE employers.vacancy_rule SET valid_to = '2026-09-30' WHERE contract_type = 'MAGANG' AND value IS NULL`);
    const floors = await ask(['2026-09-30', '2026-10-01'].map((on) => question({ contractType: 'MAGANG', on })));
    expect(floors.map(({ floor }) => floor)).toEqual([null, 2_250_000]);
  });

  test('is one for each question where two rules overlap, by the later of them', async () => {
    await sql(`INSERT INTO employers.vacancy_rule
      VALUES ('WAGE_FLOOR_PERCENT', 'PKWTT', 110, false, '2026-10-01', NULL, 'A rule of a test', NULL)`);
    const permanent = (on: string) => question({ contractType: 'PKWTT', on });
    const floors = await ask([permanent('2026-10-01'), permanent('2026-09-30'), question()]);
    expect(floors.map(({ floor }) => floor)).toEqual([3_300_000, 3_000_000, 3_000_000]);
  });

  test('refuses one rupiah less', async () => {
    const hold = (wage: number) => write((manager) => requireWage(manager, 'demo', { ...question(), wage }));
    await expect(hold(3_000_000)).resolves.toEqual({ minimumWage: 3_000_000, minimumWageYear: 2026 });
    await expect(hold(2_999_999)).rejects.toMatchObject({
      code: 'RULES_NOT_MET',
      details: { what: 'wage', rules: ['MINIMUM_WAGE (at least 3000000 a month)'] },
    });
  });

  test('is not decided on a copy that is too old, or was never complete', async () => {
    await platform.relay.stop();
    const age = (interval: string) =>
      sql(
        `UPDATE employers.relay_position SET caught_up_at = now() - interval '${interval}' WHERE model = '${minimumWage.name}'`,
      );
    await age('3590 seconds');
    await expect(ask([question()])).resolves.toHaveLength(1);
    await age('3601 seconds');
    await expect(ask([question()])).rejects.toMatchObject({
      code: 'READ_MODEL_STALE',
      details: { owner: 'programs', max: 3_600 },
    });
    await sql(`DELETE FROM employers.relay_position WHERE model = '${minimumWage.name}'`);
    await expect(ask([question()])).rejects.toMatchObject({ code: 'READ_MODEL_STALE', details: { lag: -1 } });
  });
});
