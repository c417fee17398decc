import type { StopReason } from '../component/component';
import { publish } from '../fact';
import { TODAY, statesAllowing } from '../../../shared/machine';
import { ENROLMENT_MACHINE } from './enrolment';
import type { StatusReason } from './enrolment';

/**
 * The rule that stops aid, as two statements that follow each other in one transaction. They are set-wise, because a match
 * with the civil registry reports thousands at once, and take as `persons` a query for ids; whoever of these is neither dead
 * nor registered twice is left alone. Running them again changes nothing.
 */

/** What the civil registry must say of a person for their components to stop. */
export const STOPS: Readonly<Record<string, StopReason>> = { MENINGGAL: 'DECEASED', GANDA: 'DUPLICATE' };

/**
 * Lets a finding wait for an import that is under way, and the next import for the finding: otherwise neither would see the
 * other's rows. Components before enrolments, the order in which an import of components writes.
 */
export const HOLD_IMPORTS = 'LOCK TABLE enrolment_component, enrolment IN SHARE ROW EXCLUSIVE MODE';

/** Ends the components of stopped persons and publishes them. */
export function stopComponents(persons: string): string {
  return `
    WITH stopped AS (
      UPDATE enrolment_component c SET stopped_on = ${TODAY}, stop_reason = s.stop_reason
      FROM person_ref p JOIN (${valuesOf(Object.entries(STOPS))}) s (match_status, stop_reason) USING (match_status)
      WHERE p.id = c.person_id AND p.id IN (${persons})
        AND c.stopped_on IS NULL AND (c.file_ended_on IS NULL OR c.file_ended_on > ${TODAY})
      RETURNING c.*
    )
    ${publish('component', 'stopped')}`;
}

/**
 * Suspends, where the status machine allows it, the enrolments whose pengurus died and those whose last component was
 * stopped; writes the transition events and publishes the enrolments.
 */
export function suspendWithoutAid(persons: string): string {
  const byManager: StatusReason = 'MANAGER_DECEASED';
  const byComponent: StatusReason = 'NO_COMPONENT_LEFT';
  return `
    WITH stopped AS MATERIALIZED (SELECT p.id, p.match_status FROM person_ref p WHERE p.id IN (${persons})),
    touched AS (
      SELECT e.id, true AS is_manager FROM enrolment e JOIN stopped s ON s.id = e.manager_id
      WHERE s.match_status = 'MENINGGAL'
      UNION ALL
      SELECT c.enrolment_id, false FROM enrolment_component c JOIN stopped s ON s.id = c.person_id
      WHERE c.stopped_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM enrolment_component other
        WHERE other.enrolment_id = c.enrolment_id AND other.stopped_on IS NULL
          AND (other.file_ended_on IS NULL OR other.file_ended_on >= ${TODAY}))
    ), found AS (
      SELECT e.id, m.from_status, m.to_status,
        CASE WHEN t.is_manager THEN '${byManager}' ELSE '${byComponent}' END AS reason
      FROM (SELECT id, bool_or(is_manager) AS is_manager FROM touched GROUP BY id) t
      JOIN enrolment e ON e.id = t.id
      JOIN (${suspensions()}) m (from_status, to_status) ON m.from_status = e.status
      ORDER BY e.id FOR UPDATE OF e
    ), ${suspendFound('found')}
    SELECT FROM suspended LIMIT 0`;
}

/** CTEs that suspend the enrolments `id, from_status, to_status, reason` of another, `suspended` among them. */
export function suspendFound(found: string): string {
  return `suspended AS (
      UPDATE enrolment e SET status = f.to_status, reason = f.reason, version = e.version + 1
      FROM ${found} f WHERE f.id = e.id RETURNING e.*
    ), events AS (
      INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, actor, actor_role)
      SELECT 'enrolment', f.id, 'SUSPEND', f.from_status, f.to_status, f.reason, ${ACTOR} FROM ${found} f
    ), notices AS (${publish('enrolment', 'suspended')})`;
}

/** Who acts, as the transaction knows it; the two columns `actor, actor_role`. */
const ACTOR = `current_setting('berdaya.subject'), current_setting('berdaya.role')`;

/**
 * What a registry file changes of the records of a machine: `changes` is a query for `id, from_status, to_status, reason`. The sender decides by its own
 * machine and may have gone several steps between two snapshots, so the event is named after its source.
 */
export function recordRegistryChanges(machine: 'enrolment' | 'payment', changes: string): string {
  return `INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, actor, actor_role)
    SELECT '${machine}', id, 'REGISTRY_FILE', from_status, to_status, reason, ${ACTOR} FROM (${changes}) changed`;
}

/** From which state a suspension leads where: rows of two words. */
export function suspensions(): string {
  return valuesOf(statesAllowing(ENROLMENT_MACHINE, 'SUSPEND').map(({ from, to }) => [from, to]));
}

/** `VALUES ('a', 'b'), ...` of words from our own tables. */
function valuesOf(rows: readonly (readonly [string, string])[]): string {
  return `VALUES ${rows.map((row) => `(${row.map((word) => `'${word}'`).join(', ')})`).join(', ')}`;
}
