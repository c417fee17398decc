-- expects: ANSWER
-- How many families refuse to graduate, and why?
SELECT coalesce(refusal_reason, 'NONE') AS refusal_reason, count(DISTINCT family_id) AS proposals,
  count(DISTINCT family_id) FILTER (WHERE EXISTS (SELECT FROM programs.transition_event t
    WHERE t.entity_id = g.id AND t.event = 'REFUSE')) AS refusals
FROM (SELECT DISTINCT ON (family_id, program_code, date_trunc('month', proposed_on)) * FROM programs.graduation
  ORDER BY family_id, program_code, date_trunc('month', proposed_on), proposed_on DESC) g
WHERE program_code = 'PKH'
GROUP BY 1
