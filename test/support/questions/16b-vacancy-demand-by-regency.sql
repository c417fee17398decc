-- expects: REFUSAL TABLE_TOO_SPARSE WORK_REGENCY
-- The same by regency of the workplace: few employers look for one skill in one regency.
SELECT v.regency_code AS work_regency, s.skill, count(DISTINCT v.employer_id) AS employers, sum(v.seats) AS seats,
  sum(v.seats - v.seats_taken) AS free_seats
FROM employers.vacancy v JOIN employers.employer e ON e.id = v.employer_id,
  LATERAL (SELECT DISTINCT unnest(CASE v.skill_codes WHEN '{}' THEN '{NONE}' ELSE v.skill_codes END) AS skill) s
WHERE v.status = 'PUBLISHED' AND e.status = 'ACTIVE' AND v.open_until >= current_setting('berdaya.as_of')::date
GROUP BY 1, 2
