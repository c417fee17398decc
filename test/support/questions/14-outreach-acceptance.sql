-- expects: ANSWER
-- Of the people met, how many accepted help and how many refused, by kind of place and number of the meeting?
WITH step AS (
  SELECT t.entity_id AS id, t.id AS step, t.event, t.evidence ->> 'placeKind' AS place_kind,
    lead(t.event) OVER (PARTITION BY t.entity_id ORDER BY t.id) AS next
  FROM sentra.transition_event t WHERE t.machine = 'service_case'
), meeting AS (
  SELECT s.*, row_number() OVER (PARTITION BY s.id ORDER BY s.step) AS number FROM step s
  WHERE s.event IN ('REACH_OUT', 'OFFER_AGAIN')
)
SELECT coalesce(m.place_kind, c.place_kind) AS place_kind, least(m.number, 5)::int AS attempt, count(*)::int AS contacted,
  count(*) FILTER (WHERE m.next = 'AGREE')::int AS accepted, count(*) FILTER (WHERE m.next = 'REFUSE')::int AS refused
FROM meeting m JOIN sentra.service_case c ON c.id = m.id
  LEFT JOIN beneficiaries.person p ON p.id = c.person_id
WHERE c.person_id IS NULL
  OR p.id IS NOT NULL AND p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL
GROUP BY 1, 2;
