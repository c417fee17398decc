-- expects: ANSWER
-- How many families that graduated need aid again within 12 months, by how they left and why?
SELECT CASE WHEN graduated_on IS NULL THEN 'NONE' ELSE CASE e.status WHEN 'GRADUATED_NATURALLY' THEN 'NATURAL'
    WHEN 'GRADUATED_VOLUNTARILY' THEN 'VOLUNTARY' WHEN 'INACTIVE' THEN 'INELIGIBLE' ELSE 'UNKNOWN' END END AS exit_type,
  coalesce((SELECT t.reason FROM programs.transition_event t WHERE t.entity_id = g.id AND t.event = 'RELAPSE'), 'NONE')
    AS relapse_reason, count(DISTINCT g.family_id) FILTER (WHERE graduated_on IS NOT NULL) AS graduated,
  count(DISTINCT g.family_id) FILTER (WHERE relapsed_on <= graduated_on + interval '12 months') AS relapsed
FROM (SELECT DISTINCT ON (family_id, program_code, date_trunc('month', proposed_on)) * FROM programs.graduation
  ORDER BY family_id, program_code, date_trunc('month', proposed_on), proposed_on DESC) g JOIN programs.enrolment e ON e.id = g.enrolment_id
GROUP BY 1, 2
