import type { SystemActor } from '../viewer';
import type { Records } from './take-step';

/** Sends a statement within the caller's transaction and gives its rows. */
export type Send = <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/** A step that a rule takes of every record it finds. */
export interface RuleStep<Event extends string> {
  readonly event: Event;
  /** A query for the `id`, the `reason` (text) and the `evidence` (jsonb) of the records, with what `set` needs besides. */
  readonly due: string;
  /** Of `due`, `$1` and on. */
  readonly values?: readonly unknown[];
  /** Further assignments, out of the record `f` and the row `h` of `due`. */
  readonly set?: string;
  /** Leaves alone what somebody is at work on: for rules that are asked again and again. */
  readonly skipsLocked?: boolean;
}

/**
 * Takes a step of a machine without anybody asking for it, set-wise: status, version, events and notices in one statement. Where
 * the machine does not allow it nothing happens, so that asking a second time changes nothing. Which step it is says the status once
 * the record is locked: what somebody moved on meanwhile is taken from where it stands now.
 * @param send with the rights of the platform
 * @returns the ids of the records that moved
 */
export async function takeStepByRule<State extends string, Event extends string>(
  send: Send,
  actor: SystemActor,
  { machine, table, fact }: Omit<Records<State, Event>, 'from' | 'alias'>,
  { event, due, values = [], set, skipsLocked = false }: RuleStep<Event>,
): Promise<string[]> {
  const steps = machine.steps.filter((each) => each.event === event && each.who.includes('SYSTEM'));
  const pairs = steps.flatMap(({ from, to }) => (from === null ? [] : [`('${from}', '${to}')`]));
  if (pairs.length === 0) throw new Error(`no rule may cause ${event}`);
  const [subject, role] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const moved = await send<{ readonly id: string }>(
    `WITH due AS MATERIALIZED (${due}),
     locked AS MATERIALIZED (
       SELECT d.*, r.status AS from_status FROM due d JOIN ${table} r ON r.id = d.id
       ORDER BY r.id FOR UPDATE OF r${skipsLocked ? ' SKIP LOCKED' : ''}
     ), held AS MATERIALIZED (
       SELECT l.*, s.to_status FROM locked l
         JOIN (VALUES ${pairs.join(', ')}) s (from_status, to_status) ON s.from_status = l.from_status
     ), moved AS (
       UPDATE ${table} f SET ${['status = h.to_status, version = f.version + 1', set ?? []].flat().join(', ')}
       FROM held h WHERE h.id = f.id RETURNING f.*
     ), events AS (
       INSERT INTO transition_event (machine, entity_id, event, from_status, to_status, reason, evidence, actor, actor_role)
       SELECT '${machine.name}', h.id, '${event}', h.from_status, h.to_status, h.reason, h.evidence, ${subject}, ${role} FROM held h
     ), notices AS (
       INSERT INTO outbox (topic, entity_id, payload) SELECT '${machine.name}', f.id, ${fact('f', `'${event}'`)} FROM moved f
     )
     SELECT id FROM moved`,
    [...values, actor.subject, actor.role],
  );
  return moved.map(({ id }) => id);
}
