import type { Client } from 'pg';
import { plantHistories } from './histories';

const graduationId = (number: number) => `00000007-0000-8000-8000-00000000000${number}`;

/** The seeded graduations: of a family within reach, and of one beyond. */
export const GRADUATION_IDS = { near: graduationId(1), far: graduationId(2) } as const;
const [TAKEN_BACK, FORMER] = [graduationId(3), graduationId(4)];

/**
 * A graduation near with every value and a history: the family had left the program by a former enrolment and came back with the
 * one within reach, which has a graduation too. Another graduation far.
 */
export async function plantGraduations(client: Client, near: string, far: string): Promise<void> {
  await client.query(
    `INSERT INTO programs.enrolment (id, source_id, family_id, region_code, manager_id, program_code, status, started_on, ended_on,
       file_status)
     SELECT $2::uuid, $2::uuid::text, family_id, region_code, manager_id, program_code, 'GRADUATED_VOLUNTARILY', '2023-01-01',
       '2024-12-01', 'ACTIVE'
     FROM programs.enrolment WHERE id = $1`,
    [near, FORMER],
  );
  await client.query('UPDATE programs.enrolment SET relapse_of = $2 WHERE id = $1', [near, FORMER]);
  await client.query(
    `INSERT INTO programs.graduation (id, enrolment_id, family_id, region_code, program_code, status, ground, proposed_by,
       proposed_on, visited_on, income_per_head, evidence, refusal_reason, appeal_until, appealed_on, heard_on, rejection_reason,
       support_kinds, support_until, graduated_on, relapsed_on)
     SELECT x.id, e.id, e.family_id, e.region_code, e.program_code, x.status, 'DESIL_ABOVE_LIMIT', 'PENDAMPING', '2024-01-02',
       '2024-01-05', 1200000,
       '[{"ground": "DESIL_ABOVE_LIMIT", "rule": "PKH_DESIL", "value": 6, "limit": 4, "legalRef": "Inpres 4/2025"}]',
       'DEBT', '2024-02-10', '2024-01-20', '2024-01-25', 'INCOME_SUFFICIENT', '{KUR}', '2024-11-30', '2024-12-01', '2025-01-10'
     FROM (VALUES ($1::uuid, $2::uuid, 'RELAPSED'), ($3, $4, 'WITHDRAWN'), ($5, $6, 'RELAPSED')) x (id, enrolment_id, status)
     JOIN programs.enrolment e ON e.id = x.enrolment_id`,
    [GRADUATION_IDS.near, FORMER, TAKEN_BACK, near, GRADUATION_IDS.far, far],
  );
  const ended = { name: 'graduation', event: 'GRADUATE', from: 'TRANSITION', to: 'GRADUATED' };
  await plantHistories(client, 'programs', ended, Object.values(GRADUATION_IDS));
}
