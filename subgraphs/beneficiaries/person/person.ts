import { AGE_BANDS, DISABILITIES } from './vocabulary';
import type { AgeBand } from './vocabulary';

/** Age at which a person is no longer a child (UU 23/2002 art. 1). */
export const ADULT_AGE = 18;

/** A person as the registry holds them. NIK stays sealed until a viewer may see it. */
export interface PersonRow {
  readonly id: string;
  readonly familyId: string;
  readonly regionCode: string;
  readonly nikSealed: string | null;
  readonly identityStatus: string;
  readonly fullName: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly address: string | null;
  readonly phone: string | null;
  readonly familyRole: string;
  readonly maritalStatus: string;
  readonly schooling: string | null;
  readonly highestDiploma: number | null;
  readonly workStatus: number | null;
  readonly businessSector: string | null;
  readonly businessCount: number;
  readonly disabilities: readonly string[];
  readonly chronicIllnesses: readonly string[];
  readonly pregnant: boolean;
  readonly matchStatus: string;
  readonly matchedOn: string | null;
  readonly dataSource: string;
  readonly confirmedOn: string;
}

/** Full years between a birth date and a day, both `YYYY-MM-DD`. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

export function ageBandOn(birthDate: string, day: string): AgeBand {
  const age = ageOn(birthDate, day);
  const [band] = AGE_BANDS.find(([, last]) => age <= last) ?? ['AGE_75_PLUS'];
  return band;
}

/** The ragam to publish: two or more count as GANDA_MULTI. */
export function disabilityKind(disabilities: readonly string[]): string | undefined {
  if (disabilities.length > 1) return 'GANDA_MULTI';
  return DISABILITIES.find((kind) => kind === disabilities[0]);
}

/** How a name is searched and compared: lower case, letters and single spaces only. */
export function searchName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z\s]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Today as `YYYY-MM-DD` in Jakarta, where the ministry's day begins. */
export function today(now: Date = new Date()): string {
  return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}
