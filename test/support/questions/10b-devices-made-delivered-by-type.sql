-- expects: ANSWER
-- How many devices were made and how many delivered in each quarter, by centre and type, and how many of those made are still with the
-- centre? Somebody who has several of a type from a centre counts once.
WITH device AS (
  SELECT d.centre_id AS centre, d.type, coalesce(d.person_id, d.id) AS unit, d.made_on, d.handed_over_on, d.status
  FROM sentra.device d LEFT JOIN beneficiaries.person p ON p.id = d.person_id
  WHERE d.person_id IS NULL
    OR p.id IS NOT NULL AND p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL
), happened AS (
  SELECT centre, type, unit, status, 'MADE' AS what, made_on AS day FROM device WHERE made_on IS NOT NULL
  UNION ALL SELECT centre, type, unit, status, 'DELIVERED', handed_over_on FROM device WHERE handed_over_on IS NOT NULL
)
SELECT h.centre, h.type AS device_type, to_char(h.day, 'YYYY"-Q"Q') AS period,
  count(DISTINCT h.unit) FILTER (WHERE h.what = 'MADE')::int AS made,
  count(DISTINCT h.unit) FILTER (WHERE h.what = 'DELIVERED')::int AS delivered,
  count(DISTINCT h.unit) FILTER (WHERE h.what = 'MADE' AND h.status IN ('IN_STOCK', 'ALLOCATED', 'FITTED'))::int AS backlog
FROM happened h WHERE h.day BETWEEN '2026-01-01' AND '2026-12-31'
GROUP BY 1, 2, 3;
