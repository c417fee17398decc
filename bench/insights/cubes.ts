import type { Cube, Dimension, Measure } from '../../subgraphs/insights/cube/cube';
import { AGE_BAND, DESIL, DISABILITY, PLACE, PROGRAM, PROVINCE, SEX } from '../../subgraphs/insights/cube/dimensions';

/** Two cubes as large and as coarse as the nation's: cases of people, one a person, and people in programs, one or two a person. */

const STATUS: Dimension = {
  name: 'STATUS',
  column: 'status',
  kind: 'TEXT',
  title: { en: 'Status', id: 'Status' },
  of: 'ROW',
};
const title = { en: 'Cases', id: 'Kasus' };
const described = { title, definition: 'Synthetic.' };
const measures: readonly Measure[] = [
  { ...described, name: 'READY', kind: 'COUNT' },
  { ...described, name: 'PLACED', kind: 'COUNT', flag: 'is_placed' },
  { ...described, name: 'PLACEMENT_RATE', kind: 'RATE', numerator: 'PLACED', denominator: 'READY' },
  { ...described, name: 'WAGES', kind: 'SUM', amount: 'wage', of: 'PLACED', unit: 'IDR' },
];
const base = { title, description: 'Synthetic.', unit: 'PERSON', measures } as const;

/** One row a person; asked together: what a minister asks. */
export const CASES: Cube = {
  ...base,
  name: 'cases',
  rows: 'ONE',
  dimensions: [...PLACE, DESIL, SEX, AGE_BAND, DISABILITY, PROGRAM, STATUS],
  time: { column: 'at', title, of: 'UNIT' },
  rollups: [
    ['PROVINCE', 'DESIL', 'PROGRAM', 'SEX', 'AGE_BAND'],
    ['PROVINCE', 'REGENCY', 'DESIL', 'AGE_BAND'],
    ['PROVINCE', 'PROGRAM', 'AGE_BAND', 'STATUS', 'PERIOD'],
  ],
  source: () => 'SELECT * FROM bench_fact WHERE nth = 0',
};

/** One or two rows a person, in different programs. */
export const MEMBERS: Cube = {
  ...base,
  name: 'members',
  rows: { within: ['PROGRAM'] },
  dimensions: [PROVINCE, DESIL, SEX, PROGRAM],
  measures: measures.slice(0, 3),
  source: () => 'SELECT * FROM bench_fact',
};
