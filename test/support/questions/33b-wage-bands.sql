-- expects: ANSWER
-- The same in bands of the wage in percent of the minimum wage.
WITH known AS (
  SELECT id, CASE WHEN cardinality(disabilities) > 1 THEN 'GANDA_MULTI' ELSE coalesce(disabilities[1], 'NONE') END AS disability, sex
  FROM beneficiaries.person WHERE merged_into IS NULL AND erased_at IS NULL AND restricted_at IS NULL
)
SELECT CASE WHEN r.wage * 100.0 / r.minimum_wage >= 200 THEN 'WAGE_200' WHEN r.wage * 100.0 / r.minimum_wage >= 150 THEN 'WAGE_150' WHEN r.wage * 100.0 / r.minimum_wage >= 125 THEN 'WAGE_125' WHEN r.wage * 100.0 / r.minimum_wage >= 110 THEN 'WAGE_110' WHEN r.wage * 100.0 / r.minimum_wage >= 105 THEN 'WAGE_105' WHEN r.wage * 100.0 / r.minimum_wage >= 100 THEN 'WAGE_100' WHEN r.wage * 100.0 / r.minimum_wage >= 0 THEN 'WAGE_0' ELSE 'UNKNOWN' END AS wage_band, count(DISTINCT p.id) FILTER (WHERE r.placed_on IS NOT NULL) AS placed,
  count(DISTINCT p.id) FILTER (WHERE r.placed_on IS NOT NULL AND r.minimum_wage IS NOT NULL) AS wage_known,
  count(DISTINCT p.id) FILTER (WHERE r.placed_on IS NOT NULL AND r.wage >= r.minimum_wage) AS wage_at_least_minimum
FROM employers.referral r JOIN known p ON p.id = r.person_id JOIN employers.employer e ON e.id = r.employer_id
GROUP BY 1
