/**
 * The words about a viewer that every subgraph and the gateway speak: roles (DOMAIN: the role x field matrix of the
 * ministry), purposes of processing, and jurisdictions.
 */

/** Everyone who may ask, one role a request. */
export const ROLES = [
  'PUBLIC',
  'CITIZEN',
  'FRONTEND',
  'FRONTEND_DEVELOPER',
  'PENDAMPING',
  'DINSOS',
  'SENTRA_OFFICER',
  'PROGRAM_MANAGER',
  'SUPERVISOR',
  'DATA_STEWARD',
  'PARTNER_RECRUITER',
  'PARTNER_ADMIN',
  'ANALYST',
  'DPO',
  'ADMIN',
] as const;
export type Role = (typeof ROLES)[number];

/** Why data is processed (UU PDP 27/2022 art. 20 asks for a basis for each purpose). */
export const PURPOSES = [
  'LAYANAN',
  'PENYALURAN',
  'VERIFIKASI',
  'PENEMPATAN',
  'EVALUASI',
  'AUDIT',
  'HAK_SUBJEK',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/**
 * A place of jurisdiction: a Kemendagri code without dots on a level boundary (2 province, 4 regency, 6 district,
 * 10 village), or `ID` for the whole country.
 */
export type RegionCode = string;
export const NATION: RegionCode = 'ID';

/** The levels of the region tree, from the top, with the length of their codes. */
export const REGION_LEVELS = { PROVINCE: 2, REGENCY: 4, DISTRICT: 6, VILLAGE: 10 } as const;
export type RegionLevel = keyof typeof REGION_LEVELS;

/** The level a code stands for; undefined for a string that is no region code. */
export function findRegionLevel(code: string): RegionLevel | undefined {
  if (!/^\d+$/.test(code)) return undefined;
  return (Object.keys(REGION_LEVELS) as RegionLevel[]).find((level) => REGION_LEVELS[level] === code.length);
}

/** Whether `code` lies in the place `within`: a prefix test, safe because codes are compared on level boundaries only. */
export function isWithin(code: RegionCode, within: RegionCode): boolean {
  return within === NATION || (findRegionLevel(within) !== undefined && code.startsWith(within));
}
