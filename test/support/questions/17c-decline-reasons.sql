-- expects: ANSWER
-- For which reasons do employers decline?
WITH known AS (
  SELECT id, CASE WHEN cardinality(disabilities) > 1 THEN 'GANDA_MULTI' ELSE coalesce(disabilities[1], 'NONE') END AS disability, sex
  FROM beneficiaries.person WHERE merged_into IS NULL AND erased_at IS NULL AND restricted_at IS NULL
)
SELECT CASE WHEN r.status = 'DECLINED' THEN coalesce(r.outcome_reason, 'NONE') ELSE 'NONE' END AS decline_reason,
  count(DISTINCT p.id) FILTER (WHERE r.referred_on IS NOT NULL) AS referred,
  count(DISTINCT p.id) FILTER (WHERE r.status = 'DECLINED') AS declined
FROM employers.referral r JOIN known p ON p.id = r.person_id
GROUP BY 1
