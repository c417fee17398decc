-- expects: ANSWER
-- How many months does it take a business of PENA to reach the minimum wage for good, by cluster, and which share does?
SELECT c.cluster AS line, count(DISTINCT c.person_id) FILTER (WHERE EXISTS (SELECT FROM programs.transition_event t
    WHERE t.entity_id = c.id AND t.event = 'START')) AS running,
  count(DISTINCT c.person_id) FILTER (WHERE EXISTS (SELECT FROM programs.transition_event t
    WHERE t.entity_id = c.id AND t.event = 'FIND_READY')) AS ready
FROM programs.pena_case c GROUP BY 1
