-- expects: ANSWER
-- Which share of the people who are ready for work has an anonymous profile that partners may see, by sex?
WITH as_of AS (SELECT current_setting('berdaya.as_of')::date AS day),
latest AS (
  SELECT DISTINCT ON (c.person_id) c.*, (SELECT t.actor_role FROM beneficiaries.transition_event t
    WHERE t.machine = 'consent' AND t.entity_id = c.id AND t.event = 'GIVE') AS entered_by
  FROM beneficiaries.consent c WHERE c.kind = 'ANONYMOUS_PROFILE' ORDER BY c.person_id, c.given_on DESC
), ready AS (
  SELECT person_id FROM (SELECT DISTINCT ON (person_id) person_id, status FROM sentra.service_case
    WHERE person_id IS NOT NULL ORDER BY person_id, (SELECT min(t.at) FROM sentra.transition_event t
      WHERE t.machine = 'service_case' AND t.entity_id = service_case.id) DESC) last WHERE status = 'READY_FOR_WORK'
), told AS (
  SELECT p.id, p.sex, coalesce(l.entered_by, 'NONE') AS channel, l.id IS NOT NULL AS is_given,
    coalesce(l.status = 'WITHDRAWN', false) AS is_withdrawn, r.person_id IS NOT NULL AS is_ready,
    coalesce(l.status = 'GIVEN' AND l.expires_on >= day AND NOT l.held, false) AS is_in_force
  FROM beneficiaries.person p JOIN beneficiaries.family f ON f.id = p.family_id CROSS JOIN as_of
    LEFT JOIN latest l ON l.person_id = p.id LEFT JOIN ready r ON r.person_id = p.id
  WHERE p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL AND (l.id IS NOT NULL OR r.person_id IS NOT NULL)
)
SELECT sex,
  count(*) FILTER (WHERE is_ready) AS ready, count(*) FILTER (WHERE is_ready AND is_in_force) AS ready_with_consent
FROM told GROUP BY 1
