import { getParts } from '../../../platform/catalogue';
import { openSubgraph } from '../../../platform/subgraphs';
import type { RunningSubgraph } from '../../../platform/subgraphs';
import { asAdmin, openEmptyDatabase } from '../../../test/support/database';
import type { TestDatabase } from '../../../test/support/database';
import { viewerOf } from '../../../test/support/platform';
import type { PkhComponent } from '../component/component';
import { componentAmount, tariffOn } from '../pkh/tariff.fixture';
import type { LimitRow, RateRow } from './rate';

let database: TestDatabase;
let running: RunningSubgraph;

beforeAll(async () => {
  database = await openEmptyDatabase();
  running = await openSubgraph(getParts('programs'), database.adminUrl, database.config);
});
afterAll(async () => {
  await running.database.close();
  await database.drop();
});

interface ProgramAnswer {
  readonly code: string;
  readonly rates: RateRow[];
  readonly limits: LimitRow[];
  readonly eligibilityRules: { desilMin: number; desilMax: number; confidence: string }[];
  readonly combinations: { allowed: boolean; program: { code: string } }[];
}

async function askPrograms(query: string): Promise<ProgramAnswer[]> {
  const statements: string[] = [];
  const stop = running.database.onStatement((text) => statements.push(text));
  const answer = await running.subgraph.execute({ query }, viewerOf('PUBLIC'));
  stop();
  expect(answer.errors).toBeUndefined();
  expect(statements.length).toBeLessThanOrEqual(6);
  return answer.data?.['programs'] as ProgramAnswer[];
}

const ON = '(on: "2026-09-30")';

test('everyone reads the five programs with what decides about them', async () => {
  const rows = await askPrograms(`{ programs { code name englishName aliases unit legalRef confidence note
    rates${ON} { component amount per rateConfidence legalRef } eligibilityRules${ON} { desilMin desilMax confidence }
    combinations${ON} { allowed program { code } } } }`);
  expect(rows.map(({ code }) => code)).toEqual(['KUBE', 'PENA', 'PKH', 'PROKUS', 'SEMBAKO']);
  const rule = (code: string) => rows.find((row) => row.code === code)?.eligibilityRules;
  expect(rule('PKH')).toEqual([{ desilMin: 1, desilMax: 4, confidence: 'SECONDARY' }]);
  expect(rule('SEMBAKO')).toEqual([{ desilMin: 1, desilMax: 4, confidence: 'DISPUTED' }]);
  expect(rows.find(({ code }) => code === 'PKH')?.combinations).toEqual([
    { allowed: true, program: { code: 'SEMBAKO' } },
  ]);
});

test('the rule of a day is that of the day: Sembako took in desil 5 in 2025', async () => {
  const rows = await askPrograms('{ programs { code eligibilityRules(on: "2025-07-01") { desilMax } } }');
  expect(rows.find(({ code }) => code === 'SEMBAKO')?.eligibilityRules).toEqual([{ desilMax: 5 }]);
});

test('the seeded rates give 9,500,000 a year for bumil, balita, SD, SMP and SMA', async () => {
  const rows = await askPrograms(`{ programs { code rates { component amount per validFrom validTo rateConfidence }
    limits { component maximum scope validFrom validTo } } }`);
  const pkh = rows.find(({ code }) => code === 'PKH');
  const five: PkhComponent[] = ['IBU_HAMIL_NIFAS', 'ANAK_USIA_DINI', 'ANAK_SD', 'ANAK_SMP', 'ANAK_SMA'];
  const tariff = (months: number) => tariffOn(pkh?.rates ?? [], pkh?.limits ?? [], '2026-07-01', months);
  expect(componentAmount(five, tariff(12))).toBe(9_500_000);
  expect(componentAmount(five, tariff(3))).toBe(2_375_000);
  const disputed = (pkh?.rates as unknown as { component: string; rateConfidence: string }[])
    .filter(({ rateConfidence }) => rateConfidence === 'DISPUTED')
    .map(({ component }) => component);
  expect(disputed.sort()).toEqual(['DISABILITAS_BERAT', 'LANJUT_USIA']);
});

test.each(['KEWIRAUSAHAAN_SOSIAL', 'PROKUS'])('%s finds PROKUS', async (code) => {
  const query = 'query ($code: ID!) { program(code: $code) { code name } }';
  const { data } = await running.subgraph.execute({ query, variables: { code } }, viewerOf('PUBLIC'));
  expect(data?.['program']).toEqual({ code: 'PROKUS', name: 'Program Kewirausahaan Sosial' });
});

test('no two rows of the catalogue hold for the same thing on the same day', async () => {
  const overlaps = (table: string, same: string) => `SELECT '${table}' AS found FROM ${table} a JOIN ${table} b
    ON a.ctid < b.ctid AND ${same} AND daterange(a.valid_from, a.valid_to, '[]') && daterange(b.valid_from, b.valid_to, '[]')`;
  const found = await asAdmin(async (client) => {
    await client.query('SET search_path = programs');
    const parts = [
      overlaps(
        'program_rate',
        '(a.program_code, a.component, a.recipient) IS NOT DISTINCT FROM (b.program_code, b.component, b.recipient)',
      ),
      overlaps(
        'program_limit',
        '(a.program_code, a.component, a.scope) IS NOT DISTINCT FROM (b.program_code, b.component, b.scope)',
      ),
      overlaps('eligibility_rule', 'a.program_code = b.program_code'),
      overlaps('program_combination', '(a.program_code, a.other_code) = (b.program_code, b.other_code)'),
    ];
    return client.query(parts.join(' UNION ALL '));
  }, database.adminUrl);
  expect(found.rows).toEqual([]);
});
