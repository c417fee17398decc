-- expects: ANSWER
-- How many come from PKH into PENA and Prokus, how far, and how long does it take?
WITH every AS (
  SELECT person_id, family_id, 'PENA' AS program, variant, proposed_on, approved_on, granted_on, graduated_on AS finished_on
  FROM programs.pena_case
  UNION ALL
  SELECT person_id, family_id, 'PROKUS', 'NONE', proposed_on, approved_on, granted_on,
    CASE WHEN status = 'COMPLETED' THEN ended_on END FROM programs.prokus_case
  UNION ALL
  SELECT m.person_id, m.family_id, 'KUBE', 'NONE', g.proposed_on, g.designated_on, g.granted_on,
    (SELECT min((t.at AT TIME ZONE 'Asia/Jakarta')::date) FROM programs.transition_event t
     WHERE t.entity_id = g.id AND t.event = 'BECOME_INDEPENDENT')
  FROM programs.kube_member m JOIN programs.kube_group g ON g.id = m.group_id WHERE m.state <> 'REMOVED'
), pkh AS (
  SELECT family_id, min(started_on) AS began_on,
    (array_agg(status ORDER BY started_on DESC))[1] IN ('GRADUATED_NATURALLY', 'GRADUATED_VOLUNTARILY') AS has_graduated
  FROM programs.enrolment WHERE program_code = 'PKH' GROUP BY family_id
)
SELECT e.program, e.variant, count(DISTINCT person_id) AS participants,
  count(DISTINCT person_id) FILTER (WHERE p.began_on < e.proposed_on) AS from_pkh,
  count(DISTINCT person_id) FILTER (WHERE approved_on IS NOT NULL) AS approved,
  count(DISTINCT person_id) FILTER (WHERE granted_on IS NOT NULL) AS granted,
  count(DISTINCT person_id) FILTER (WHERE finished_on IS NOT NULL) AS finished,
  count(DISTINCT person_id) FILTER (WHERE approved_on IS NOT NULL AND p.has_graduated) AS left_pkh
FROM every e LEFT JOIN pkh p USING (family_id) GROUP BY 1, 2
