import type { BulkConnection } from '../../../shared/database';
import { TODAY } from '../enrolment/stop-aid';
import { publish } from '../fact';
import { HOLDS_ENROLMENT, LEAVABLE } from './propose';

/** What the rules proposed in a program. */
export interface RuleProposals {
  readonly program: string;
  readonly ground: 'NO_COMPONENT' | 'DESIL_ABOVE_LIMIT';
  readonly proposed: number;
}

const inForce = (row: string) =>
  `${row}.valid_from <= ${TODAY} AND (${row}.valid_to IS NULL OR ${row}.valid_to >= ${TODAY})`;
const COMPONENT = 'SELECT FROM enrolment_component c WHERE c.enrolment_id = e.id';

/**
 * Enrolments a rule has something to say about. Where no component was ever known, none has ended: their file may still come.
 */
const REACHED = `
  SELECT e.id, 'NO_COMPONENT' AS ground, 1 AS rank FROM enrolment e
  WHERE e.program_code IN (SELECT r.program_code FROM program_rate r WHERE r.component IS NOT NULL AND ${inForce('r')})
    AND EXISTS (${COMPONENT})
    AND NOT EXISTS (${COMPONENT} AND coalesce(least(c.file_ended_on, c.stopped_on), 'infinity') > ${TODAY})
  UNION ALL
  SELECT e.id, 'DESIL_ABOVE_LIMIT', 2 FROM enrolment e JOIN family_ref fr ON fr.id = e.family_id
  JOIN eligibility_rule r ON r.program_code = e.program_code AND ${inForce('r')} AND fr.desil > r.desil_max`;

/**
 * The rules, as one statement over the whole country: proposes that families leave a program, writes the events and publishes
 * the proposals. What follows is decided by persons. A ground that was put before a family once is not put again by a rule,
 * so that running it again proposes nothing.
 */
const PROPOSE = `
  WITH reached AS (${REACHED}),
  due AS MATERIALIZED (
    SELECT DISTINCT ON (x.id) x.id, x.ground FROM reached x
    WHERE NOT EXISTS (SELECT FROM graduation g WHERE g.enrolment_id = x.id
      AND (g.ground = x.ground OR ${HOLDS_ENROLMENT}))
    ORDER BY x.id, x.rank
  ), held AS (
    SELECT e.id, e.family_id, e.region_code, e.program_code, due.ground FROM due JOIN enrolment e ON e.id = due.id
    WHERE e.status = ANY ($1) ORDER BY e.id FOR UPDATE OF e
  ), proposed AS (
    INSERT INTO graduation (id, enrolment_id, family_id, region_code, program_code, status, ground, proposed_by, proposed_on)
    SELECT gen_random_uuid(), id, family_id, region_code, program_code, 'PROPOSED', ground, 'SYSTEM', ${TODAY} FROM held
    ON CONFLICT DO NOTHING RETURNING *
  ), events AS (
    INSERT INTO transition_event (machine, entity_id, event, to_status, evidence, actor, actor_role)
    SELECT 'graduation', id, 'PROPOSE', status, jsonb_build_object('ground', ground, 'enrolmentId', enrolment_id),
      current_setting('berdaya.subject'), current_setting('berdaya.role') FROM proposed
  ), notices AS (${publish('graduation', 'proposed')})
  SELECT program_code AS program, ground, count(*)::int AS proposed FROM proposed
  GROUP BY program_code, ground ORDER BY program_code, ground`;

/** Lets the rules propose; counts by program and ground, none where there is nothing new. */
export async function proposeByRule(connection: BulkConnection): Promise<RuleProposals[]> {
  const { rows } = await connection.query<RuleProposals>(PROPOSE, [LEAVABLE]);
  return rows;
}
