-- expects: ANSWER
-- The same by kind of contract.
WITH known AS (
  SELECT id, CASE WHEN cardinality(disabilities) > 1 THEN 'GANDA_MULTI' ELSE coalesce(disabilities[1], 'NONE') END AS disability, sex
  FROM beneficiaries.person WHERE merged_into IS NULL AND erased_at IS NULL AND restricted_at IS NULL
)
SELECT coalesce(r.contract_type, 'NONE') AS contract,
  count(DISTINCT p.id) FILTER (WHERE r.placed_on + interval '3 months' <= current_setting('berdaya.as_of')::date) AS due_3,
  count(DISTINCT p.id) FILTER (WHERE r.placed_on + interval '3 months' <= current_setting('berdaya.as_of')::date AND EXISTS (SELECT FROM employers.transition_event t WHERE t.entity_id = r.id AND t.event IN ('CONFIRM_3'))) AS retained_3,
  count(DISTINCT p.id) FILTER (WHERE r.placed_on + interval '6 months' <= current_setting('berdaya.as_of')::date) AS due_6,
  count(DISTINCT p.id) FILTER (WHERE r.placed_on + interval '6 months' <= current_setting('berdaya.as_of')::date AND EXISTS (SELECT FROM employers.transition_event t WHERE t.entity_id = r.id AND t.event IN ('CONFIRM_6'))) AS retained_6,
  count(DISTINCT p.id) FILTER (WHERE r.placed_on + interval '12 months' <= current_setting('berdaya.as_of')::date) AS due_12,
  count(DISTINCT p.id) FILTER (WHERE r.placed_on + interval '12 months' <= current_setting('berdaya.as_of')::date AND EXISTS (SELECT FROM employers.transition_event t WHERE t.entity_id = r.id AND t.event IN ('CONFIRM_12'))) AS retained_12
FROM employers.referral r JOIN known p ON p.id = r.person_id JOIN employers.employer e ON e.id = r.employer_id
GROUP BY 1
