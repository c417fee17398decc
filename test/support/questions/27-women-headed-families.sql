-- expects: ANSWER
-- Are families headed by women covered, and do they graduate, as families headed by men with as many children under five?
WITH as_of AS (SELECT current_setting('berdaya.as_of')::date AS day),
members AS (
  SELECT p.family_id, count(*) AS members, bool_or(p.disabilities <> '{}') AS has_disabled,
    bool_or(date_trunc('month', p.birth_date) <= day - interval '60 years') AS has_elderly,
    count(*) FILTER (WHERE date_trunc('month', p.birth_date) > day - interval '5 years') AS under_five
  FROM beneficiaries.person p CROSS JOIN as_of WHERE p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL AND p.match_status <> 'MENINGGAL' GROUP BY p.family_id
), covered AS (SELECT DISTINCT family_id FROM programs.enrolment WHERE status IN ('ACTIVE', 'TRANSITION')), past AS (
  SELECT e.family_id, bool_or(status = 'GRADUATED_VOLUNTARILY' AND ended_on <= day) AS is_graduated
  FROM programs.enrolment e CROSS JOIN as_of
  WHERE e.status NOT IN ('CANDIDATE', 'DESIGNATED') AND e.started_on <= day - interval '12 months'
    AND (e.ended_on IS NULL OR e.ended_on > day - interval '12 months')
  GROUP BY e.family_id
)
SELECT coalesce(h.sex, 'UNKNOWN') AS head_sex,
  CASE coalesce(m.under_five, 0) WHEN 0 THEN 'NONE' WHEN 1 THEN 'ONE' ELSE 'TWO_PLUS' END AS children_under_five,
  count(*) AS families, count(c.family_id) AS covered, count(a.family_id) AS active_a_year_ago,
  count(*) FILTER (WHERE a.is_graduated) AS graduated
FROM beneficiaries.family f LEFT JOIN members m ON m.family_id = f.id LEFT JOIN covered c ON c.family_id = f.id
  LEFT JOIN past a ON a.family_id = f.id
  LEFT JOIN (SELECT p.id, p.sex FROM beneficiaries.person p WHERE p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL) h ON h.id = f.head_id
WHERE f.erased_at IS NULL GROUP BY 1, 2
