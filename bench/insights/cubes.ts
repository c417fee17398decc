import type { Cube, Dimension, Measure } from '../../subgraphs/insights/cube/cube';
import { AGE_BAND, DESIL, DISABILITY, PROGRAM, PROVINCE, REGENCY, SEX } from '../../subgraphs/insights/cube/dimensions';

/** Two cubes as large and as coarse as the nation's, made by arithmetic: people in programs, and cases of people. */

const STATUS: Dimension = {
  name: 'STATUS',
  column: 'status',
  kind: 'TEXT',
  title: { en: 'Status', id: 'Status' },
  of: 'ROW',
};
const title = { en: 'Cases', id: 'Kasus' };
const described = { title, definition: 'Synthetic.' };
const measures: readonly Measure[] = [
  { ...described, name: 'READY', kind: 'COUNT' },
  { ...described, name: 'PLACED', kind: 'COUNT', flag: 'is_placed' },
  { ...described, name: 'WAGES', kind: 'SUM', amount: 'wage', of: 'PLACED', unit: 'IDR' },
];
const base = {
  title,
  description: 'Synthetic.',
  unit: 'PERSON',
  dimensions: [PROVINCE, REGENCY, DESIL, SEX, AGE_BAND, DISABILITY, PROGRAM, STATUS],
  measures,
  time: { column: 'at', title, of: 'ROW' },
} as const;

/** One row a person; asked together: what a minister asks. */
export const CASES: Cube = {
  ...base,
  name: 'cases',
  rows: 'ONE',
  rollups: [
    ['PROVINCE', 'DESIL', 'PROGRAM', 'SEX'],
    ['PROGRAM', 'STATUS', 'PERIOD'],
  ],
  source: () => `SELECT * FROM bench_fact WHERE nth = 0`,
};

/** One or two rows a person, in different programs. */
export const MEMBERS: Cube = {
  ...base,
  name: 'members',
  time: undefined,
  rows: { within: ['PROGRAM'] },
  dimensions: [PROVINCE, DESIL, SEX, PROGRAM],
  measures: measures.slice(0, 2),
  source: () => `SELECT * FROM bench_fact`,
};

/** A table of rows; as many persons as asked, every third with a second row. */
export function factsSql(persons: number): string {
  const hash = (salt: number, modulo: number) => `(hashint8(i * 31 + ${salt})::bigint & 2147483647) % ${modulo}`;
  const one = (names: readonly string[], salt: number) =>
    `(ARRAY[${names.map((name) => `'${name}'`).join(', ')}])[1 + ${hash(salt, names.length)}]`;
  const categories = (dimension: Dimension) => Object.keys(dimension.categories ?? {});
  // Provinces are of different size, as they are.
  const province = `(11 + floor(38 * power(${hash(1, 100_000)} / 100000.0, 2)))::int`;
  return `
    CREATE UNLOGGED TABLE bench_fact AS
    SELECT md5(i::text)::uuid AS unit, (${hash(2, 256)})::smallint AS rkey, (${hash(3, 256)})::smallint AS mkey,
      p.code::text AS province, p.code || lpad((${hash(4, 14)})::text, 2, '0') AS regency, (1 + ${hash(5, 10)})::smallint AS desil,
      ${one(categories(SEX), 6)} AS sex, ${one(categories(AGE_BAND), 7)} AS age_band, ${one(categories(DISABILITY), 8)} AS disability,
      'P' || (${hash(9, 6)} + 6 * nth) AS program, 'S' || ${hash(10, 5)} AS status,
      (2021 + ${hash(11, 5)}) * 100 + 1 + ${hash(12, 12)} AS at_month,
      (2021 + ${hash(11, 5)}) * 10 + 1 + (${hash(12, 12)}) / 3 AS at_quarter, (2021 + ${hash(11, 5)}) AS at_year,
      ${hash(13, 100)} < 23 AS is_placed, CASE WHEN ${hash(13, 100)} < 23 THEN 1500000 + ${hash(14, 5_000)} * 1000 ELSE 0 END AS wage, nth
    FROM generate_series(1::bigint, ${persons}) AS i CROSS JOIN generate_series(0, 1) AS nth CROSS JOIN LATERAL (SELECT ${province} AS code) p
    WHERE nth = 0 OR i % 3 = 0`;
}
