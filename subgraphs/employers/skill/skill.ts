/** Where a skill's code comes from. */
export const SKILL_SOURCES = {
  PLATFORM: "The platform's own list.",
  SKKNI: 'A unit of the national work competency standards (SKKNI).',
} as const;
export type SkillSource = keyof typeof SKILL_SOURCES;

/** A skill of the vocabulary (keterampilan). */
export interface SkillRow {
  readonly code: string;
  /** Indonesian. */
  readonly name: string;
  readonly englishName: string;
  readonly source: SkillSource;
}

const UNIT = /^[A-Z]{1,4}\.[A-Z0-9]{4,8}\.\d{3}\.\d{1,2}$/;

/** Whether a code looks like a unit of the competency standards: `C.141110.001.02`, `TIK.OP01.003.01`. */
export function isUnitCode(code: string): boolean {
  return UNIT.test(code);
}
