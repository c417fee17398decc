-- expects: ANSWER
-- How many disabled workers does the law ask of employers by type, how many are there, and how many are missing?
SELECT e.type AS employer_type, count(*) AS employers, count(*) FILTER (WHERE q.disabled_headcount >= q.required) AS fulfilling,
  sum(q.headcount) AS headcount, sum(q.required) AS required, sum(q.disabled_headcount) AS actual,
  sum(greatest(q.required - q.disabled_headcount, 0)) AS gap
FROM employers.employer e JOIN LATERAL (
  SELECT r.headcount, r.disabled_headcount, CASE WHEN r.headcount < law.minimum_headcount THEN 0
      WHEN law.rounding = 'CEIL' THEN ceil(r.headcount * law.rate_basis_points / 10000.0)
      WHEN law.rounding = 'FLOOR' THEN floor(r.headcount * law.rate_basis_points / 10000.0)
      ELSE floor(r.headcount * law.rate_basis_points / 10000.0 + 0.5) END AS required
  FROM employers.quota_report r JOIN employers.quota_rule law ON law.employer_type = e.type
    AND (replace(replace(r.period, 'S1', '06-30'), 'S2', '12-31'))::date BETWEEN law.valid_from AND coalesce(law.valid_to, 'infinity')
  WHERE r.employer_id = e.id ORDER BY r.period DESC, law.valid_from DESC LIMIT 1) q ON true
GROUP BY 1
