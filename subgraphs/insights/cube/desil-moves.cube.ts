import type { Cube, Dimension } from './cube';
import { AGE_BAND, DISABILITY, PLACE, SEX, personColumns, placeColumns } from './dimensions';

const WORK: Dimension = {
  name: 'WORK',
  column: 'work',
  kind: 'CODES',
  title: { en: 'Placed in work or not', id: 'Ditempatkan atau belum' },
  of: 'UNIT',
  categories: { PLACED: 'Ditempatkan.', NOT_PLACED: 'Siap kerja, belum ditempatkan: ready and never placed.' },
};
const DESIL_BEFORE: Dimension = {
  name: 'DESIL_BEFORE',
  column: 'desil_before',
  kind: 'NUMBER',
  title: { en: 'Decile of the family four quarters ago', id: 'Desil empat triwulan lalu' },
  of: 'UNIT',
};
const MOVE: Dimension = {
  name: 'MOVE',
  column: 'move',
  kind: 'CODES',
  title: { en: 'Where the family has moved', id: 'Perubahan desil' },
  of: 'UNIT',
  categories: { UP: 'Naik: a higher decile, better off.', SAME: 'Tetap.', DOWN: 'Turun.' },
};

/** Quarters since the year 0, of a column that says 20263. */
const index = (quarter: string) => `(${quarter} / 10 * 4 + ${quarter} % 10)`;

/** Everybody who was ever called ready for work, by the last of the cases in which they were. */
const READY = (asOf: string) => `
  SELECT DISTINCT ON (person) person, coalesce(placed_on <= ${asOf}, false) AS is_placed FROM service_case
  WHERE person IS NOT NULL AND ready_on <= ${asOf} ORDER BY person, reached_on DESC, id`;

/** How families of people on the way to work have moved between deciles within a year. */
export const desilMoves: Cube = {
  name: 'desilMoves',
  title: { en: 'Moves between deciles', id: 'Pergerakan desil' },
  description: `Everybody who was ever ready for work, placed or not, with the decile of the family at the registry's last snapshot and four
quarters before.`,
  unit: 'PERSON',
  rows: 'ONE',
  dimensions: [...PLACE, SEX, AGE_BAND, DISABILITY, WORK, DESIL_BEFORE, MOVE],
  measures: [
    {
      kind: 'COUNT',
      name: 'PEOPLE',
      flag: 'is_known',
      title: { en: 'People', id: 'Orang' },
      definition: 'Persons called ready for work whose family has a decile in both quarters.',
    },
    {
      kind: 'COUNT',
      name: 'MOVED_UP',
      flag: 'is_up',
      title: { en: 'Moved up', id: 'Naik desil' },
      definition: 'Of those, whose family is in a higher decile than four quarters ago.',
    },
    {
      kind: 'COUNT',
      name: 'MOVED_DOWN',
      flag: 'is_down',
      title: { en: 'Moved down', id: 'Turun desil' },
      definition: 'Of those, whose family is in a lower decile than four quarters ago.',
    },
    {
      kind: 'SUM',
      name: 'DESILS_BEFORE',
      amount: 'desils_before',
      of: 'PEOPLE',
      unit: 'DESIL',
      title: { en: 'Sum of deciles before', id: 'Jumlah desil sebelumnya' },
      definition: 'Deciles four quarters ago, added up: what the mean is made of.',
    },
    {
      kind: 'SUM',
      name: 'DESILS_NOW',
      amount: 'desils_now',
      of: 'PEOPLE',
      unit: 'DESIL',
      title: { en: 'Sum of deciles now', id: 'Jumlah desil sekarang' },
      definition: 'Deciles at the last snapshot, added up: what the mean is made of.',
    },
    {
      kind: 'RATE',
      name: 'UP_RATE',
      numerator: 'MOVED_UP',
      denominator: 'PEOPLE',
      title: { en: 'Share moved up', id: 'Persentase naik' },
      definition: 'Moved up by people.',
    },
    {
      kind: 'RATE',
      name: 'DOWN_RATE',
      numerator: 'MOVED_DOWN',
      denominator: 'PEOPLE',
      title: { en: 'Share moved down', id: 'Persentase turun' },
      definition: 'Moved down by people.',
    },
    {
      kind: 'MEAN',
      name: 'MEAN_BEFORE',
      sum: 'DESILS_BEFORE',
      by: 'PEOPLE',
      unit: 'DESIL',
      title: { en: 'Mean decile before', id: 'Rata-rata desil sebelumnya' },
      definition: 'Mean decile four quarters ago.',
    },
    {
      kind: 'MEAN',
      name: 'MEAN_NOW',
      sum: 'DESILS_NOW',
      by: 'PEOPLE',
      unit: 'DESIL',
      title: { en: 'Mean decile now', id: 'Rata-rata desil sekarang' },
      definition: 'Mean decile at the last snapshot; less the mean before, the movement.',
    },
  ],
  rollups: [['WORK', 'MOVE', 'DESIL_BEFORE', 'PROVINCE']],
  source: (asOf) => `
    WITH ready AS (${READY(asOf)}), newest AS (SELECT max(quarter) AS quarter FROM desil_quarter),
    moved AS (
      SELECT p.unit, p.rkey, p.mkey, ${placeColumns('f')}, ${personColumns('p', asOf)},
        CASE WHEN r.is_placed THEN 'PLACED' ELSE 'NOT_PLACED' END AS work,
        coalesce(b.desil, 0)::smallint AS desil_before, coalesce(a.desil, 0)::smallint AS desil_now,
        a.desil IS NOT NULL AND b.desil IS NOT NULL AS is_known
      FROM ready r JOIN person p ON p.unit = r.person JOIN family f ON f.unit = p.family CROSS JOIN newest n
        LEFT JOIN desil_quarter a ON a.family = f.unit AND a.quarter = n.quarter
        LEFT JOIN desil_quarter b ON b.family = f.unit AND ${index('b.quarter')} = ${index('n.quarter')} - 4)
    SELECT unit, rkey, mkey, province, regency, district, sex, age_band, disability, work, desil_before,
      CASE WHEN NOT is_known THEN 'UNKNOWN' WHEN desil_now > desil_before THEN 'UP' WHEN desil_now < desil_before THEN 'DOWN'
        ELSE 'SAME' END AS move, is_known, is_known AND desil_now > desil_before AS is_up,
      is_known AND desil_now < desil_before AS is_down,
      CASE WHEN is_known THEN desil_before ELSE 0 END::bigint AS desils_before,
      CASE WHEN is_known THEN desil_now ELSE 0 END::bigint AS desils_now
    FROM moved`,
};
