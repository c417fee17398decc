import type { BulkConnection, WriteManager } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';
import { publish } from '../fact';
import type { GraduationFact } from './graduation';
import { HOLDS_ENROLMENT, LEAVABLE } from './holding';

/** What the rules found and proposed in a program. */
export interface RuleProposals {
  readonly program: string;
  readonly ground: 'NO_COMPONENT' | 'DESIL_ABOVE_LIMIT';
  /** Enrolments that can be left of which the ground holds today. */
  readonly found: number;
  /** Proposals with this as their first ground; the others are under way, or were put before the family already. */
  readonly proposed: number;
}

const inForce = (row: string) =>
  `${row}.valid_from <= ${TODAY} AND (${row}.valid_to IS NULL OR ${row}.valid_to >= ${TODAY})`;
const COMPONENT = 'SELECT FROM enrolment_component c WHERE c.enrolment_id = e.id';
const fact = (
  value: string,
  limit: string,
) => `jsonb_build_object('ground', r.ground, 'rule', r.code, 'value', ${value},
  'limit', ${limit}, 'legalRef', r.legal_ref)`;

/**
 * What the rules in force today find of enrolments: ground, its rank and the fact, see `GraduationFact`. Where no component was
 * ever known, none has ended: their file may still come.
 */
const FINDINGS = `
  SELECT e.id, e.program_code, e.status, r.ground, 1 AS rank, ${fact('0', '1')} AS fact
  FROM graduation_rule r JOIN enrolment e ON e.program_code = r.program_code
  WHERE r.ground = 'NO_COMPONENT' AND ${inForce('r')} AND EXISTS (${COMPONENT})
    AND NOT EXISTS (${COMPONENT} AND coalesce(least(c.file_ended_on, c.stopped_on), 'infinity') > ${TODAY})
  UNION ALL
  SELECT e.id, e.program_code, e.status, r.ground, 2, ${fact('fr.desil', 'x.desil_max')}
  FROM graduation_rule r JOIN enrolment e ON e.program_code = r.program_code JOIN family_ref fr ON fr.id = e.family_id
  JOIN eligibility_rule x ON x.program_code = e.program_code AND ${inForce('x')} AND fr.desil > x.desil_max
  WHERE r.ground = 'DESIL_ABOVE_LIMIT' AND ${inForce('r')}`;

/**
 * The rules, as one statement over the whole country: proposes that families leave a program, writes the events and publishes
 * the proposals. What follows is decided by persons. A fact that was put before a family once is not put again by a rule, so
 * that running it again proposes nothing until another fact is found.
 */
const PROPOSE = `
  WITH found AS MATERIALIZED (SELECT * FROM (${FINDINGS}) every WHERE every.status = ANY ($1)),
  due AS MATERIALIZED (
    SELECT x.id, (array_agg(x.ground ORDER BY x.rank))[1] AS ground, jsonb_agg(x.fact ORDER BY x.rank) AS evidence FROM found x
    WHERE NOT EXISTS (SELECT FROM graduation g WHERE g.enrolment_id = x.id
      AND (g.evidence @> jsonb_build_array(x.fact) OR ${HOLDS_ENROLMENT}))
    GROUP BY x.id
  ), held AS (
    SELECT e.id, e.family_id, e.region_code, e.program_code, due.ground, due.evidence
    FROM due JOIN enrolment e ON e.id = due.id WHERE e.status = ANY ($1) ORDER BY e.id FOR UPDATE OF e
  ), proposed AS (
    INSERT INTO graduation (id, enrolment_id, family_id, region_code, program_code, status, ground, evidence, proposed_by,
      proposed_on)
    SELECT gen_random_uuid(), id, family_id, region_code, program_code, 'PROPOSED', ground, evidence, 'SYSTEM', ${TODAY} FROM held
    ON CONFLICT DO NOTHING RETURNING *
  ), events AS (
    INSERT INTO transition_event (machine, entity_id, event, to_status, evidence, actor, actor_role)
    SELECT 'graduation', id, 'PROPOSE', status, jsonb_build_object('ground', ground, 'enrolmentId', enrolment_id,
        'facts', evidence), current_setting('berdaya.subject'), current_setting('berdaya.role') FROM proposed
  ), notices AS (${publish('graduation', 'proposed')})
  SELECT x.program_code AS program, x.ground, count(*)::int AS found, count(p.id)::int AS proposed
  FROM found x LEFT JOIN proposed p ON p.enrolment_id = x.id AND p.ground = x.ground
  GROUP BY x.program_code, x.ground ORDER BY x.program_code, x.ground`;

/** Lets the rules propose; counts by program and ground. Its readers' copies of families must be up to date. */
export async function proposeByRule(connection: BulkConnection): Promise<RuleProposals[]> {
  const { rows } = await connection.query<RuleProposals>(PROPOSE, [LEAVABLE]);
  return rows;
}

/** What the rules find of one enrolment today: kept with a proposal, whoever makes it. */
export async function findFacts(manager: WriteManager, enrolmentId: string): Promise<GraduationFact[]> {
  const rows: { fact: GraduationFact }[] = await manager.query(
    `SELECT x.fact FROM (${FINDINGS}) x WHERE x.id = $1::uuid ORDER BY x.rank`,
    [enrolmentId],
  );
  return rows.map((row) => row.fact);
}
