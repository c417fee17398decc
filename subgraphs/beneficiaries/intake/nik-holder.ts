import type { Step } from '../../../shared/intake';

/**
 * Rule N8, one person a NIK: the first holder stands in `nik_holder`, which is unique by blind index; whoever claims the same
 * NIK later is admitted as GANDA into review. First is who holds it already, else the lower row of the file. A NIK that its
 * holder gives up goes to the next claimant, and whoever becomes the only one with a NIK is no longer GANDA.
 */
export const nikHolderSteps: readonly Step[] = [
  {
    name: 'free NIKs that were given up',
    sql: `CREATE TEMP TABLE intake_freed (nik_index text) ON COMMIT DROP;
      WITH freed AS (
        DELETE FROM nik_holder h USING person p, intake_changed c
        WHERE p.id = h.person_id AND c.id = p.id AND p.nik_index IS DISTINCT FROM h.nik_index RETURNING h.nik_index)
      INSERT INTO intake_freed SELECT nik_index FROM freed`,
  },
  {
    name: 'first holders of a NIK',
    sql: `INSERT INTO nik_holder (nik_index, person_id)
      SELECT DISTINCT ON (s.nik_index) s.nik_index, s.id FROM intake_stage s JOIN person p ON p.id = s.id
      WHERE s.rejected IS NULL AND s.nik_index IS NOT NULL AND p.merged_into IS NULL ORDER BY s.nik_index, s.row_number
      ON CONFLICT (nik_index) DO NOTHING`,
  },
  {
    name: 'pass on freed NIKs',
    sql: `INSERT INTO nik_holder (nik_index, person_id)
      SELECT DISTINCT ON (p.nik_index) p.nik_index, p.id FROM person p JOIN intake_freed f USING (nik_index)
      WHERE p.merged_into IS NULL ORDER BY p.nik_index, p.source_id
      ON CONFLICT (nik_index) DO NOTHING`,
  },
  {
    name: 'rule N8',
    sql: `UPDATE intake_stage s SET warned = concat_ws(',', s.warned, 'N8:nik')
      FROM nik_holder h, person p WHERE s.rejected IS NULL AND h.nik_index = s.nik_index AND h.person_id <> s.id
        AND p.id = s.id AND p.merged_into IS NULL`,
  },
  {
    // What the civil registry said of another NIK says nothing of this one.
    name: 'forget matches of former NIKs',
    sql: `WITH renumbered AS (
        UPDATE person p SET match_status = 'BELUM_DICEK', matched_on = NULL FROM intake_before b
        WHERE b.id = p.id AND b.nik_index IS DISTINCT FROM p.nik_index RETURNING p.id)
      DELETE FROM civil_match m USING renumbered r WHERE m.person_id = r.id`,
  },
  {
    name: 'admit later claimants as GANDA',
    sql: `WITH claimants AS (
        UPDATE person p SET match_status = 'GANDA', version = p.version + 1
        FROM intake_stage s JOIN nik_holder h ON h.nik_index = s.nik_index AND h.person_id <> s.id
        WHERE s.rejected IS NULL AND p.id = s.id AND p.merged_into IS NULL
          AND p.match_status NOT IN ('GANDA', 'MENINGGAL') RETURNING p.id)
      INSERT INTO intake_changed SELECT id FROM claimants ON CONFLICT DO NOTHING`,
  },
  {
    name: 'release who is no longer GANDA',
    sql: `WITH released AS (
        UPDATE person p SET match_status = 'BELUM_DICEK', matched_on = NULL, version = p.version + 1
        FROM nik_holder h WHERE h.person_id = p.id AND p.match_status = 'GANDA'
          AND NOT EXISTS (SELECT 1 FROM civil_match m WHERE m.person_id = p.id AND m.status = 'DUPLICATE') RETURNING p.id)
      INSERT INTO intake_changed SELECT id FROM released ON CONFLICT DO NOTHING`,
  },
  {
    name: 'reviews of doubled NIKs',
    sql: `UPDATE review r SET status = 'CLOSED', closed_at = now() FROM person p
      WHERE r.kind = 'NIK_TWICE' AND r.status = 'OPEN' AND p.id = r.person_id AND (p.nik_index IS NULL
        OR EXISTS (SELECT 1 FROM nik_holder h WHERE h.nik_index = p.nik_index AND h.person_id = p.id));
      INSERT INTO review (kind, person_id)
      SELECT 'NIK_TWICE', s.id FROM intake_stage s JOIN nik_holder h ON h.nik_index = s.nik_index AND h.person_id <> s.id
        JOIN person p ON p.id = s.id
      WHERE s.rejected IS NULL AND p.merged_into IS NULL
        AND NOT EXISTS (SELECT 1 FROM review r WHERE r.kind = 'NIK_TWICE' AND r.person_id = s.id)`,
  },
];

/** The NIKs the registry had of the persons in the file; goes before they are written. */
export const noteFormerNiks: Step = {
  name: 'note former NIKs',
  sql: `CREATE TEMP TABLE intake_before ON COMMIT DROP AS
    SELECT p.id, p.nik_index FROM person p JOIN intake_stage s ON s.id = p.id WHERE s.rejected IS NULL`,
};
