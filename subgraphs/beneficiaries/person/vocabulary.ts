/** Words of the DTSEN draft about a person, by the code that stands in a registry file. */

export const SEXES = { 1: 'MALE', 2: 'FEMALE' } as const;

/** statusHubunganKeluarga */
export const FAMILY_ROLES = {
  1: 'HEAD',
  2: 'SPOUSE',
  3: 'CHILD',
  4: 'CHILD_IN_LAW',
  5: 'GRANDCHILD',
  6: 'PARENT',
  7: 'OTHER_RELATIVE',
  8: 'DOMESTIC_WORKER',
  9: 'OTHER',
} as const;

/** statusKawin */
export const MARITAL_STATUSES = { 1: 'SINGLE', 2: 'MARRIED', 3: 'DIVORCED', 4: 'WIDOWED' } as const;

/** partisipasiSekolah */
export const SCHOOLING = { 1: 'NEVER', 2: 'ATTENDING', 3: 'NO_LONGER' } as const;

/** lapanganUsaha: KBLI sections. */
export const SECTORS = [...'ABCDEFGHIJKLMNOPQRSTU'];

/** Ragam disabilitas, UU 8/2016 art. 4; two or more are published as GANDA_MULTI. */
export const DISABILITIES = ['FISIK', 'INTELEKTUAL', 'MENTAL', 'SENSORIK'] as const;

/** Result of matching with the civil registry (Dukcapil). */
export const MATCH_STATUSES = ['PADAN', 'TIDAK_PADAN', 'BELUM_DICEK', 'MENINGGAL', 'GANDA', 'PINDAH_LN'] as const;

export const IDENTITY_STATUSES = ['DOCUMENTED', 'UNDOCUMENTED'] as const;

/** Five-year bands are for statistics; a card shows these (the same as the statistical API's). */
export const AGE_BANDS = [
  ['AGE_0_4', 4],
  ['AGE_5_14', 14],
  ['AGE_15_24', 24],
  ['AGE_25_34', 34],
  ['AGE_35_44', 44],
  ['AGE_45_59', 59],
  ['AGE_60_74', 74],
  ['AGE_75_PLUS', Number.POSITIVE_INFINITY],
] as const;
export type AgeBand = (typeof AGE_BANDS)[number][0];
