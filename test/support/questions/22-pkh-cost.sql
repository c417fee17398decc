-- expects: ANSWER
-- Which components do recipient families carry together? A simulation of another rate or cap is worked out of this.
WITH latest AS (
  SELECT DISTINCT ON (family_id, program_code) * FROM programs.enrolment ORDER BY family_id, program_code, started_on DESC
), stage AS (
  SELECT e.program_code, max(p.period) AS period FROM programs.payment p JOIN latest e ON e.id = p.enrolment_id
  WHERE CASE WHEN p.period LIKE '%-T%' THEN make_date(left(p.period, 4)::int, right(p.period, 1)::int * 3 - 2, 1)
    ELSE (p.period || '-01')::date END <= current_setting('berdaya.as_of')::date GROUP BY e.program_code
), paid AS (
  SELECT p.enrolment_id, p.amount FROM programs.payment p JOIN latest e ON e.id = p.enrolment_id
    JOIN stage s ON s.program_code = e.program_code AND s.period = p.period WHERE p.status <> 'CANCELLED'
), carried AS (
  SELECT id, string_agg(component || ':' || persons, ',' ORDER BY component) AS profile FROM (
    SELECT e.id, c.component::text AS component, count(*) AS persons
    FROM latest e JOIN programs.enrolment_component c ON c.enrolment_id = e.id
    WHERE coalesce(e.ended_on, current_setting('berdaya.as_of')::date) BETWEEN c.started_on AND coalesce(least(c.file_ended_on, c.stopped_on), 'infinity')
    GROUP BY e.id, c.component) kind GROUP BY id
)
SELECT coalesce(c.profile, 'NONE') AS component_profile, count(*) FILTER (WHERE e.status IN ('ACTIVE', 'TRANSITION')) AS kpm,
  coalesce(sum(p.amount) FILTER (WHERE e.status IN ('ACTIVE', 'TRANSITION')), 0) AS latest_amount
FROM latest e LEFT JOIN carried c ON c.id = e.id LEFT JOIN paid p ON p.enrolment_id = e.id
WHERE e.program_code = 'PKH' GROUP BY 1
