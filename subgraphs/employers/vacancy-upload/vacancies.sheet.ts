import type { Row, RuleTable, Sheet } from '../../../shared/intake';
import { holdsIdentifier } from '../../../shared/machine';
import { VACANCY_CELLS, VACANCY_CELL_RULES, readVacancyCells } from '../intake/vacancy-cells';
import { isUnitCode } from '../skill/skill';
import { LONGEST_DESCRIPTION, MOST_SKILLS, isVacancyCode } from '../vacancy/vacancy-content';
import type { ContractType } from '../vacancy/vocabulary';

const OPTIONAL = ['sertifikat', 'deskripsi'] as const;
const COLUMNS = ['kodeLowongan', ...VACANCY_CELLS, ...OPTIONAL] as const;
export type UploadColumn = (typeof COLUMNS)[number];

const LONGEST_TITLE = 120;
const MOST_ROWS = 2_000;

const RULES = {
  ...VACANCY_CELL_RULES,
  V6: { severity: 'ERROR', words: 'a skill is one of the vocabulary or a unit of the competency standards, each once' },
  V7: { severity: 'ERROR', words: 'the wage is below the minimum wage of the regency' },
  V8: { severity: 'ERROR', words: 'the last day to apply is past, or later than a vacancy may stay open' },
  V9: { severity: 'ERROR', words: 'the vacancy of this code says something else and is no draft any more' },
  V10: { severity: 'ERROR', words: 'a text holds a NIK or KK number' },
  V11: { severity: 'ERROR', words: 'a code takes up to 40 letters, digits and . / _ -' },
  V12: { severity: 'ERROR', words: 'a unit of the competency standards looks like C.141110.001.02' },
} as const satisfies RuleTable;

/** What a row says, by the columns of the table; lists are array literals where they are not arrays. */
export interface UploadContent {
  readonly code: string;
  readonly title: string | null;
  readonly kbji_code: string | null;
  readonly skill_codes: readonly string[];
  readonly skill_levels: readonly number[];
  readonly regency_code: string | null;
  readonly work_mode: string | null;
  readonly contract_type: ContractType | null;
  readonly wage_min: number | null;
  readonly shift: string | null;
  readonly physical_demands: string | null;
  readonly accommodations_offered: string | null;
  readonly reserved_for_disability: string | null;
  readonly seats: number | null;
  readonly open_until: string | null;
  readonly certificate_required: readonly string[];
  readonly description: string | null;
}

/** A partner's own file of vacancies: the registry's columns without its keys and status, by a code of the partner's own. */
export const vacanciesSheet: Sheet<UploadColumn, UploadContent> = {
  name: 'vacancies of a partner',
  columns: COLUMNS,
  optional: OPTIONAL,
  key: 'kodeLowongan',
  isKey: isVacancyCode,
  rules: RULES,
  maxRows: MOST_ROWS,
  read: readContent,
};

function readContent(row: Row<UploadColumn>): UploadContent {
  const code = row.text('kodeLowongan');
  if (code !== '' && !isVacancyCode(code)) row.reject('V11', 'kodeLowongan');
  const [title, kbji, skills, regency, mode, contract, wage, shift, demands, offered, reserved, seats, until] =
    readVacancyCells(row);
  if (title !== null && (title.length < 3 || title.length > LONGEST_TITLE)) row.reject('C2', 'jabatan');
  if (title !== null && holdsIdentifier(title)) row.reject('V10', 'jabatan');
  const asked = (skills ?? '{}').slice(1, -1).split(',').filter(Boolean);
  const codes = asked.map((skill) => skill.split(':')[0] ?? '');
  if (new Set(codes).size < codes.length) row.reject('V6', 'keterampilan');
  return {
    code,
    title,
    kbji_code: kbji,
    skill_codes: codes,
    skill_levels: asked.map((skill) => Number(skill.split(':')[1])),
    regency_code: regency,
    work_mode: mode,
    // The cell holds a word of the list, or the row was rejected.
    contract_type: contract as ContractType | null,
    wage_min: wage,
    shift,
    physical_demands: demands,
    accommodations_offered: offered,
    reserved_for_disability: reserved,
    seats,
    open_until: until,
    certificate_required: readUnits(row),
    description: readDescription(row),
  };
}

function readUnits(row: Row<UploadColumn>): string[] {
  const text = row.text('sertifikat');
  const units = [...new Set(text === '' ? [] : text.split('|'))];
  if (units.length > MOST_SKILLS) row.reject('V13', 'sertifikat');
  if (!units.every(isUnitCode)) row.reject('V12', 'sertifikat');
  return units;
}

function readDescription(row: Row<UploadColumn>): string | null {
  const text = row.text('deskripsi');
  if (text.length > LONGEST_DESCRIPTION) row.reject('C2', 'deskripsi');
  if (holdsIdentifier(text)) row.reject('V10', 'deskripsi');
  return text === '' ? null : text;
}
