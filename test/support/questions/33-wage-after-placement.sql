-- expects: ANSWER
-- How many are paid at least the minimum wage of the workplace after a placement, by sector?
WITH known AS (
  SELECT id, CASE WHEN cardinality(disabilities) > 1 THEN 'GANDA_MULTI' ELSE coalesce(disabilities[1], 'NONE') END AS disability, sex
  FROM beneficiaries.person WHERE merged_into IS NULL AND erased_at IS NULL AND restricted_at IS NULL
)
SELECT coalesce(e.sector, 'UNKNOWN') AS sector, count(DISTINCT p.id) FILTER (WHERE r.placed_on IS NOT NULL) AS placed,
  count(DISTINCT p.id) FILTER (WHERE r.placed_on IS NOT NULL AND r.minimum_wage IS NOT NULL) AS wage_known,
  count(DISTINCT p.id) FILTER (WHERE r.placed_on IS NOT NULL AND r.wage >= r.minimum_wage) AS wage_at_least_minimum
FROM employers.referral r JOIN known p ON p.id = r.person_id JOIN employers.employer e ON e.id = r.employer_id
GROUP BY 1
