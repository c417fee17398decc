import type { Client } from 'pg';
import { insert } from '../population';
import type { Uuids } from '../population';

/** A row for every table of the centres' schema; the centres themselves stand in a migration. */
export async function fillSentra(admin: Client, uuid: Uuids): Promise<void> {
  await insert(admin, 'sentra.outbox', [{ topic: 't', entity_id: uuid(), payload: {} }]);
  await admin.query(`INSERT INTO sentra.relay_position VALUES ('m', '0', 0, now())`);
  await insert(admin, 'sentra.client_key', [{ subject: 'someone', key: 'k-00000001', input_hash: 'h' }]);
  await insert(admin, 'sentra.transition_event', [
    { machine: 'none', entity_id: uuid(), event: 'e', to_status: 's', evidence: {}, actor: 'a', actor_role: 'SYSTEM' },
  ]);
}
