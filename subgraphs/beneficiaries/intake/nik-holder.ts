import type { Step } from '../../../shared/intake';

/**
 * Rule N8, one person a NIK: the first holder stands in `nik_holder`, which is unique by blind index; whoever claims the same
 * NIK later is admitted as GANDA into review. First is who holds it already, else the lower row of the file.
 */
export const nikHolderSteps: readonly Step[] = [
  {
    name: 'free NIKs that were given up',
    sql: `DELETE FROM nik_holder h USING person p, intake_changed c
      WHERE p.id = h.person_id AND c.id = p.id AND p.nik_index IS DISTINCT FROM h.nik_index`,
  },
  {
    name: 'first holders of a NIK',
    sql: `INSERT INTO nik_holder (nik_index, person_id)
      SELECT DISTINCT ON (s.nik_index) s.nik_index, s.id FROM intake_stage s
      WHERE s.rejected IS NULL AND s.nik_index IS NOT NULL ORDER BY s.nik_index, s.row_number
      ON CONFLICT (nik_index) DO NOTHING`,
  },
  {
    name: 'rule N8',
    sql: `UPDATE intake_stage s SET warned = concat_ws(',', s.warned, 'N8:nik')
      FROM nik_holder h WHERE s.rejected IS NULL AND h.nik_index = s.nik_index AND h.person_id <> s.id`,
  },
  {
    name: 'admit later claimants as GANDA',
    sql: `WITH claimants AS (
        UPDATE person p SET match_status = 'GANDA', version = p.version + 1
        FROM intake_stage s JOIN nik_holder h ON h.nik_index = s.nik_index AND h.person_id <> s.id
        WHERE s.rejected IS NULL AND p.id = s.id AND p.match_status <> 'GANDA' RETURNING p.id)
      INSERT INTO intake_changed SELECT id FROM claimants ON CONFLICT DO NOTHING`,
  },
  {
    name: 'open reviews of doubled NIKs',
    sql: `INSERT INTO review (kind, person_id)
      SELECT 'NIK_TWICE', s.id FROM intake_stage s JOIN nik_holder h ON h.nik_index = s.nik_index AND h.person_id <> s.id
      WHERE s.rejected IS NULL ON CONFLICT DO NOTHING`,
  },
];
