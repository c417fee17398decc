import type { Mode } from '../../../shared/subgraph';

/**
 * Readings `i` of cases `c` beside the minimum wage `u` of the regency the family lives in, in the year of the reading. What
 * follows may narrow the wage.
 */
export const READINGS = `pena_case c JOIN pena_income i ON i.case_id = c.id
  LEFT JOIN umk u ON u.regency_code = left(c.region_code, 4) AND u.year = left(i.month, 4)::int`;

/** Which minimum wages decide: made-up ones only where everybody is made up. Over alias `u`. */
export function isKnownWage(mode: Mode): string {
  return mode === 'demo' ? 'TRUE' : `u.source <> 'SYNTHETIC'`;
}
