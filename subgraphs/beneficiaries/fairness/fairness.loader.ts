import type { SubgraphContext } from '../../../shared/subgraph';
import { TODAY } from '../../../shared/machine';
import { systemActor } from '../../../shared/viewer';
import type { FairnessCount, Quarters } from './fairness';

/**
 * Counts who was ready in a time and referred in it, and who was referred in it and placed, by band and ragam, and by sex too. As the
 * platform itself: no reader of the report sees the people. What it gives must be protected before it is told.
 *
 * Equally qualified: nothing says how well somebody fits a vacancy whom nobody nominated, so those who are ready are compared by what
 * centres say of each of them (best skill, certificates, experience, checklist), and those who are referred by the score they were
 * nominated with, the best of several. A case counts with its last time of being ready.
 */
export async function countFairness({ tools }: SubgraphContext, { from, to }: Quarters): Promise<FairnessCount[]> {
  return tools.database.bulk(systemActor('fairness report'), async (connection) => {
    const { rows } = await connection.query<FairnessCount>(COUNTS, [from, to]);
    return rows;
  });
}

const band = (points: string) =>
  `CASE WHEN ${points} >= w.high_from THEN 'HIGH' WHEN ${points} >= w.middle_from THEN 'MIDDLE' ELSE 'LOW' END`;

/** Of 100; see `fairness_rule`. */
const PREPARED = `w.skill * coalesce(c.best_skill, 0) / 5.0 + CASE WHEN c.certificates > 0 THEN w.certificate ELSE 0 END
  + w.experience * least(coalesce(c.experience_months, 0)::numeric / w.full_experience_months, 1)
  + w.readiness * coalesce(c.soft_readiness, 0) / 6.0`;

const COUNTS = `
  WITH w AS (SELECT * FROM fairness_rule
    WHERE valid_from <= ${TODAY} AND coalesce(valid_to >= ${TODAY}, true) ORDER BY valid_from DESC LIMIT 1),
  referred AS (SELECT person_id, max(coalesce(score, 0)) AS score, bool_or(placed_on BETWEEN $1::date AND $2::date) AS placed
    FROM referral_ref WHERE referred_on BETWEEN $1::date AND $2::date GROUP BY person_id),
  ready AS (SELECT c.person_id, max(${PREPARED}) AS points FROM case_ref c, w
    WHERE c.ready_since <= $2::date AND coalesce(c.ready_until >= $1::date, true) GROUP BY c.person_id),
  each AS (
    SELECT 'REFERRAL' AS measure, ${band('r.points')} AS band, r.person_id,
      EXISTS (SELECT FROM referred f WHERE f.person_id = r.person_id) AS reached FROM ready r, w
    UNION ALL
    SELECT 'PLACEMENT', ${band('f.score')}, f.person_id, coalesce(f.placed, false) FROM referred f, w)
  SELECT e.measure, e.band, CASE WHEN cardinality(p.disabilities) > 1 THEN 'GANDA_MULTI' ELSE coalesce(p.disabilities[1], 'NONE') END
      AS disability, p.sex, count(*)::int AS people, (count(*) FILTER (WHERE e.reached))::int AS reached
  FROM each e JOIN person p ON p.id = e.person_id
  WHERE p.merged_into IS NULL AND p.erased_at IS NULL AND p.restricted_at IS NULL
  GROUP BY 1, 2, 3, GROUPING SETS ((), (p.sex)) ORDER BY 1, 2, 3, p.sex NULLS FIRST`;
