-- expects: ANSWER
-- Which share of payments of PKH fails, by stage and bank, and how much money is it?
SELECT left(p.period, 4) || '-Q' || right(p.period, 1) AS period, p.disburser,
  count(DISTINCT e.family_id) FILTER (WHERE p.status NOT IN ('PLANNED', 'CANCELLED')) AS ordered,
  count(DISTINCT e.family_id) FILTER (WHERE p.status IN ('FAILED', 'RETURNED')) AS failed,
  coalesce(sum(p.amount) FILTER (WHERE p.status NOT IN ('PLANNED', 'CANCELLED')), 0) AS ordered_amount,
  coalesce(sum(p.amount) FILTER (WHERE p.status IN ('FAILED', 'RETURNED')), 0) AS failed_amount
FROM programs.payment p JOIN programs.enrolment e ON e.id = p.enrolment_id
WHERE e.program_code = 'PKH' AND p.period IN ('2026-T1', '2026-T2', '2026-T3') GROUP BY 1, 2
