import type { Client } from 'pg';
import { insert } from './write-population';

/** A history with every value, for records of a machine. */
export async function plantHistories(
  client: Client,
  schema: string,
  machine: { readonly name: string; readonly event: string; readonly from: string; readonly to: string },
  ids: readonly string[],
): Promise<void> {
  await insert(
    client,
    `${schema}.transition_event`,
    ids.map((id) => ({
      machine: machine.name,
      entity_id: id,
      event: machine.event,
      from_status: machine.from,
      to_status: machine.to,
      reason: 'DECEASED',
      note: 'as the civil registry says',
      evidence: {},
      actor: 'somebody',
      actor_role: 'PROGRAM_MANAGER',
      at: '2026-03-03T00:00:00Z',
    })),
  );
}
