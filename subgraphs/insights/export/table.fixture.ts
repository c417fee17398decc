import { CUBES } from '../cube/catalogue';
import { timeColumns } from '../cube/cube';
import type { Cube } from '../cube/cube';
import type { Published, PublishedRow } from '../table/publish';
import { tableId } from '../table/request';
import type { Category, TableRequest } from '../table/request';
import type { ProtectedTable } from '../table/table';
import { readRequest } from '../table/validate';
import type { AskedTable } from '../table/validate';

const title = (en: string, id: string) => ({ en, id });

/** A cube with a measure and a dimension of every kind a file writes differently. */
export const WORKERS: Cube = {
  name: 'workersOfATest',
  title: title('Workers', 'Pekerja'),
  description: 'People of a test who work.',
  unit: 'PERSON',
  rows: 'ONE',
  dimensions: [
    { name: 'PROVINCE', column: 'province', kind: 'REGION', title: title('Province', 'Provinsi'), of: 'UNIT' },
    { name: 'DESIL', column: 'desil', kind: 'NUMBER', title: title('Decile', 'Desil'), of: 'UNIT' },
    {
      name: 'SEX',
      column: 'sex',
      kind: 'CODES',
      title: title('Sex', 'Jenis kelamin'),
      of: 'UNIT',
      categories: { FEMALE: 'Perempuan.', MALE: 'Laki-laki.' },
    },
    { name: 'MAJOR', column: 'major', kind: 'TEXT', title: title('Major', 'Jurusan'), of: 'UNIT' },
  ],
  measures: [
    { kind: 'COUNT', name: 'READY', title: title('Ready', 'Siap kerja'), definition: 'All of them, "ready", at once.' },
    { kind: 'COUNT', name: 'PLACED', flag: 'is_placed', title: title('Placed', 'Ditempatkan'), definition: 'At work.' },
    {
      kind: 'SUM',
      name: 'WAGES',
      amount: 'wage',
      of: 'PLACED',
      title: title('Wages', 'Upah'),
      definition: 'A month.',
      unit: 'IDR',
    },
    {
      kind: 'RATE',
      name: 'RATE',
      numerator: 'PLACED',
      denominator: 'READY',
      title: title('Rate', 'Rasio'),
      definition: 'Both.',
    },
    {
      kind: 'MEAN',
      name: 'WAGE',
      sum: 'WAGES',
      by: 'PLACED',
      title: title('Mean', 'Rata-rata'),
      definition: 'Both.',
      unit: 'IDR',
    },
  ],
  time: { column: 'cohort', title: title('Quarter', 'Triwulan'), of: 'UNIT' },
  source: () => `
    SELECT md5(n::text)::uuid AS unit, (n * 37 % 256)::smallint AS rkey, (n * 91 % 256)::smallint AS mkey,
      CASE n % 2 WHEN 0 THEN '11' ELSE '94' END AS province, (1 + n % 2)::smallint AS desil, 'FEMALE' AS sex,
      'tata boga' AS major, true AS is_placed, 4000000::bigint AS wage, ${timeColumns('cohort', `date '2026-02-01'`)}
    FROM generate_series(1, 400) n`,
};

/** Puts the cube into the catalogue of this test file. */
export function addWorkers(): void {
  (CUBES as Cube[]).push(WORKERS);
}

export const BY_PLACE: AskedTable = {
  by: ['PROVINCE', 'DESIL', 'PERIOD'],
  measures: ['RATE', 'WAGE'],
  where: { SEX: ['FEMALE'] },
  time: { from: '2026-01', to: '2026-06', grain: 'QUARTER' },
  totals: 'GRAND',
};

/** A table as it was published; what is in it was never counted, so only the stored rows can have been written. */
export function tableOf(asked: AskedTable = BY_PLACE, version = 7): ProtectedTable {
  const request = readRequest(WORKERS, asked);
  return {
    id: tableId(request, String(version)),
    request,
    snapshot: { version, asOf: '2026-09-01', builtAt: '2026-09-01T20:00:00.000Z', lagSeconds: 1 },
    rows: rowsFor(request),
    suppressed: 3,
  };
}

const KEYS: readonly Readonly<Record<string, Category>>[] = [
  { PROVINCE: '11', DESIL: 1, SEX: 'FEMALE', MAJOR: 'jahit, "konveksi"', PERIOD: 20261 },
  { PROVINCE: '11', DESIL: 2, SEX: 'MALE', MAJOR: 'tata boga', PERIOD: 20262 },
  { PROVINCE: '94', DESIL: 1, SEX: 'UNKNOWN', MAJOR: 'UNKNOWN', PERIOD: 20262 },
];

function rowsFor({ by, totals }: TableRequest): PublishedRow[] {
  const rows = KEYS.map((key, index): PublishedRow => ({
    level: by,
    key: Object.fromEntries(Object.entries(key).filter(([name]) => by.includes(name))),
    values: VALUES[index] ?? {},
  }));
  return totals === 'NONE' ? rows : [...rows, { level: [], key: {}, values: VALUES[3] ?? {} }];
}

/** Beyond what 32 bits hold, suppressed as a whole and in part. */
const VALUES: readonly Readonly<Record<string, Published>>[] = [
  {
    READY: { value: 40 },
    PLACED: { value: 30 },
    WAGES: { value: 90_071_992_547_409 },
    RATE: { value: 0.75, numerator: 30, denominator: 40 },
    WAGE: { value: 3_002_399_751_580.3 },
  },
  { READY: { value: 15 }, PLACED: {}, WAGES: {}, RATE: {}, WAGE: {} },
  {
    READY: { value: 20 },
    PLACED: { value: 10 },
    WAGES: {},
    RATE: { value: 0.5, numerator: 10, denominator: 20 },
    WAGE: {},
  },
  { READY: { value: 80 }, PLACED: { value: 45 }, WAGES: { value: 100 }, RATE: { value: 0.5625 }, WAGE: { value: 2.5 } },
];
