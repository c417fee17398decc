import { CodedError } from '../../../shared/errors';
import { dayOf } from '../../../shared/machine';

/** A skill somebody has; codes are those of vacancies. */
export interface JobSkill {
  readonly code: string;
  /** 1 to 5. */
  readonly level: number;
}

/** What an officer takes down of somebody who is ready for work; what is left out is taken as nothing. */
export interface JobProfileInput {
  readonly skills?: readonly JobSkill[];
  readonly willingToMove?: boolean;
  /** Rupiah a month. */
  readonly wageExpected?: number;
  readonly experienceMonths?: number;
  readonly availableFrom?: Date;
}

/** The same as it is kept. */
export interface JobProfile {
  readonly skillCodes: readonly string[];
  /** Level of the skill at the same place. */
  readonly skillLevels: readonly number[];
  readonly willingToMove: boolean;
  readonly wageExpected: number | null;
  readonly experienceMonths: number;
  readonly availableFrom: string | null;
}

const SKILL_CODE = /^[A-Z0-9_.]{2,40}$/;
const MOST_SKILLS = 20;
const MOST_WAGE = 1_000_000_000;
const MOST_MONTHS = 720;

/**
 * Reads a job profile.
 * @throws CodedError BAD_USER_INPUT
 */
export function readJobProfile(input: JobProfileInput): JobProfile {
  const { skills = [], willingToMove = false, wageExpected = null, experienceMonths = 0, availableFrom } = input;
  const refuse = (reason: string) => new CodedError('BAD_USER_INPUT', { reason });
  if (skills.length > MOST_SKILLS) throw refuse(`at most ${MOST_SKILLS} skills are kept`);
  if (new Set(skills.map(({ code }) => code)).size < skills.length) throw refuse('a skill is named twice');
  for (const { code, level } of skills) {
    if (!SKILL_CODE.test(code)) throw refuse('a skill code takes 2 to 40 capital letters, digits, _ and .');
    if (level < 1 || level > 5) throw refuse('the level of a skill is from 1 to 5');
  }
  if (wageExpected !== null && (wageExpected < 0 || wageExpected > MOST_WAGE)) {
    throw refuse(`wageExpected is from 0 to ${MOST_WAGE} rupiah a month`);
  }
  if (experienceMonths < 0 || experienceMonths > MOST_MONTHS) {
    throw refuse(`experienceMonths is from 0 to ${MOST_MONTHS}`);
  }
  return {
    skillCodes: skills.map(({ code }) => code),
    skillLevels: skills.map(({ level }) => level),
    willingToMove,
    wageExpected,
    experienceMonths,
    availableFrom: availableFrom === undefined ? null : dayOf(availableFrom),
  };
}

/**
 * What employers' matching learns of a case: a JSON expression, null unless the person is ready for work. `softReadiness` is how many
 * of the six items of the checklist hold.
 */
export function jobProfileFact(row: string): string {
  return `CASE WHEN ${row}.status = 'READY_FOR_WORK' THEN jsonb_build_object(
    'skills', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'level', k.level) ORDER BY k.place), '[]')
      FROM unnest(${row}.skill_codes, ${row}.skill_levels) WITH ORDINALITY AS k (code, level, place)),
    'certificates', (SELECT coalesce(jsonb_agg(jsonb_build_object('unitCode', held.unit_code, 'level', held.level,
        'expiresOn', held.expires_on) ORDER BY held.issued_on, held.id), '[]')
      FROM certificate held WHERE held.case_id = ${row}.id),
    'accommodations', to_jsonb(${row}.accommodations), 'willingToMove', ${row}.willing_to_move,
    'wageExpected', ${row}.wage_expected, 'experienceMonths', ${row}.experience_months,
    'softReadiness', cardinality(${row}.readiness), 'availableFrom', ${row}.available_from, 'readySince', ${row}.ready_since) END`;
}
