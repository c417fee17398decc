-- expects: ANSWER
-- In which provinces do persons in two families have the same NIK, and how many?
WITH counted AS (SELECT p.id, p.nik_index, p.family_id FROM beneficiaries.person p WHERE p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL),
twice AS (SELECT nik_index FROM counted GROUP BY nik_index HAVING count(DISTINCT family_id) > 1)
SELECT left(f.region_code, 2) AS province, count(*) AS persons, count(t.nik_index) AS nik_in_two_families
FROM counted c LEFT JOIN twice t USING (nik_index) JOIN beneficiaries.family f ON f.id = c.family_id GROUP BY 1
