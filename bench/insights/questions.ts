import type { Cube } from '../../subgraphs/insights/cube/cube';
import { readRequest } from '../../subgraphs/insights/table/validate';
import type { AskedTable } from '../../subgraphs/insights/table/validate';
import type { TableRequest } from '../../subgraphs/insights/table/request';
import { CASES, MEMBERS } from './cubes';

/** A table that is asked, protected, of DuckDB and of PostgreSQL. */
export interface Question {
  readonly name: string;
  readonly request: TableRequest;
  readonly isFiltered: boolean;
}

function question(name: string, cube: Cube, asked: Partial<AskedTable>): Question {
  const whole: AskedTable = { by: [], measures: ['READY', 'PLACED'], where: {}, totals: 'NONE', ...asked };
  const isFiltered = Object.keys(whole.where).length > 0 || whole.time?.from !== undefined;
  return { name, request: readRequest(cube, whole), isFiltered };
}

const AGES = ['AGE_15_24', 'AGE_25_34', 'AGE_35_44'];
const RATE = { measures: ['PLACEMENT_RATE'] };

/** Six typical tables, and what filters make of them. */
export const QUESTIONS: readonly Question[] = [
  question('Q1 province, grand total', CASES, { by: ['PROVINCE'], totals: 'GRAND' }),
  question('Q2 rate: province, decile, program', CASES, { by: ['PROVINCE', 'DESIL', 'PROGRAM'], ...RATE }),
  question('Q3 month, program', CASES, { by: ['PERIOD', 'PROGRAM'], time: { grain: 'MONTH' } }),
  question('Q4 regency, decile, age', CASES, { by: ['REGENCY', 'DESIL', 'AGE_BAND'] }),
  question('Q5 distinct: province, program', MEMBERS, { by: ['PROVINCE', 'PROGRAM'] }),
  question('Q6 wages: province, decile, margins', CASES, {
    ...{ by: ['PROVINCE', 'DESIL'], totals: 'MARGINS', measures: ['READY', 'WAGES'] },
  }),
  question('Q2 of one sex', CASES, { by: ['PROVINCE', 'DESIL', 'PROGRAM'], ...RATE, where: { SEX: ['FEMALE'] } }),
  question('Q2 of three ages', CASES, { by: ['PROVINCE', 'DESIL', 'PROGRAM'], ...RATE, where: { AGE_BAND: AGES } }),
  question('Q3 of one status', CASES, {
    ...{ by: ['PERIOD', 'PROGRAM'], where: { STATUS: ['S1'] } },
    time: { from: '2022-01', to: '2024-12', grain: 'MONTH' },
  }),
  question('Q4 of one province', CASES, { by: ['REGENCY', 'DESIL', 'AGE_BAND'], where: { PROVINCE: ['12'] } }),
  question('province, program; three ages, a year', CASES, {
    ...{ by: ['PROVINCE', 'PROGRAM'], ...RATE, where: { AGE_BAND: AGES } },
    time: { from: '2024-01', to: '2024-12', grain: 'YEAR' },
  }),
  question('province, program; three ages, 18 months', CASES, {
    ...{ by: ['PROVINCE', 'PROGRAM'], ...RATE, where: { AGE_BAND: AGES } },
    time: { from: '2024-01', to: '2025-06', grain: 'MONTH' },
  }),
];
