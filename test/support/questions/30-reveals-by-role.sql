-- expects: ANSWER
-- Whose NIK was looked at in September 2026, by role and purpose of who looked? For the DPO.
SELECT r.role, r.purpose, count(DISTINCT p.id) AS persons, count(*) AS reveals
FROM beneficiaries.reveal r JOIN beneficiaries.person p ON p.id = r.person_id
WHERE r.field = 'NIK' AND to_char(r.revealed_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM') = '2026-09' AND p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL
GROUP BY 1, 2
