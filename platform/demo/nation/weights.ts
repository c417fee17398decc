import type { Weighted } from './random';

/**
 * The nation in shares. Table of September 2026; "estimated" marks what no publication states and we chose so that the
 * whole adds up. Every share is of the thing its name says, 0 to 1.
 */

/** National totals. DTSEN of 10 July 2026 (persons, families); budget plan 2026 (recipient families of the programs). */
export const NATIONAL = { persons: 290_130_000, families: 95_980_000, pkh: 10_000_000, sembako: 18_300_000 } as const;

/** The quarter the registry is frozen at, and the month of the civil extract it is compared with. */
export const SNAPSHOT = 'DTSEN-2026-TW3';
export const CIVIL_SNAPSHOT = 'DUKCAPIL-2026-09';
/** Last day of the frozen quarter. */
export const SNAPSHOT_DAY = '2026-09-30';

/** The district every demo nation holds (Cileunyi, Kabupaten Bandung), and its families. */
export const DEMO_DISTRICT = { code: '320405', families: 300 } as const;
/** Families a populated district holds on average while not all districts are needed. Ours. */
export const FAMILIES_A_DISTRICT = 80;
/** Families a populated village holds at least on average. Ours. */
export const FAMILIES_A_VILLAGE = 25;

/**
 * Families by desil. A desil holds a tenth of the people; poor families are larger, so the low desil hold fewer
 * families. Estimated from the mean family sizes below.
 */
export const DESIL_OF_FAMILIES: readonly Weighted<number>[] = [
  [1, 0.088],
  [2, 0.091],
  [3, 0.096],
  [4, 0.099],
  [5, 0.101],
  [6, 0.103],
  [7, 0.104],
  [8, 0.105],
  [9, 0.106],
  [10, 0.107],
];

/** Families of desil 1 and 2, which are spread over provinces by poverty instead of population. */
export const POOR_FAMILIES = 0.179;

/** Desil of PKH families. Estimated: targeting allows 1-4, checks keep finding about a tenth above. */
export const DESIL_OF_PKH: readonly Weighted<number>[] = [
  [1, 0.34],
  [2, 0.26],
  [3, 0.17],
  [4, 0.11],
  [5, 0.06],
  [6, 0.025],
  [7, 0.015],
  [8, 0.01],
  [9, 0.006],
  [10, 0.004],
];

export const PROGRAMS = {
  /** PKH families that also receive Sembako. Estimated 80-90%. */
  sembakoOfPkh: 0.82,
  /** Families of desil 1-2 that receive neither. Design value; a 2021 study of the means test found 29%. */
  exclusion: 0.1,
  /** Families of desil 3-5 without PKH that receive Sembako: what is left of the national total. Computed. */
  sembakoOfMiddle: 0.0255,
  /** Families of desil 1-6 without PKH that stand in another state of it. Estimated from the exits of 2020. */
  otherPkh: 0.032,
  /** Families of desil 3-6 without Sembako that stand in another state of it. Estimated. */
  otherSembako: 0.025,
  /** Families of exclusion that wait as CALON. Estimated. */
  candidates: 0.1,
  /** Families whose health insurance premium the state pays (PBI-JK), by desil 1-4 and 5. Estimated. */
  pbiOfPoor: 0.9,
  pbiOfFifth: 0.1,
} as const;

/** Recipient families that are ineligible in truth, by listed desil; together a quarter. Ground checks of 2025: 25-28%. */
export const INCLUSION = { upToFour: 0.216, five: 0.5, aboveFive: 1, visible: 0.8 } as const;

/** Families whose head is a woman. Estimated. */
export const FEMALE_HEADED = 0.22;

/** People whose NIK was issued for another district than the one they live in. Estimated. */
export const MIGRANTS = 0.08;
/** People whose NIK carries another birth date than the one declared (rule N6, a warning). Estimated. */
export const DATE_DIFFERS = 0.005;
/** People without any identity document (rule N10). Estimated. */
export const UNDOCUMENTED = 0.001;

/** Defects, as shares of persons or families. Design values from published audits of the registry, 2018-2025. */
export const DEFECT_SHARES = {
  NIK_INVALID: 0.03,
  UNMATCHED: 0.1,
  DUPLICATE: 0.01,
  DECEASED: 0.01,
  NAME_VARIANT: 0.05,
  WRONG_REGION: 0.01,
  ONE_MEMBER_FAMILY: 0.02,
  STALE: 0.15,
} as const;

/** Share of the deceased among people of an age, relative to each other. Estimated. */
export const DECEASED_BY_AGE = { elderly: 0.052, adult: 0.0052, child: 0.0005 } as const;
/** Second records of one human: with the first one's NIK, under another name, with day and month swapped. Ours. */
export const SECOND_RECORD = {
  sameNik: 0.5,
  otherDistrict: 0.5,
  nameVariant: 0.6,
  swappedDate: 0.15,
  flagged: 0.5,
} as const;
/** Wrong regions that name no village at all. Ours. */
export const NO_SUCH_VILLAGE = 0.25;

/** Disability by age. Estimated; rises to a quarter of the elderly. */
export const DISABILITY_BY_AGE = { child: 0.01, adult: 0.04, elderly: 0.25, several: 0.1 } as const;
/** Kinds of disability among people who have one. Estimated. */
export const DISABILITIES: readonly Weighted<string>[] = [
  ['FISIK', 0.46],
  ['SENSORIK', 0.34],
  ['MENTAL', 0.1],
  ['INTELEKTUAL', 0.1],
];

/** Where a record came from. Estimated. */
export const SOURCES: readonly Weighted<string>[] = [
  ['DTSEN', 0.7],
  ['REGSOSEK', 0.2],
  ['DTKS', 0.07],
  ['USULAN_DAERAH', 0.03],
];
