import type { Dimension } from './cube';

/** Of what referrals alone are grouped by, and the SQL that gives the columns from a row of `referral`. */

/** Lower bounds of the score a person was nominated with, of 100. */
const SCORES = { SCORE_0: 0, SCORE_40: 40, SCORE_60: 60, SCORE_80: 80 } as const;

/** Equally qualified for a vacancy: people of one band. */
export const SCORE_BAND: Dimension = {
  name: 'SCORE_BAND',
  column: 'score_band',
  kind: 'CODES',
  title: { en: 'How well the person fitted the vacancy when nominated, of 100', id: 'Kelompok skor kecocokan' },
  of: 'ROW',
  categories: { SCORE_0: '0 to 39.', SCORE_40: '40 to 59.', SCORE_60: '60 to 79.', SCORE_80: '80 to 100.' },
};

/** Why a partner declined; what it may not decline for is not offered to it (UU 8/2016 art. 11). */
export const DECLINE_REASON: Dimension = {
  name: 'DECLINE_REASON',
  column: 'decline_reason',
  kind: 'CODES',
  title: { en: 'Reason of the employer for declining', id: 'Alasan penolakan mitra' },
  of: 'ROW',
  categories: {
    SEATS_FILLED: 'The seats are filled.',
    SKILL_LEVEL: 'Level of skill.',
    EXPERIENCE: 'Experience.',
    CERTIFICATE: 'Certificate.',
    SCHEDULE: 'Schedule.',
    DISTANCE: 'Distance.',
    VACANCY_CLOSED: 'The vacancy is closed.',
    NONE: 'Not declined.',
  },
};

/** Lower bounds in percent of the minimum wage, as the partners' side publishes them. */
export const WAGE_EDGES = [0, 100, 105, 110, 125, 150, 200, 300] as const;
const wageBand = (from: number) => `WAGE_${from}`;

export const WAGE_BAND: Dimension = {
  name: 'WAGE_BAND',
  column: 'wage_band',
  kind: 'CODES',
  title: {
    en: 'Wage offered, in percent of the minimum wage of the workplace',
    id: 'Upah dibanding UMK, dalam persen',
  },
  of: 'ROW',
  categories: Object.fromEntries(
    WAGE_EDGES.slice(0, -1).map((from, index) => [
      wageBand(from),
      `${from} to below ${WAGE_EDGES[index + 1] ?? ''}; the last band is open.`,
    ]),
  ),
};

/** Column of SCORE_BAND. */
export function scoreColumn(score: string): string {
  const cases = Object.entries(SCORES)
    .reverse()
    .map(([band, from]) => `WHEN ${score} >= ${from} THEN '${band}'`);
  return `CASE ${cases.join(' ')} ELSE 'UNKNOWN' END AS score_band`;
}

/** Column of WAGE_BAND. */
export function wageColumn(from: string): string {
  const last = WAGE_EDGES.at(-2) ?? 0;
  return `CASE WHEN ${from} IS NULL THEN 'UNKNOWN' ELSE 'WAGE_' || least(${from}, ${last}) END AS wage_band`;
}
