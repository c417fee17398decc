import { getCube } from '../cube/catalogue';
import { comparerOf } from './against';
import { ratioInterval } from './interval';
import type { Published, PublishedRow } from './publish';
import type { ProtectedTable } from './table';
import { readRequest } from './validate';

const rate = (numerator: number, denominator: number): Published => ({
  value: numerator / denominator,
  numerator,
  denominator,
});

const request = readRequest(getCube('referrals'), {
  by: ['DISABILITY', 'SCORE_BAND', 'PERIOD'],
  measures: ['PLACED_RATE'],
  where: {},
  time: { from: '2025-01', to: '2026-12', grain: 'YEAR' },
  totals: 'MARGINS',
});
const row = (key: PublishedRow['key'], published: Published): PublishedRow => ({
  level: Object.keys(key),
  key,
  values: { PLACED_RATE: published },
});
const NONE = row({ DISABILITY: 'NONE', SCORE_BAND: 'SCORE_80', PERIOD: 2026 }, rate(90, 180));
const FISIK = row({ DISABILITY: 'FISIK', SCORE_BAND: 'SCORE_80', PERIOD: 2026 }, rate(45, 150));
const YEAR_BEFORE = row({ DISABILITY: 'FISIK', SCORE_BAND: 'SCORE_80', PERIOD: 2025 }, rate(60, 100));
const OTHER_BAND = row({ DISABILITY: 'FISIK', SCORE_BAND: 'SCORE_60', PERIOD: 2026 }, rate(45, 150));
const HELD = row({ DISABILITY: 'MENTAL', SCORE_BAND: 'SCORE_80', PERIOD: 2026 }, {});
const NOBODY = row({ DISABILITY: 'INTELEKTUAL', SCORE_BAND: 'SCORE_80', PERIOD: 2026 }, rate(0, 40));
const BANDS = row({ SCORE_BAND: 'SCORE_80', PERIOD: 2026 }, rate(135, 330));
const TOTAL_NONE = row({ DISABILITY: 'NONE' }, rate(200, 400));
const TOTAL_FISIK = row({ DISABILITY: 'FISIK' }, rate(100, 400));
const rows = [NONE, FISIK, YEAR_BEFORE, OTHER_BAND, HELD, NOBODY, BANDS, TOTAL_NONE, TOTAL_FISIK];
const snapshot = { version: 1, asOf: '2026-09-01', builtAt: '2026-09-01T20:00:00Z', lagSeconds: 0 };
const table: ProtectedTable = { id: 'a table', request, snapshot, rows, suppressed: 0 };

const toNone = comparerOf(table, { dimension: 'DISABILITY', category: 'NONE' });
const held = (each: PublishedRow, compare = toNone) => compare(each, 'PLACED_RATE');

it('a rate is held against that of the reference with which it shares everything else', () => {
  const interval = ratioInterval({ reached: 45, of: 150 }, { reached: 90, of: 180 });
  expect(held(FISIK)).toMatchObject({ ratio: 0.6, difference: -0.2 });
  expect(held(FISIK)?.ratioLow).toBeCloseTo(interval?.low ?? 0, 4);
  expect(held(FISIK)?.ratioHigh).toBeCloseTo(interval?.high ?? 0, 4);
  expect(held(FISIK)?.differenceHigh).toBeLessThan(0);
  expect(held(TOTAL_FISIK)).toMatchObject({ ratio: 0.5, difference: -0.25 });
});

it.each([
  ['of the reference itself', NONE],
  ['where its reference is not in the table', OTHER_BAND],
  ['where it is suppressed', HELD],
  ['of rows that are not grouped by what is compared', BANDS],
])('nothing is said %s', (_, each) => {
  expect(held(each)).toBeUndefined();
});

it('where the reference is suppressed nothing is said, and where it may be zero no ratio', () => {
  expect(held(FISIK, comparerOf(table, { dimension: 'DISABILITY', category: 'MENTAL' }))).toBeUndefined();
  const toNobody = held(FISIK, comparerOf(table, { dimension: 'DISABILITY', category: 'INTELEKTUAL' }));
  expect(toNobody).toMatchObject({ difference: 0.3 });
  expect(toNobody).not.toHaveProperty('ratio');
  expect(held(NOBODY)).toMatchObject({ ratio: 0, ratioLow: 0 });
});

it('a period is named as it is written in keys: the year before', () => {
  expect(held(FISIK, comparerOf(table, { dimension: 'PERIOD', category: '2025' }))).toMatchObject({ ratio: 0.5 });
});

it('a dimension the table is not grouped by is refused', () => {
  expect(() => comparerOf(table, { dimension: 'SEX', category: 'MALE' })).toThrow(
    expect.objectContaining({ code: 'FILTER_INVALID' }) as Error,
  );
});
