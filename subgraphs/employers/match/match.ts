/** What is looked at in a match, each with how it counts; the weights are dated rows (`match_weight`). */
export const MATCH_PARTS = {
  SKILLS:
    'Keterampilan: of each skill asked for the share of its level the person has, on average; all where none is asked for.',
  DISTANCE: 'Jarak: all within the regency of the workplace, less within its province, least beyond.',
  EXPERIENCE: 'Pengalaman: months worked, all from a number of months on.',
  WAGE: 'Upah: all where the offer reaches what is expected, nothing where it lies too far below.',
  READINESS: 'Kesiapan: how much of the checklist of readiness holds.',
  WAITING: 'Lama menunggu: days since being called ready, all from a number of days on.',
} as const;
export type MatchPart = keyof typeof MATCH_PARTS;

/** What a match was worked out from, as it was then: nothing else is looked at. */
export interface MatchInputs {
  /** The day it was worked out. */
  readonly day: string;
  readonly vacancy: {
    readonly skills: readonly { readonly code: string; readonly level: number }[];
    readonly regencyCode: string;
    readonly wage: number;
  };
  readonly seeker: {
    readonly skills: readonly { readonly code: string; readonly level: number }[];
    readonly regencyCode: string;
    readonly experienceMonths: number;
    readonly wageExpected: number | null;
    readonly readiness: number;
    readonly readySince: string;
  };
  /** Of which day the weights are. */
  readonly weights: string;
}

/** What one part gives, of what it could give at most. */
export interface ScorePart {
  readonly part: MatchPart;
  readonly points: number;
  readonly of: number;
}

/** Why a part gives what it gives, in words for an officer; nothing that is not among the inputs. */
export function reasonFor(part: MatchPart, { vacancy, seeker, day }: MatchInputs): string {
  switch (part) {
    case 'SKILLS':
      return vacancy.skills.length === 0 ? 'no skill is asked for' : vacancy.skills.map(skillReason(seeker)).join(', ');
    case 'DISTANCE':
      return distanceReason(seeker.regencyCode, vacancy.regencyCode);
    case 'EXPERIENCE':
      return `${seeker.experienceMonths} months of experience`;
    case 'WAGE':
      return wageReason(seeker.wageExpected, vacancy.wage);
    case 'READINESS':
      return `${seeker.readiness} of 6 items of readiness hold`;
    case 'WAITING':
      return `ready for ${daysBetween(seeker.readySince, day)} days`;
  }
}

function skillReason({ skills }: MatchInputs['seeker']) {
  return ({ code, level }: { readonly code: string; readonly level: number }): string =>
    `${code} at level ${skills.find((each) => each.code === code)?.level ?? 0}, asked ${level}`;
}

function distanceReason(home: string, workplace: string): string {
  if (home === workplace) return 'lives in the regency of the workplace';
  const where = home.slice(0, 2) === workplace.slice(0, 2) ? 'in the province of the workplace' : 'in another province';
  return `lives ${where}, willing to move`;
}

function wageReason(expected: number | null, offered: number): string {
  if (expected === null) return 'names no wage';
  return expected <= offered ? 'the offer reaches what is expected' : 'the offer lies below what is expected';
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
