import { CodedError } from '../../../shared/errors';
import { isDigits } from '../../../shared/intake';
import { dayOf, holdsIdentifier, readText } from '../../../shared/machine';
import { isUnitCode } from '../skill/skill';
import type { EditVacancyInput } from './vacancy-inputs.graph';

/** Largest values of a vacancy, however it comes. */
export const HIGHEST_WAGE = 1_000_000_000;
export const MOST_SEATS = 10_000;
export const LONGEST_DESCRIPTION = 2_000;
/** Of skills, and of certificates. */
export const MOST_SKILLS = 20;

/** What a vacancy says, by the columns of its table; a column left out stays as it is. */
export type VacancyContent = Readonly<Record<string, unknown>>;

/** The columns of what a vacancy says. */
export const CONTENT_COLUMNS = [
  'title',
  'kbji_code',
  'skill_codes',
  'skill_levels',
  'regency_code',
  'work_mode',
  'contract_type',
  'wage_min',
  'shift',
  'physical_demands',
  'accommodations_offered',
  'reserved_for_disability',
  'seats',
  'open_until',
  'certificate_required',
  'description',
] as const;

const refused = (reason: string) => new CodedError('BAD_USER_INPUT', { reason });

/** A partner's own key of a vacancy: one word, and nothing that could be a person's number. */
export function isVacancyCode(code: string): boolean {
  return /^[A-Za-z0-9][\w./-]{0,39}$/.test(code) && !holdsIdentifier(code);
}

/** @throws CodedError BAD_USER_INPUT */
export function readVacancyCode(code: string | null | undefined): string | null {
  if (code === null || code === undefined) return null;
  if (isVacancyCode(code)) return code;
  throw refused('a code takes up to 40 letters, digits and . / _ -, and no NIK or KK number');
}

/** Reads what is given of a vacancy; `T | null` of the input stays as it is, like what is left out. */
const READERS: {
  readonly [Field in Exclude<keyof EditVacancyInput, 'id' | 'version' | 'clientKey' | 'note'>]-?: (
    value: NonNullable<EditVacancyInput[Field]>,
  ) => VacancyContent;
} = {
  title: (title) => ({ title: readText(title, { what: 'title', atLeast: 3, atMost: 120 }) }),
  kbjiCode: (code) => ({ kbji_code: readDigits('an occupation (KBJI)', code) }),
  regencyCode: (code) => ({ regency_code: readDigits('a regency', code) }),
  skills: (skills) => {
    const codes = skills.map(({ code }) => code);
    if (skills.length > MOST_SKILLS) throw refused(`a vacancy asks for ${MOST_SKILLS} skills at most`);
    if (new Set(codes).size < codes.length) throw refused('a skill is asked for once');
    if (skills.some(({ level }) => level < 1 || level > 5)) throw refused('the level of a skill is from 1 to 5');
    return { skill_codes: codes, skill_levels: skills.map(({ level }) => level) };
  },
  workMode: (mode) => ({ work_mode: mode }),
  contractType: (type) => ({ contract_type: type }),
  wageMin: (wage) => ({ wage_min: readNumber('the wage', wage, 0, HIGHEST_WAGE) }),
  shift: (shift) => ({ shift }),
  physicalDemands: (demands) => ({ physical_demands: [...new Set(demands)] }),
  accommodationsOffered: (offered) => ({ accommodations_offered: [...new Set(offered)] }),
  reservedForDisability: (isReserved) => ({ reserved_for_disability: isReserved }),
  seats: (seats) => ({ seats: readNumber('the number of seats', seats, 1, MOST_SEATS) }),
  openUntil: (day) => ({ open_until: dayOf(day) }),
  certificateRequired: (units) => {
    const distinct = [...new Set(units)];
    if (distinct.length > MOST_SKILLS) throw refused(`a vacancy asks for ${MOST_SKILLS} certificates at most`);
    if (distinct.every(isUnitCode)) return { certificate_required: distinct };
    throw refused('a unit of the competency standards looks like C.141110.001.02');
  },
  description: (text) => ({ description: readDescription(text) }),
};

/**
 * What an input gives of a vacancy.
 * @throws CodedError BAD_USER_INPUT in the words of the input
 */
export function readContent(input: object): VacancyContent {
  const given = Object.entries(input) as [keyof typeof READERS, never][];
  const parts = given.map(([field, value]) =>
    Object.hasOwn(READERS, field) && value !== null && value !== undefined ? READERS[field](value) : {},
  );
  return Object.assign({}, ...parts) as VacancyContent;
}

function readDescription(text: string): string | null {
  return text.trim() === '' ? null : readText(text, { what: 'description', atLeast: 1, atMost: LONGEST_DESCRIPTION });
}

function readDigits(what: string, code: string): string {
  if (code.length === 4 && isDigits(code)) return code;
  throw refused(`${what} has four digits`);
}

function readNumber(what: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw refused(`${what} is from ${least} to ${most}`);
}
