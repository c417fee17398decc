import type { Gate } from '../../../shared/intake';
import { reachableFrom } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

/**
 * Keeps out a row whose status cannot follow, after any number of steps, the one the registry holds: a file tells where
 * things stand and may skip steps, but it cannot undo what is final.
 * @param table a table of our own, with `id` and `status`
 */
export function statusGate<State extends string, Event extends string>(
  rule: string,
  table: string,
  machine: Machine<State, Event>,
  states: readonly State[],
): Gate {
  const pairs = states.flatMap((from) => reachableFrom(machine, from).map((to) => `('${from}', '${to}')`));
  return {
    rule,
    field: 'status',
    where: `EXISTS (SELECT 1 FROM ${table} held WHERE held.id = s.id
      AND (held.status, s.status) NOT IN (VALUES ${pairs.join(', ')}))`,
  };
}
