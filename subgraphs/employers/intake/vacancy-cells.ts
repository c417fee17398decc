import { isDigits } from '../../../shared/intake';
import type { Row, RuleTable } from '../../../shared/intake';
import { HIGHEST_WAGE, MOST_SEATS, MOST_SKILLS } from '../vacancy/vacancy-content';
import { ACCOMMODATIONS, CONTRACT_TYPES, PHYSICAL_DEMANDS, WORK_MODES } from '../vacancy/vocabulary';

/** The columns in which every file says what a vacancy is: the registry's and a partner's own. */
export const VACANCY_CELLS = [
  'jabatan',
  'kodeKbji',
  'keterampilan',
  'kodeWilayah',
  'modaKerja',
  'jenisKontrak',
  'upahMinimum',
  'shift',
  'tuntutanFisik',
  'akomodasi',
  'khususDisabilitas',
  'kuota',
  'bukaSampai',
] as const;
export type VacancyCell = (typeof VACANCY_CELLS)[number];

export const VACANCY_CELL_RULES = {
  V2: { severity: 'ERROR', words: 'an occupation (KBJI) has 4 digits' },
  V3: { severity: 'ERROR', words: 'a skill looks like CODE:LEVEL, the level from 1 to 5' },
  V4: { severity: 'ERROR', words: 'a place of work is a regency, 4 digits' },
  V13: { severity: 'ERROR', words: `a vacancy asks for ${MOST_SKILLS} skills and ${MOST_SKILLS} certificates at most` },
} as const satisfies RuleTable;

/** The cells of a row in the order of VACANCY_CELLS; lists are array literals, null where a rule is broken. */
export function readVacancyCells(row: Row<VacancyCell>) {
  return [
    row.required('jabatan'),
    fourDigits(row, 'kodeKbji', 'V2'),
    readSkills(row),
    fourDigits(row, 'kodeWilayah', 'V4'),
    row.needed('modaKerja', row.oneOf('modaKerja', Object.keys(WORK_MODES))),
    row.needed('jenisKontrak', row.oneOf('jenisKontrak', Object.keys(CONTRACT_TYPES))),
    row.needed('upahMinimum', row.integer('upahMinimum', 0, HIGHEST_WAGE)),
    row.flag('shift'),
    row.list('tuntutanFisik', Object.keys(PHYSICAL_DEMANDS)),
    row.list('akomodasi', Object.keys(ACCOMMODATIONS)),
    row.flag('khususDisabilitas'),
    row.needed('kuota', row.integer('kuota', 1, MOST_SEATS)),
    row.needed('bukaSampai', row.date('bukaSampai')),
  ] as const;
}

function fourDigits(row: Row<VacancyCell>, column: VacancyCell, rule: keyof typeof VACANCY_CELL_RULES): string | null {
  const code = row.required(column);
  return code === null || (code.length === 4 && isDigits(code)) ? code : row.reject(rule, column);
}

/** The skills as an array literal of `CODE:LEVEL`, as they stand in the file, so that quarantine shows them so too. */
function readSkills(row: Row<VacancyCell>): string | null {
  const text = row.text('keterampilan');
  if (text === '') return '{}';
  const skills = text.split('|');
  if (skills.length > MOST_SKILLS) return row.reject('V13', 'keterampilan');
  const fits = skills.every((skill) => /^[A-Z0-9_.]{2,40}:[1-5]$/.test(skill));
  return fits ? `{${text.replaceAll('|', ',')}}` : row.reject('V3', 'keterampilan');
}
