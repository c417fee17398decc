-- expects: ANSWER
-- Have the families of those who were placed moved to other deciles within four quarters than those of people still ready for work?
WITH as_of AS (SELECT current_setting('berdaya.as_of')::date AS day),
step AS (
  SELECT c.id, c.person_id, min(t.at) AS reached_at,
    (min(t.at) FILTER (WHERE t.event = 'CALL_READY_FOR_WORK') AT TIME ZONE 'Asia/Jakarta')::date AS ready_on,
    (min(t.at) FILTER (WHERE t.event = 'FOLLOW_UP' AND coalesce(t.evidence ->> 'outcome', c.follow_up_outcome) = 'PLACED')
      AT TIME ZONE 'Asia/Jakarta')::date AS placed_on
  FROM sentra.service_case c JOIN sentra.transition_event t ON t.machine = 'service_case' AND t.entity_id = c.id
  WHERE c.person_id IS NOT NULL GROUP BY c.id
), latest AS (SELECT DISTINCT ON (person_id) * FROM step ORDER BY person_id, reached_at DESC),
newest AS (SELECT max(desil_snapshot) AS snapshot FROM beneficiaries.family),
year_before AS (SELECT 'DTSEN-' || substr(snapshot, 7, 4)::int - 1 || right(snapshot, 4) AS snapshot FROM newest)
SELECT CASE WHEN l.placed_on <= day THEN 'PLACED' ELSE 'NOT_PLACED' END AS work, count(*) AS people,
  count(*) FILTER (WHERE a.desil > b.desil) AS moved_up, count(*) FILTER (WHERE a.desil < b.desil) AS moved_down,
  sum(b.desil) AS desils_before, sum(a.desil) AS desils_now
FROM latest l CROSS JOIN as_of JOIN beneficiaries.person p ON p.id = l.person_id
  JOIN beneficiaries.desil_history a ON a.family_id = p.family_id AND a.snapshot = (SELECT snapshot FROM newest)
  JOIN beneficiaries.desil_history b ON b.family_id = p.family_id AND b.snapshot = (SELECT snapshot FROM year_before)
WHERE l.ready_on <= day AND p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL GROUP BY 1
