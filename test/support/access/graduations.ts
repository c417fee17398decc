import type { Client } from 'pg';
import { plantHistories } from './histories';

const graduationId = (number: number) => `00000007-0000-8000-8000-00000000000${number}`;

/** The seeded graduations: of the enrolment within reach, and of the one beyond. */
export const GRADUATION_IDS = { near: graduationId(1), far: graduationId(2) } as const;

/** A graduation with every value and a history, for each of two enrolments; the first of them came after a relapse. */
export async function plantGraduations(client: Client, near: string, far: string): Promise<void> {
  await client.query(`UPDATE programs.enrolment SET relapse_of = $2 WHERE id = $1`, [near, far]);
  await client.query(
    `INSERT INTO programs.graduation (id, enrolment_id, family_id, region_code, program_code, status, ground, proposed_by,
       proposed_on, visited_on, income_per_head, support_kind, support_until, refusal_reason, appeal_until, appealed_on, heard_on,
       graduated_on)
     SELECT x.id, e.id, e.family_id, e.region_code, e.program_code, 'GRADUATED', 'INCOME_GROWN', 'PENDAMPING', '2026-01-02',
       '2026-01-05', 1200000, 'KUR', '2026-08-01', 'DEBT', '2026-02-10', '2026-01-20', '2026-01-25', '2026-08-02'
     FROM (VALUES ($1::uuid, $2::uuid), ($3::uuid, $4::uuid)) x (id, enrolment_id)
     JOIN programs.enrolment e ON e.id = x.enrolment_id`,
    [GRADUATION_IDS.near, near, GRADUATION_IDS.far, far],
  );
  const ended = { name: 'graduation', event: 'GRADUATE', from: 'TRANSITION', to: 'GRADUATED' };
  await plantHistories(client, 'programs', ended, Object.values(GRADUATION_IDS));
}
