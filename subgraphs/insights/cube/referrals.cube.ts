import { bandOf, timeColumns } from './cube';
import type { Cube } from './cube';
import { DESIL, DISABILITY, PROVINCE, REGENCY, SEX, familyColumns, personColumns } from './dimensions';
import { CONTRACT, EMPLOYER_TYPE, SECTOR, SIZE_BAND, asRow, employerColumns } from './employer-dimensions';
import { DECLINE_REASON, SCORE_BAND, WAGE_BAND, WAGE_EDGES, scoreColumn, wageColumn } from './referral-dimensions';
import { ANSWER_EDGES, REFERRAL_MEASURES, RETENTION_MONTHS } from './referral-measures';

const ROWS = [...[EMPLOYER_TYPE, SECTOR, SIZE_BAND].map(asRow), ...[CONTRACT, SCORE_BAND, DECLINE_REASON, WAGE_BAND]];
const UNITS = [PROVINCE, REGENCY, DESIL, SEX, DISABILITY];

/** Referrals to employers and what came of them. A person may have several. */
export const referrals: Cube = {
  name: 'referrals',
  title: { en: 'Referrals and placements', id: 'Rujukan dan penempatan' },
  description:
    'Persons with referrals to vacancies of employers: how far they came, how soon employers answered, at what wage people were ' +
    'placed and whether they stayed. Income before a placement is not known to the platform. No table tells of a single employer.',
  unit: 'PERSON',
  rows: { within: [...ROWS.map(({ name }) => name), 'PERIOD'] },
  employer: 'employer',
  dimensions: [...UNITS, ...ROWS],
  time: { column: 'referred', title: { en: 'Month of the referral', id: 'Bulan rujukan' }, of: 'ROW' },
  measures: REFERRAL_MEASURES,
  source: (asOf) => {
    const flags = flagsOf(asOf);
    const groups = [...UNITS, ...ROWS].map(({ column }) => `r.${column}`);
    const periods = ['referred_month', 'referred_quarter', 'referred_year'].map((column) => `r.${column}`);
    // Of two referrals that are alike in everything the sooner answer stands, and one employer for both: never too many.
    return `
      SELECT r.unit, r.rkey, r.mkey, min(r.employer::text)::uuid AS employer, ${[...groups, ...periods].join(', ')},
        ${flags.map(([name]) => `bool_or(r.${name}) AS ${name}`).join(', ')},
        coalesce(min(nullif(r.answer_band, -1)), -1) AS answer_band, coalesce(min(nullif(r.wage_number, -1)), -1) AS wage_number
      FROM (${rowsOf(asOf, flags)}) r
      GROUP BY r.unit, r.rkey, r.mkey, ${[...groups, ...periods].join(', ')}`;
  },
};

type Flag = readonly [column: string, condition: string];

/** One row a referral, of persons and employers that are known and whose records may be used. */
function rowsOf(asOf: string, flags: readonly Flag[]): string {
  return `
    SELECT p.unit, p.rkey, p.mkey, e.unit AS employer, ${familyColumns('f')}, ${personColumns('p', asOf)}, ${employerColumns('e')},
      t.contract, ${scoreColumn('t.score')}, t.decline_reason, ${wageColumn('t.wage_from')},
      ${timeColumns('referred', 't.referred_on')},
      ${flags.map(([name, condition]) => `${condition} AS ${name}`).join(', ')},
      ${bandOf('t.answered_on - t.referred_on', ANSWER_EDGES)} AS answer_band,
      CASE WHEN t.placed_on IS NULL THEN -1 ELSE ${bandOf('t.wage_from', WAGE_EDGES)} END AS wage_number
    FROM referral t JOIN person p ON p.unit = t.person JOIN family f ON f.unit = p.family
      JOIN employer e ON e.unit = t.employer`;
}

function flagsOf(asOf: string): Flag[] {
  return [
    ['is_referred', 't.referred_on IS NOT NULL'],
    ['is_answered', 't.answered_on IS NOT NULL'],
    ['is_accepted', 't.is_accepted'],
    ['is_declined', `t.status = 'DECLINED'`],
    ['is_lapsed', `t.status = 'LAPSED'`],
    ['is_interviewed', 't.is_interviewed'],
    ['is_offered', 't.is_offered'],
    ['is_placed', 't.placed_on IS NOT NULL'],
    ['is_ended', 't.placed_on IS NOT NULL AND t.ended_on IS NOT NULL'],
    ['is_wage_known', 't.placed_on IS NOT NULL AND t.wage_from IS NOT NULL'],
    ['is_wage_enough', 't.placed_on IS NOT NULL AND coalesce(t.wage_from >= 100, false)'],
    ...RETENTION_MONTHS.flatMap((months): Flag[] => {
      const isDue = `coalesce(t.placed_on + interval '${months} months' <= ${asOf}, false)`;
      return [
        [`is_due_${months}`, isDue],
        [`is_retained_${months}`, `${isDue} AND t.retained_months >= ${months}`],
      ];
    }),
  ];
}
