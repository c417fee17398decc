-- expects: ANSWER
-- How many records match the civil registry, and which defects do the others have, by source?
WITH counted AS (SELECT p.* FROM beneficiaries.person p WHERE p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL)
SELECT c.data_source AS source, count(*) AS persons, count(*) FILTER (WHERE match_status = 'PADAN') AS matched,
  count(*) FILTER (WHERE match_status = 'TIDAK_PADAN') AS unmatched, count(*) FILTER (WHERE match_status = 'MENINGGAL') AS deceased,
  count(*) FILTER (WHERE EXISTS (SELECT FROM counted o WHERE o.nik_index = c.nik_index AND o.family_id <> c.family_id))
    AS nik_in_two_families,
  count(*) FILTER (WHERE nik_index IS NULL) AS undocumented,
  count(*) FILTER (WHERE EXISTS (SELECT FROM beneficiaries.finding x WHERE x.subject_id = c.id AND x.rule IN ('N5', 'N6'))) AS nik_disagrees,
  count(*) FILTER (WHERE EXISTS (SELECT FROM beneficiaries.finding x WHERE x.subject_id = c.id AND x.rule IN ('N4', 'N7'))) AS place_disagrees,
  count(*) FILTER (WHERE EXISTS (SELECT FROM beneficiaries.finding x WHERE x.subject_id = c.id AND x.rule IN ('F2'))) AS kk_disagrees,
  count(*) FILTER (WHERE EXISTS (SELECT FROM beneficiaries.finding x WHERE x.subject_id = c.id AND x.rule IN ('NAME_VARIANT'))) AS name_variant,
  count(*) FILTER (WHERE EXISTS (SELECT FROM beneficiaries.finding x WHERE x.subject_id = c.id AND x.rule IN ('STALE'))) AS stale
FROM counted c GROUP BY 1
