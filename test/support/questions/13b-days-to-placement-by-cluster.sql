-- expects: ANSWER
-- How many of those who were ready for work were placed, by cluster of PPKS (clusters of protected types: fewer than 20 are
-- not told)? The days it took are read from bands of the same people.
WITH history AS (
  SELECT c.id, min(t.at) FILTER (WHERE t.event = 'REACH_OUT') AS reached_at,
    min((t.at AT TIME ZONE 'Asia/Jakarta')::date) FILTER (WHERE t.event = 'CALL_READY_FOR_WORK') AS ready_on,
    bool_or(t.event = 'CERTIFY') AS is_certified, bool_or(t.event = 'CALL_READY_FOR_WORK')
      AND bool_or(t.event = 'FOLLOW_UP' AND coalesce(t.evidence ->> 'outcome', c.follow_up_outcome) = 'PLACED') AS is_placed
  FROM sentra.service_case c JOIN sentra.transition_event t ON t.machine = 'service_case' AND t.entity_id = c.id GROUP BY c.id
), served AS (
  SELECT DISTINCT ON (coalesce(c.person_id, c.id)) h.*, c.ppks_types || coalesce(pr.types, '{}') AS types
  FROM sentra.service_case c JOIN history h ON h.id = c.id
    LEFT JOIN sentra.case_protection pr ON pr.case_id = c.id
    LEFT JOIN beneficiaries.person p ON p.id = c.person_id
    LEFT JOIN beneficiaries.family f ON f.id = p.family_id
  WHERE c.person_id IS NULL
    OR p.id IS NOT NULL AND p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL
  ORDER BY coalesce(c.person_id, c.id), h.reached_at DESC
)
SELECT t.cluster, count(DISTINCT s.id) FILTER (WHERE s.ready_on IS NOT NULL)::int AS ready,
  count(DISTINCT s.id) FILTER (WHERE s.is_placed)::int AS placed
FROM served s, LATERAL (
  SELECT CASE WHEN u.type IS NULL THEN 'UNKNOWN' ELSE coalesce(k.cluster, 'PPKS_LAIN') END AS cluster
  FROM (SELECT 1) one LEFT JOIN LATERAL unnest(s.types) u (type) ON true LEFT JOIN (VALUES
    ('ANAK_BALITA_TELANTAR', 'ANAK'), ('ANAK_TELANTAR', 'ANAK'), ('ANAK_JALANAN', 'ANAK'), ('ANAK_DENGAN_KEDISABILITASAN',
    'ANAK'), ('ANAK_BERHADAPAN_DENGAN_HUKUM', 'ANAK'), ('ANAK_KORBAN_KEKERASAN', 'ANAK'),
    ('ANAK_MEMERLUKAN_PERLINDUNGAN_KHUSUS', 'ANAK'), ('PENYANDANG_DISABILITAS', 'PENYANDANG_DISABILITAS'),
    ('LANJUT_USIA_TELANTAR', 'LANJUT_USIA'), ('GELANDANGAN', 'TUNA_SOSIAL_KPO'), ('PENGEMIS', 'TUNA_SOSIAL_KPO'),
    ('PEMULUNG', 'TUNA_SOSIAL_KPO'), ('PEKERJA_MIGRAN_BERMASALAH_SOSIAL', 'TUNA_SOSIAL_KPO'), ('TUNA_SUSILA',
    'TUNA_SOSIAL_KPO'), ('BEKAS_WARGA_BINAAN', 'TUNA_SOSIAL_KPO'), ('KORBAN_TRAFFICKING', 'TUNA_SOSIAL_KPO'),
    ('KORBAN_TINDAK_KEKERASAN', 'TUNA_SOSIAL_KPO'), ('KORBAN_NAPZA', 'KORBAN_NAPZA'), ('KORBAN_BENCANA_ALAM',
    'KORBAN_BENCANA'), ('KORBAN_BENCANA_SOSIAL', 'KORBAN_BENCANA')
  ) k (type, cluster) ON k.type = u.type) t
GROUP BY 1;
