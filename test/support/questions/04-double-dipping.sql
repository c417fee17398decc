-- expects: ANSWER
-- Which exclusive programs gave to the same family within 12 months, to how many persons and how much?
WITH every AS (
  SELECT person_id, family_id, 'PENA' AS program, granted_on, grant_tools + grant_material AS amount FROM programs.pena_case
  UNION ALL SELECT person_id, family_id, 'PROKUS', granted_on, grant_amount FROM programs.prokus_case
  UNION ALL
  SELECT m.person_id, m.family_id, 'KUBE', g.granted_on, g.grant_amount / (SELECT count(*) FROM programs.kube_member o
    WHERE o.group_id = g.id AND o.state <> 'REMOVED')
  FROM programs.kube_member m JOIN programs.kube_group g ON g.id = m.group_id WHERE m.state <> 'REMOVED'
), doubled AS (
  SELECT one.*, (SELECT min(least(one.program, other.program) || '_' || greatest(one.program, other.program)) FROM every other
    WHERE other.family_id = one.family_id AND other.program <> one.program
      AND other.granted_on >= one.granted_on - interval '12 months'
      AND other.granted_on <= one.granted_on + interval '12 months') AS pair
  FROM every one
)
SELECT coalesce(pair, 'NONE') AS pair, count(DISTINCT person_id) FILTER (WHERE pair IS NOT NULL) AS double,
  coalesce(sum(amount) FILTER (WHERE pair IS NOT NULL), 0) AS double_amount
FROM doubled GROUP BY 1
