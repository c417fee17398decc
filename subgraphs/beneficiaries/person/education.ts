import type { EducationLevel } from '../../../shared/access';

/** Highest school by the code of the diploma, as the questionnaire orders them; the last code of each level. */
const LAST_DIPLOMA: readonly (readonly [EducationLevel, number])[] = [
  ['PRIMARY', 4],
  ['JUNIOR', 8],
  ['SENIOR', 12],
  ['HIGHER', 15],
];

/** The level of education of a row of `person`, as SQL; null where nothing is known of it. */
export function educationOf(row: string): string {
  const levels = LAST_DIPLOMA.map(([level, last]) => `WHEN ${row}.highest_diploma <= ${last} THEN '${level}'`);
  return `CASE ${levels.join(' ')} WHEN ${row}.schooling = 'NEVER' THEN 'NONE' END`;
}
