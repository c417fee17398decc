-- expects: ANSWER
-- How many families lose PKH, and all aid, when their last child ages out, in each of the next four stages?
WITH latest AS (
  SELECT DISTINCT ON (family_id, program_code) * FROM programs.enrolment ORDER BY family_id, program_code, started_on DESC
), carried AS (
  SELECT e.id, bool_or(c.component::text NOT LIKE 'ANAK%') AS lasts, bool_or(p.birth_date IS NULL) AS is_unknown,
    max(p.birth_date + make_interval(years => (SELECT maximum::int + 1 FROM programs.program_requirement
      WHERE program_code = 'PKH' AND requirement = 'PUPIL_AGE' AND valid_to IS NULL))) AS until
  FROM latest e JOIN programs.enrolment_component c ON c.enrolment_id = e.id
    LEFT JOIN beneficiaries.person p ON p.id = c.person_id
  WHERE coalesce(e.ended_on, current_setting('berdaya.as_of')::date) BETWEEN c.started_on AND coalesce(least(c.file_ended_on, c.stopped_on), 'infinity')
  GROUP BY e.id
), known AS (
  SELECT e.*, CASE WHEN c.id IS NULL THEN 'NONE' WHEN c.lasts THEN 'NEVER' WHEN c.is_unknown THEN 'UNKNOWN' ELSE (
    SELECT CASE WHEN ahead > 4 THEN 'LATER' ELSE 'NEXT_' || greatest(ahead, 1) END FROM (SELECT 1 +
      (extract(year FROM c.until) - extract(year FROM current_setting('berdaya.as_of')::date))::int * 4
      + (extract(quarter FROM c.until) - extract(quarter FROM current_setting('berdaya.as_of')::date))::int AS ahead) a) END AS age_out
  FROM latest e LEFT JOIN carried c ON c.id = e.id
)
SELECT age_out, count(*) FILTER (WHERE status IN ('ACTIVE', 'TRANSITION') AND age_out LIKE 'NEXT%') AS aging_out,
  count(*) FILTER (WHERE status IN ('ACTIVE', 'TRANSITION') AND age_out LIKE 'NEXT%' AND NOT EXISTS (SELECT FROM latest o
    WHERE o.family_id = k.family_id AND o.program_code <> 'PKH' AND o.status IN ('ACTIVE', 'TRANSITION'))) AS losing_all_aid
FROM known k WHERE program_code = 'PKH' GROUP BY 1
