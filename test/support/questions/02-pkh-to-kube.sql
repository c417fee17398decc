-- expects: ANSWER
-- Which exits from PKH lead into a KUBE within 12 months, by the kinds of components the family carried?
WITH latest AS (
  SELECT DISTINCT ON (family_id, program_code) * FROM programs.enrolment ORDER BY family_id, program_code, started_on DESC
), carried AS (
  SELECT e.id, bool_or(c.component IN ('IBU_HAMIL_NIFAS', 'ANAK_USIA_DINI')) AS health,
    bool_or(c.component IN ('ANAK_SD', 'ANAK_SMP', 'ANAK_SMA')) AS education,
    bool_or(c.component IN ('LANJUT_USIA', 'DISABILITAS_BERAT', 'KORBAN_HAM_BERAT')) AS welfare
  FROM latest e JOIN programs.enrolment_component c ON c.enrolment_id = e.id
  WHERE coalesce(e.ended_on, current_setting('berdaya.as_of')::date) BETWEEN c.started_on AND coalesce(least(c.file_ended_on, c.stopped_on), 'infinity')
  GROUP BY e.id
)
SELECT CASE WHEN c.id IS NULL THEN 'NONE' WHEN health AND education AND welfare THEN 'ALL'
    ELSE concat_ws('_', CASE WHEN health THEN 'HEALTH' END, CASE WHEN education THEN 'EDUCATION' END,
      CASE WHEN welfare THEN 'WELFARE' END) END AS component_mix,
  count(*) FILTER (WHERE e.status IN ('GRADUATED_NATURALLY', 'GRADUATED_VOLUNTARILY', 'INACTIVE')) AS exits,
  count(*) FILTER (WHERE e.status IN ('GRADUATED_NATURALLY', 'GRADUATED_VOLUNTARILY', 'INACTIVE') AND EXISTS (
    SELECT FROM programs.kube_member m WHERE m.family_id = e.family_id AND m.state <> 'REMOVED'
      AND m.joined_on >= e.ended_on AND m.joined_on <= e.ended_on + interval '12 months')) AS to_kube
FROM latest e LEFT JOIN carried c ON c.id = e.id WHERE e.program_code = 'PKH' GROUP BY 1
