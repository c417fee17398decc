import type { Client } from 'pg';
import { CALL_IDS } from './reach';
import { insert } from './write-population';

/** A run of payments, what happened to an enrolment and a payment, and a rule against what the first family draws. */
export async function plantStages(
  client: Client,
  ids: { readonly enrolment: string; readonly payments: readonly string[] },
) {
  const counts = { added: 1, raised: 2, lowered: 3, withdrawn: 4, unchanged: 5, settled: 6 };
  await insert(client, 'programs.stage_run', [
    {
      ...{ id: CALL_IDS.StageRun, program_code: 'PKH', period: '2026-T1', cut_off: '2026-01-01' },
      ...{ actor: 'seeded', actor_role: 'PROGRAM_MANAGER', at: '2090-01-01T00:00:00Z', ...counts },
      ...{ suspended: 7, no_component: 8, not_active: 9, total: 10, difference: 11 },
    },
  ]);
  const event = { note: 'seeded', actor: 'seeded', actor_role: 'SYSTEM', at: '2026-03-03T00:00:00Z' };
  await insert(client, 'programs.transition_event', [
    {
      machine: 'enrolment',
      entity_id: ids.enrolment,
      event: 'DEACTIVATE',
      from_status: 'ACTIVE',
      to_status: 'INACTIVE',
      reason: 'DECEASED',
      ...event,
    },
    ...ids.payments.map((entity_id) => ({
      ...{ machine: 'payment', entity_id, event: 'FAIL', from_status: 'SENT', to_status: 'FAILED' },
      ...{ reason: 'ACCOUNT_CLOSED', ...event },
    })),
  ]);
  await client.query(
    `INSERT INTO programs.compliance (enrolment_id, person_id, condition, month, done, due, recorded_by)
     SELECT id, manager_id, 'P2K2_SESSION', '2026-03', 1, 1, 'seeded' FROM programs.enrolment`,
  );
  await insert(client, 'programs.program_combination', [
    {
      ...{
        program_code: 'PKH',
        other_code: 'SEMBAKO',
        allowed: false,
        valid_from: '2025-01-01',
        valid_to: '2099-12-31',
      },
      ...{ legal_ref: 'Aturan contoh', confidence: 'UNCERTAIN', note: 'seeded' },
    },
  ]);
}
