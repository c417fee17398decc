import type { Dimension } from './cube';

/** The dimensions several cubes share, and the SQL that gives their columns from the tables of persons and families. */

const SEXES = { FEMALE: 'Perempuan.', MALE: 'Laki-laki.' };

/** Ages in whole years on the day of the snapshot; lower bounds. */
const AGE_BANDS = {
  AGE_0_4: 0,
  AGE_5_14: 5,
  AGE_15_24: 15,
  AGE_25_34: 25,
  AGE_35_44: 35,
  AGE_45_59: 45,
  AGE_60_74: 60,
  AGE_75_PLUS: 75,
} as const;

export const PROVINCE: Dimension = {
  name: 'PROVINCE',
  column: 'province',
  kind: 'REGION',
  title: { en: 'Province', id: 'Provinsi' },
  of: 'UNIT',
};
export const REGENCY: Dimension = {
  name: 'REGENCY',
  column: 'regency',
  kind: 'REGION',
  title: { en: 'Regency or city', id: 'Kabupaten/kota' },
  of: 'UNIT',
  parent: 'PROVINCE',
};
export const DISTRICT: Dimension = {
  name: 'DISTRICT',
  column: 'district',
  kind: 'REGION',
  title: { en: 'District', id: 'Kecamatan' },
  of: 'UNIT',
  parent: 'REGENCY',
};
/** Where the family of the unit lives. */
export const PLACE: readonly Dimension[] = [PROVINCE, REGENCY, DISTRICT];

export const DESIL: Dimension = {
  name: 'DESIL',
  column: 'desil',
  kind: 'NUMBER',
  title: { en: 'National welfare decile of the family, 1 the poorest', id: 'Desil kesejahteraan keluarga' },
  of: 'UNIT',
};
export const SEX: Dimension = {
  name: 'SEX',
  column: 'sex',
  kind: 'CODES',
  title: { en: 'Sex', id: 'Jenis kelamin' },
  of: 'UNIT',
  categories: SEXES,
};
export const AGE_BAND: Dimension = {
  name: 'AGE_BAND',
  column: 'age_band',
  kind: 'CODES',
  title: { en: 'Age on the day of the snapshot', id: 'Kelompok umur' },
  of: 'UNIT',
  categories: Object.fromEntries(
    Object.keys(AGE_BANDS).map((band) => [
      band,
      `${band.slice(4).replace('_PLUS', ' and older').replace('_', ' to ')}.`,
    ]),
  ),
};
export const DISABILITY: Dimension = {
  name: 'DISABILITY',
  column: 'disability',
  kind: 'CODES',
  title: { en: 'Kind of disability', id: 'Ragam disabilitas' },
  of: 'UNIT',
  categories: {
    NONE: 'Tidak ada.',
    FISIK: 'Fisik.',
    INTELEKTUAL: 'Intelektual.',
    MENTAL: 'Mental.',
    SENSORIK: 'Sensorik.',
    GANDA_MULTI: 'Ganda atau multi: more than one.',
  },
};
export const HEAD_SEX: Dimension = {
  name: 'HEAD_SEX',
  column: 'head_sex',
  kind: 'CODES',
  title: { en: 'Sex of the head of the family', id: 'Jenis kelamin kepala keluarga' },
  of: 'UNIT',
  categories: SEXES,
};
export const PROGRAM: Dimension = {
  name: 'PROGRAM',
  column: 'program',
  kind: 'PROGRAM',
  title: { en: 'Program', id: 'Program' },
  of: 'ROW',
};

/** Columns of PLACE from a table with a district code of six digits. */
export function placeColumns(row: string): string {
  return `left(${row}.district, 2) AS province, left(${row}.district, 4) AS regency, ${row}.district AS district`;
}

/** Columns of DESIL, HEAD_SEX and PLACE of a row of `family`. */
export function familyColumns(row: string): string {
  return `${placeColumns(row)}, ${row}.desil AS desil, ${row}.head_sex AS head_sex`;
}

/** Columns of SEX, AGE_BAND and DISABILITY of a row of `person`. */
export function personColumns(row: string, asOf: string): string {
  const age = `extract(year FROM age(${asOf}, ${row}.birth_month))`;
  const [first, ...later] = Object.entries(AGE_BANDS).reverse();
  const cases = [first, ...later].flatMap((band) => (band ? [`WHEN ${age} >= ${band[1]} THEN '${band[0]}'`] : []));
  return `${row}.sex AS sex, CASE ${cases.join(' ')} ELSE 'UNKNOWN' END AS age_band, ${row}.disability AS disability`;
}

/** Dimensions with a closed list that means the same in every cube. */
export const SHARED_DIMENSIONS: readonly Dimension[] = [SEX, AGE_BAND, DISABILITY, HEAD_SEX];
