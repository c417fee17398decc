-- expects: ANSWER
-- How many appeals are upheld, and how many days does a decision take?
SELECT CASE WHEN appealed_on IS NULL THEN 'NONE' WHEN EXISTS (SELECT FROM programs.transition_event t
    WHERE t.entity_id = g.id AND t.event = 'UPHOLD') THEN 'UPHELD' WHEN rejection_reason IS NOT NULL THEN 'REJECTED'
    ELSE 'PENDING' END AS appeal_outcome, count(DISTINCT family_id) FILTER (WHERE appealed_on IS NOT NULL) AS appeals,
  count(DISTINCT family_id) FILTER (WHERE EXISTS (SELECT FROM programs.transition_event t
    WHERE t.entity_id = g.id AND t.event IN ('UPHOLD', 'REJECT'))) AS appeals_decided,
  count(DISTINCT family_id) FILTER (WHERE EXISTS (SELECT FROM programs.transition_event t
    WHERE t.entity_id = g.id AND t.event = 'UPHOLD')) AS upheld
FROM (SELECT DISTINCT ON (family_id, program_code, date_trunc('month', proposed_on)) * FROM programs.graduation
  ORDER BY family_id, program_code, date_trunc('month', proposed_on), proposed_on DESC) g
GROUP BY 1
