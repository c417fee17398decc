import { VIEWER } from '../database';
import type { RowPolicies } from '../database';

/**
 * The row policies of what every step writes: the event, the notice, the client's key. A viewer reads the history of the
 * records they see and adds to it under the own name, and gives notice of the records they see.
 * @param tables by machine, the table that holds its records; a record is seen as the table's own policy says
 */
export function stepPolicies(
  tables: Readonly<Record<string, string>>,
): Readonly<Record<'transition_event' | 'outbox' | 'client_key', RowPolicies>> {
  const seen = (name: string, id: string) => {
    const cases = Object.entries(tables).map(
      ([machine, table]) => `WHEN '${machine}' THEN EXISTS (SELECT FROM ${table} seen WHERE seen.id = ${id})`,
    );
    return `CASE ${name} ${cases.join(' ')} ELSE false END`;
  };
  const history = seen('machine', 'entity_id');
  const myself = `actor = ${VIEWER.subject} AND actor_role = ${VIEWER.role}`;
  const ownKeys = orSystem(`subject = ${VIEWER.subject}`);
  return {
    transition_event: { select: orSystem(history), insert: orSystem(`${myself} AND ${history}`) },
    outbox: { insert: orSystem(seen('topic', 'entity_id')) },
    client_key: { select: ownKeys, insert: ownKeys, update: ownKeys },
  };
}

/** Nobody without a role has rows, whatever the condition says of them. */
function orSystem(condition: string): string {
  return `CASE coalesce(${VIEWER.role}, '') WHEN 'SYSTEM' THEN true WHEN '' THEN false ELSE ${condition} END`;
}
