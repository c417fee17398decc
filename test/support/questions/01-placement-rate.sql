-- expects: REFUSAL TABLE_TOO_SPARSE PROVINCE
-- Of the people first called ready for work in 2025 or 2026, how many were placed, by province and decile of the family? Of several
-- cases of a person the one that was begun last counts; whoever is not known yet counts where they were met.
WITH history AS (
  SELECT c.id, min(t.at) FILTER (WHERE t.event = 'REACH_OUT') AS reached_at,
    min((t.at AT TIME ZONE 'Asia/Jakarta')::date) FILTER (WHERE t.event = 'CALL_READY_FOR_WORK') AS ready_on,
    bool_or(t.event = 'CERTIFY') AS is_certified, bool_or(t.event = 'CALL_READY_FOR_WORK')
      AND bool_or(t.event = 'FOLLOW_UP' AND coalesce(t.evidence ->> 'outcome', c.follow_up_outcome) = 'PLACED') AS is_placed
  FROM sentra.service_case c JOIN sentra.transition_event t ON t.machine = 'service_case' AND t.entity_id = c.id GROUP BY c.id
), served AS (
  SELECT DISTINCT ON (coalesce(c.person_id, c.id)) h.*, coalesce(f.region_code, c.region_code) AS place, coalesce(f.desil, 0) AS desil
  FROM sentra.service_case c JOIN history h ON h.id = c.id
    LEFT JOIN beneficiaries.person p ON p.id = c.person_id
    LEFT JOIN beneficiaries.family f ON f.id = p.family_id
  WHERE c.person_id IS NULL
    OR p.id IS NOT NULL AND p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL
  ORDER BY coalesce(c.person_id, c.id), h.reached_at DESC
)
SELECT left(s.place, 2) AS province, s.desil, count(*)::int AS ready, count(*) FILTER (WHERE s.is_placed)::int AS placed
FROM served s WHERE s.ready_on BETWEEN '2025-01-01' AND '2026-12-31'
GROUP BY 1, 2;
