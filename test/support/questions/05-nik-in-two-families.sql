-- expects: ANSWER
-- In which provinces do persons in two families have the same NIK, and how many?
WITH counted AS (SELECT p.id, p.nik_index, p.family_id FROM beneficiaries.person p WHERE p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL)
SELECT left(f.region_code, 2) AS province, count(*) AS persons, count(*) FILTER (WHERE EXISTS (SELECT FROM counted o
    WHERE o.nik_index = c.nik_index AND o.family_id <> c.family_id)) AS nik_in_two_families
FROM counted c JOIN beneficiaries.family f ON f.id = c.family_id GROUP BY 1
