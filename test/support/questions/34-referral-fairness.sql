-- expects: REFUSAL TABLE_TOO_SPARSE DISABILITY
-- How many of those who were referred were placed, by ragam among equally qualified?
WITH known AS (
  SELECT id, CASE WHEN cardinality(disabilities) > 1 THEN 'GANDA_MULTI' ELSE coalesce(disabilities[1], 'NONE') END AS disability, sex
  FROM beneficiaries.person WHERE merged_into IS NULL AND erased_at IS NULL AND restricted_at IS NULL
)
SELECT p.disability, CASE WHEN r.score >= 80 THEN 'SCORE_80' WHEN r.score >= 60 THEN 'SCORE_60' WHEN r.score >= 40 THEN 'SCORE_40'
    WHEN r.score >= 0 THEN 'SCORE_0' ELSE 'UNKNOWN' END AS score_band,
  count(DISTINCT p.id) FILTER (WHERE r.referred_on IS NOT NULL) AS referred,
  count(DISTINCT p.id) FILTER (WHERE r.placed_on IS NOT NULL) AS placed
FROM employers.referral r JOIN known p ON p.id = r.person_id
GROUP BY 1, 2
