import type { BulkConnection } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';
import { RULE_TODAY } from '../card/rule';
import { inPool } from '../match/fits';

/**
 * Counts who is ready by skill and regency, for everybody who may see such counts: cells of fewer than the rule names are left out,
 * the others rounded to five. A count stands for days, and is made anew only where as many came or went meanwhile as make a
 * cell: so that no change of a cell tells of one person. Larger places are added up from these cells, and tell nothing further.
 */
export async function countSupply(client: BulkConnection, fewest: number): Promise<void> {
  const { rows } = await client.query<{ isDue: boolean }>(IS_DUE);
  if (rows[0]?.isDue === true) await client.query(COUNT, [fewest]);
}

const IS_DUE = `SELECT coalesce(max(ss.as_of) + (SELECT rule.supply_days FROM ${RULE_TODAY} rule) <= ${TODAY}, true) AS "isDue"
  FROM skill_supply ss`;

const COUNT = `
  WITH counted AS (SELECT held.skill, s.regency_code, count(*)::int AS people
    FROM job_seeker s, unnest(s.skill_codes) AS held (skill) WHERE ${inPool('s')} GROUP BY 1, 2 HAVING count(*) >= $1),
  gone AS (DELETE FROM skill_supply ss WHERE NOT EXISTS (SELECT FROM counted c
    WHERE c.skill = ss.skill AND c.regency_code = ss.regency_code))
  INSERT INTO skill_supply AS ss (skill, regency_code, people, as_of)
  SELECT skill, regency_code, round(people / 5.0) * 5, ${TODAY} FROM counted
  ON CONFLICT (skill, regency_code) DO UPDATE SET as_of = excluded.as_of,
    people = CASE WHEN abs(excluded.people - ss.people) >= $1 THEN excluded.people ELSE ss.people END`;
