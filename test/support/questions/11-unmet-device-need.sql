-- expects: REFUSAL TABLE_TOO_SPARSE DEVICE_TYPE
-- How many people wait for a device, by type and by the regency their family lives in?
SELECT n.type AS device_type, left(f.region_code, 4) AS regency, count(DISTINCT n.person_id)::int AS waiting
FROM sentra.device_need n
  JOIN beneficiaries.person p ON p.id = n.person_id
  JOIN beneficiaries.family f ON f.id = p.family_id
WHERE n.status = 'WAITING' AND p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL
GROUP BY 1, 2;
