-- expects: ANSWER
-- Which share of the families of desil 1 and 2 has no program at all, by province?
WITH as_of AS (SELECT current_setting('berdaya.as_of')::date AS day),
members AS (
  SELECT p.family_id, count(*) AS members, bool_or(p.disabilities <> '{}') AS has_disabled,
    bool_or(date_trunc('month', p.birth_date) <= day - interval '60 years') AS has_elderly,
    count(*) FILTER (WHERE date_trunc('month', p.birth_date) > day - interval '5 years') AS under_five
  FROM beneficiaries.person p CROSS JOIN as_of WHERE p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL AND p.match_status <> 'MENINGGAL' GROUP BY p.family_id
), covered AS (SELECT DISTINCT family_id FROM programs.enrolment WHERE status IN ('ACTIVE', 'TRANSITION'))
SELECT left(f.region_code, 2) AS province, count(*) AS families, count(*) FILTER (WHERE c.family_id IS NULL) AS uncovered
FROM beneficiaries.family f LEFT JOIN members m ON m.family_id = f.id LEFT JOIN covered c ON c.family_id = f.id
WHERE f.erased_at IS NULL AND f.desil <= 2 GROUP BY 1
