import type { DemoPart } from '../../../shared/machine';
import { publishFamilies } from '../intake/publish';

/** Snapshots before the one the nation is made of: a year. */
const QUARTERS = 4;

/** Quarters since the year 0. */
const quarterOf = (snapshot: string) => `(substr(${snapshot}, 7, 4)::int * 4 + right(${snapshot}, 1)::int - 1)`;

/**
 * How many deciles a family has risen by a number of its own, 0 to 19; estimated. Where somebody came to work it is after that, else at
 * any time of the year.
 */
const RISE = `CASE WHEN w.placed IS NOT NULL THEN CASE WHEN f.luck < 8 THEN 1 WHEN f.luck < 11 THEN 2 WHEN f.luck < 12 THEN -1 ELSE 0 END
  ELSE CASE WHEN f.luck < 3 THEN 1 WHEN f.luck < 6 THEN -1 ELSE 0 END END`;

const INSERT = `
  WITH known AS (
    SELECT id, desil, ${quarterOf('desil_snapshot')} AS now, ('x' || left(md5('desil' || id), 4))::bit(16)::int % 20 AS luck
    FROM family WHERE erased_at IS NULL),
  work AS (
    SELECT p.family_id, max(extract(year FROM d."placedOn") * 4 + extract(quarter FROM d."placedOn") - 1)::int AS placed
    FROM jsonb_to_recordset($1::jsonb) AS d("personId" uuid, "placedOn" date) JOIN person p ON p.id = d."personId"
    WHERE d."placedOn" IS NOT NULL GROUP BY p.family_id),
  past AS (
    SELECT f.id, f.desil, f.now - ago AS quarter,
      CASE WHEN f.now - ago < coalesce(w.placed, f.now - f.luck % ${QUARTERS}) THEN ${RISE} ELSE 0 END AS rise
    FROM known f CROSS JOIN generate_series(1, ${QUARTERS}) ago LEFT JOIN work w ON w.family_id = f.id)
  INSERT INTO desil_history (family_id, snapshot, desil)
  SELECT id, 'DTSEN-' || quarter / 4 || '-TW' || quarter % 4 + 1, greatest(1, least(10, desil - rise)) FROM past
  ON CONFLICT DO NOTHING`;

/** The deciles of the year before: the files of a nation hold one snapshot. */
export const DESIL_HISTORY_DEMO: DemoPart = {
  name: 'demo-desil-history',
  plant: async (connection, { referrals }) => {
    await connection.query(INSERT, [JSON.stringify(referrals)]);
    await connection.query(publishFamilies('SELECT id FROM family'));
  },
};
