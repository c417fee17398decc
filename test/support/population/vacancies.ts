import type { Client } from 'pg';
import { insert } from '../population';
import type { Uuids } from '../population';

/** What vacancies are held against, and that something happened to one. */
export async function fillVacancySteps(admin: Client, uuid: Uuids): Promise<void> {
  await insert(admin, 'employers.minimum_wage', [
    { regency_code: '3204', year: 2026, amount: 3_000_000, source: 'SYNTHETIC' },
  ]);
  await insert(admin, 'employers.client_key', [{ subject: 'someone', key: 'k-of-a-vacancy', input_hash: 'h' }]);
  await insert(admin, 'employers.transition_event', [
    {
      ...{ machine: 'vacancy', entity_id: uuid(), event: 'DRAFT', to_status: 'DRAFT', evidence: {} },
      ...{ actor: 'someone', actor_role: 'PARTNER_RECRUITER', at: '2026-09-01T00:00:00Z' },
    },
  ]);
}
