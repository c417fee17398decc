-- expects: REFUSAL TABLE_TOO_SPARSE DISTRICT
-- What did the checks of families find, by kecamatan?
WITH step AS (
  SELECT c.id, c.status, c.proposed_at, c.decision_reason, coalesce(c.family_id, p.family_id) AS family_id,
    (SELECT max(t.at) FROM beneficiaries.transition_event t
      WHERE t.machine = 'change_request' AND t.entity_id = c.id AND t.event = 'VERIFY') AS verified_at
  FROM beneficiaries.change_request c LEFT JOIN beneficiaries.person p ON p.id = c.person_id
), latest AS (SELECT DISTINCT ON (family_id) * FROM step ORDER BY family_id, (proposed_at AT TIME ZONE 'Asia/Jakarta')::date DESC)
SELECT left(f.region_code, 6) AS district,
  count(*) FILTER (WHERE l.verified_at IS NOT NULL OR l.status = 'REJECTED') AS checked,
  count(*) FILTER (WHERE l.verified_at IS NOT NULL AND l.status <> 'REJECTED') AS confirmed,
  count(*) FILTER (WHERE l.status = 'REJECTED') AS not_confirmed
FROM latest l JOIN beneficiaries.family f ON f.id = l.family_id WHERE f.erased_at IS NULL GROUP BY 1
