-- expects: ANSWER
-- How many families of desil 6 and above does PKH pay, and how much in the latest stage?
WITH latest AS (
  SELECT DISTINCT ON (family_id, program_code) * FROM programs.enrolment ORDER BY family_id, program_code, started_on DESC
), stage AS (
  SELECT e.program_code, max(p.period) AS period FROM programs.payment p JOIN latest e ON e.id = p.enrolment_id
  WHERE CASE WHEN p.period LIKE '%-T%' THEN make_date(left(p.period, 4)::int, right(p.period, 1)::int * 3 - 2, 1)
    ELSE (p.period || '-01')::date END <= current_setting('berdaya.as_of')::date GROUP BY e.program_code
), paid AS (
  SELECT p.enrolment_id, p.amount FROM programs.payment p JOIN latest e ON e.id = p.enrolment_id
    JOIN stage s ON s.program_code = e.program_code AND s.period = p.period WHERE p.status <> 'CANCELLED'
)
SELECT f.desil, count(*) FILTER (WHERE e.status IN ('ACTIVE', 'TRANSITION')) AS kpm,
  coalesce(sum(p.amount) FILTER (WHERE e.status IN ('ACTIVE', 'TRANSITION')), 0) AS latest_amount
FROM latest e JOIN beneficiaries.family f ON f.id = e.family_id LEFT JOIN paid p ON p.enrolment_id = e.id
WHERE e.program_code = 'PKH' AND f.desil >= 6 GROUP BY 1
