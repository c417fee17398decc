-- expects: REFUSAL TABLE_TOO_SPARSE CENTRE
-- Of the people who got a certificate, how many were placed, by centre and trade of their plan?
WITH history AS (
  SELECT c.id, min(t.at) FILTER (WHERE t.event = 'REACH_OUT') AS reached_at,
    min((t.at AT TIME ZONE 'Asia/Jakarta')::date) FILTER (WHERE t.event = 'CALL_READY_FOR_WORK') AS ready_on,
    bool_or(t.event = 'CERTIFY') AS is_certified, bool_or(t.event = 'CALL_READY_FOR_WORK')
      AND bool_or(t.event = 'FOLLOW_UP' AND coalesce(t.evidence ->> 'outcome', c.follow_up_outcome) = 'PLACED') AS is_placed
  FROM sentra.service_case c JOIN sentra.transition_event t ON t.machine = 'service_case' AND t.entity_id = c.id GROUP BY c.id
), served AS (
  SELECT DISTINCT ON (coalesce(c.person_id, c.id)) h.*, c.centre_id AS centre, coalesce((SELECT pl.major FROM sentra.plan pl WHERE pl.case_id = c.id
    AND pl.approved_at IS NOT NULL ORDER BY pl.approved_at DESC LIMIT 1), 'UNKNOWN') AS major
  FROM sentra.service_case c JOIN history h ON h.id = c.id
    LEFT JOIN beneficiaries.person p ON p.id = c.person_id
    LEFT JOIN beneficiaries.family f ON f.id = p.family_id
  WHERE c.person_id IS NULL
    OR p.id IS NOT NULL AND p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL
  ORDER BY coalesce(c.person_id, c.id), h.reached_at DESC
)
SELECT s.centre, s.major, count(*)::int AS certified, count(*) FILTER (WHERE s.is_placed)::int AS hired
FROM served s WHERE s.is_certified
GROUP BY 1, 2;
