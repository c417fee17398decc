-- expects: ANSWER
-- What did the lines of business of Sentra Kreasi ATENSI earn in each quarter, and how many beneficiaries worked in them? Of each line
-- of a centre the month with the most at work counts.
SELECT b.line, b.period, sum(b.places)::int AS places, sum(b.most)::int AS employed, sum(b.revenue)::bigint AS revenue
FROM (
  SELECT m.centre_id, m.line, to_char((m.month || '-01')::date, 'YYYY"-Q"Q') AS period, max(m.at_work) AS most,
    max(greatest(m.at_work, 1)) AS places, sum(m.revenue) AS revenue
  FROM sentra.ska_month m WHERE m.month BETWEEN '2026-01' AND '2026-12' GROUP BY 1, 2, 3
) b
GROUP BY 1, 2;
