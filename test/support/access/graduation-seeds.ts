import type { Client } from 'pg';
import { insert } from './write-population';

/** Graduations near and far. */
export const GRADUATIONS = {
  Graduation: { near: '00000009-0000-8000-8000-000000000001', far: '00000009-0000-8000-8000-000000000002' },
} as const;
const FORMER = '00000009-0000-8000-8000-000000000003';
const WITHDRAWN = '00000009-0000-8000-8000-000000000004';

/**
 * A former enrolment of the family near, out of which it graduated after everything that can happen; the enrolment near is the
 * one it came back with, and was to be left too. A graduation far.
 */
export async function plantGraduations(
  client: Client,
  { near, far }: { readonly near: string; readonly far: string },
): Promise<void> {
  await client.query(
    `INSERT INTO programs.enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, ended_on,
       file_status)
     SELECT $2::uuid, $2::uuid::text, family_id, region_code, manager_id, program_code, 'GRADUATED_VOLUNTARILY', '2023-01-01',
       '2024-12-01', 'ACTIVE'
     FROM programs.enrolment WHERE id = $1`,
    [near, FORMER],
  );
  await client.query('UPDATE programs.enrolment SET relapse_of = $2 WHERE id = $1', [near, FORMER]);
  const plant = (id: string, enrolmentId: string, status: string) =>
    client.query(
      `INSERT INTO programs.graduation (id, enrolment_id, family_id, region_code, program_code, status, ground, proposed_by,
         proposed_on)
       SELECT $1, id, family_id, region_code, program_code, $3, 'DESIL_ABOVE_LIMIT', 'PENDAMPING', '2024-01-05'
       FROM programs.enrolment WHERE id = $2`,
      [id, enrolmentId, status],
    );
  await plant(GRADUATIONS.Graduation.near, FORMER, 'RELAPSED');
  await plant(WITHDRAWN, near, 'WITHDRAWN');
  await plant(GRADUATIONS.Graduation.far, far, 'WITHDRAWN');
  await client.query(
    `UPDATE programs.graduation SET visited_on = '2024-01-09', income_per_head = 1350000, refusal_reason = 'DEBT',
       appeal_until = '2024-02-20', appealed_on = '2024-02-01', heard_on = '2024-02-10', rejection_reason = 'INCOME_SUFFICIENT',
       support_kinds = '{KUR}', support_until = '2024-11-30', graduated_on = '2024-12-01', relapsed_on = '2025-01-10',
       evidence = '[{"ground": "DESIL_ABOVE_LIMIT", "rule": "PKH_DESIL", "value": 6, "limit": 4, "legalRef": "Inpres 4/2025"}]'
     WHERE id = $1`,
    [GRADUATIONS.Graduation.near],
  );
  const event = { machine: 'graduation', entity_id: GRADUATIONS.Graduation.near, event: 'REFUSE' };
  await insert(client, 'programs.transition_event', [
    {
      ...{ ...event, from_status: 'VERIFIED', to_status: 'REFUSED', reason: 'DEBT', note: 'asks for time' },
      ...{ evidence: {}, actor: 'somebody', actor_role: 'CITIZEN', at: '2024-01-21T00:00:00Z' },
    },
  ]);
}
