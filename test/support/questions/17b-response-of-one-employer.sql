-- expects: REFUSAL GRAPHQL_VALIDATION_FAILED
-- The same of each single employer: what one employer does is no statistic.
WITH known AS (
  SELECT id, CASE WHEN cardinality(disabilities) > 1 THEN 'GANDA_MULTI' ELSE coalesce(disabilities[1], 'NONE') END AS disability, sex
  FROM beneficiaries.person WHERE merged_into IS NULL AND erased_at IS NULL AND restricted_at IS NULL
)
SELECT e.id AS employer, count(DISTINCT p.id) FILTER (WHERE r.referred_on IS NOT NULL) AS referred,
  count(DISTINCT p.id) FILTER (WHERE EXISTS (SELECT FROM employers.transition_event t WHERE t.entity_id = r.id
    AND t.from_status = 'REFERRED' AND t.event IN ('ACCEPT', 'DECLINE'))) AS answered,
  count(DISTINCT p.id) FILTER (WHERE r.status = 'DECLINED') AS declined,
  count(DISTINCT p.id) FILTER (WHERE r.status = 'LAPSED') AS lapsed
FROM employers.referral r JOIN known p ON p.id = r.person_id JOIN employers.employer e ON e.id = r.employer_id
GROUP BY 1
