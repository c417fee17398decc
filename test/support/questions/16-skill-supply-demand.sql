-- expects: REFUSAL TABLE_TOO_SPARSE WORK_REGENCY
-- How many people are ready for work and have a skill, by skill and by the regency their family lives in?
SELECT k.skill, left(coalesce(f.region_code, c.region_code), 4) AS regency,
  count(DISTINCT coalesce(c.person_id, c.id))::int AS available
FROM sentra.service_case c CROSS JOIN LATERAL unnest(c.skill_codes) k (skill)
  LEFT JOIN beneficiaries.person p ON p.id = c.person_id
  LEFT JOIN beneficiaries.family f ON f.id = p.family_id
WHERE c.status = 'READY_FOR_WORK' AND (c.person_id IS NULL
  OR p.id IS NOT NULL AND p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL)
GROUP BY 1, 2;
