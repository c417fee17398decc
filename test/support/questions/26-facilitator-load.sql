-- expects: REFUSAL TABLE_TOO_SPARSE DISTRICT
-- How many families has a facilitator, and how many graduated, by kecamatan?
WITH latest AS (
  SELECT DISTINCT ON (family_id, program_code) * FROM programs.enrolment ORDER BY family_id, program_code, started_on DESC
), facilitator AS (
  SELECT e.id, (SELECT k.recorded_by FROM programs.compliance k WHERE k.enrolment_id = e.id
      ORDER BY k.month DESC, k.recorded_at DESC, k.id LIMIT 1) AS account
  FROM latest e
), place AS (
  SELECT x.account, left(f.region_code, 6) AS district, count(*) AS families,
    count(*) FILTER (WHERE e.status IN ('ACTIVE', 'TRANSITION')) AS kpm,
    count(*) FILTER (WHERE e.status IN ('GRADUATED_NATURALLY', 'GRADUATED_VOLUNTARILY')) AS graduates
  FROM latest e JOIN facilitator x ON x.id = e.id JOIN beneficiaries.family f ON f.id = e.family_id
  WHERE e.program_code = 'PKH' AND x.account IS NOT NULL GROUP BY 1, 2
), each AS (
  SELECT account, (array_agg(district ORDER BY families DESC, district))[1] AS district, sum(kpm) AS kpm, sum(graduates) AS graduates
  FROM place GROUP BY account
)
SELECT district, count(*) AS facilitators, sum(kpm) AS kpm, sum(graduates) AS graduates FROM each GROUP BY 1
