-- expects: ANSWER
-- How many KUBE are alive 12 and 24 months after the grant, and what do they sell a month, by line of business?
SELECT line_of_business AS line, count(granted_on) AS granted,
  count(*) FILTER (WHERE granted_on + interval '12 months' <= current_setting('berdaya.as_of')::date) AS granted_12m,
  count(*) FILTER (WHERE granted_on + interval '12 months' <= current_setting('berdaya.as_of')::date AND (SELECT t.to_status FROM programs.transition_event t WHERE t.entity_id = g.id AND t.machine = 'kube'
    AND (t.at AT TIME ZONE 'Asia/Jakarta')::date <= g.granted_on + interval '12 months' ORDER BY t.id DESC LIMIT 1) NOT IN ('STALLED', 'DISSOLVED')) AS alive_12m,
  count(*) FILTER (WHERE granted_on + interval '24 months' <= current_setting('berdaya.as_of')::date) AS granted_24m,
  count(*) FILTER (WHERE granted_on + interval '24 months' <= current_setting('berdaya.as_of')::date AND (SELECT t.to_status FROM programs.transition_event t WHERE t.entity_id = g.id AND t.machine = 'kube'
    AND (t.at AT TIME ZONE 'Asia/Jakarta')::date <= g.granted_on + interval '24 months' ORDER BY t.id DESC LIMIT 1) NOT IN ('STALLED', 'DISSOLVED')) AS alive_24m,
  coalesce(sum((SELECT sum(t.amount) FROM programs.kube_turnover t WHERE t.group_id = g.id)) FILTER (WHERE granted_on IS NOT NULL), 0)
    AS turnover,
  coalesce(sum((SELECT count(*) FROM programs.kube_turnover t WHERE t.group_id = g.id)) FILTER (WHERE granted_on IS NOT NULL), 0)
    AS turnover_months
FROM programs.kube_group g GROUP BY 1
