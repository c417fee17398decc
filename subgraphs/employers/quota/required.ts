/** SQL: the last day of a reporting period, see `lastDayOf`. */
const lastDayIn = (period: string): string => `make_date(left(${period}, 4)::int,
  CASE right(${period}, 1) WHEN '1' THEN 6 ELSE 12 END, CASE right(${period}, 1) WHEN '1' THEN 30 ELSE 31 END)`;

/** SQL: the row of `quota_rule` in force for a type of employer when a period ended; the later one if two overlap. */
export function ruleInForce(type: string, period: string): string {
  const day = lastDayIn(period);
  return `SELECT * FROM quota_rule law WHERE law.employer_type = ${type} AND law.valid_from <= ${day}
    AND (law.valid_to IS NULL OR law.valid_to >= ${day}) ORDER BY law.valid_from DESC LIMIT 1`;
}

/** SQL: disabled workers a rule asks of a head count, as `quotaStanding` has it; a test holds one against the other. */
export function requiredBy(rule: string, headcount: string): string {
  const share = `${headcount}::bigint * ${rule}.rate_basis_points / 10000.0`;
  return `(CASE WHEN ${headcount} < ${rule}.minimum_headcount THEN 0 ELSE CASE ${rule}.rounding
    WHEN 'CEIL' THEN ceil(${share}) WHEN 'FLOOR' THEN floor(${share}) ELSE floor(${share} + 0.5) END END)::int`;
}
