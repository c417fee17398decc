-- expects: ANSWER
-- How many of those who were ready for work were placed, by type of PPKS, protected types among them (of which fewer than 20 are not
-- told)? The days it took are read from bands of the same people.
WITH history AS (
  SELECT c.id, min(t.at) FILTER (WHERE t.event = 'REACH_OUT') AS reached_at,
    min((t.at AT TIME ZONE 'Asia/Jakarta')::date) FILTER (WHERE t.event = 'CALL_READY_FOR_WORK') AS ready_on,
    bool_or(t.event = 'CERTIFY') AS is_certified, bool_or(t.event = 'CALL_READY_FOR_WORK')
      AND bool_or(t.event = 'FOLLOW_UP' AND coalesce(t.evidence ->> 'outcome', c.follow_up_outcome) = 'PLACED') AS is_placed
  FROM sentra.service_case c JOIN sentra.transition_event t ON t.machine = 'service_case' AND t.entity_id = c.id GROUP BY c.id
), served AS (
  SELECT DISTINCT ON (coalesce(c.person_id, c.id)) h.*, c.ppks_types || coalesce(pr.types, '{}') AS types
  FROM sentra.service_case c JOIN history h ON h.id = c.id
    LEFT JOIN sentra.case_protection pr ON pr.case_id = c.id
    LEFT JOIN beneficiaries.person p ON p.id = c.person_id
    LEFT JOIN beneficiaries.family f ON f.id = p.family_id
  WHERE c.person_id IS NULL
    OR p.id IS NOT NULL AND p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL
  ORDER BY coalesce(c.person_id, c.id), h.reached_at DESC
)
SELECT t.type AS ppks_type, count(s.ready_on)::int AS ready, count(*) FILTER (WHERE s.is_placed)::int AS placed
FROM served s, LATERAL (SELECT DISTINCT type FROM unnest(
  CASE cardinality(s.types) WHEN 0 THEN ARRAY['UNKNOWN'] ELSE s.types END) u (type)) t
GROUP BY 1;
