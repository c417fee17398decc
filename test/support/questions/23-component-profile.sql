-- expects: ANSWER
-- How many components does a family carry in each desil, and what does it get?
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
SELECT f.desil, count(*) AS kpm, sum((SELECT count(*) FROM programs.enrolment_component c WHERE c.enrolment_id = e.id
    AND current_setting('berdaya.as_of')::date BETWEEN c.started_on AND coalesce(least(c.file_ended_on, c.stopped_on), 'infinity'))) AS components_carried,
  sum(coalesce(p.amount, 0)) AS latest_amount
FROM latest e JOIN beneficiaries.family f ON f.id = e.family_id LEFT JOIN paid p ON p.enrolment_id = e.id
WHERE e.program_code = 'PKH' AND e.status IN ('ACTIVE', 'TRANSITION') GROUP BY 1
