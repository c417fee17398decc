import type { Client } from 'pg';
import { insert } from '../population';
import type { Uuids } from '../population';

/** Runs of the payments of some programs. */
export async function fillStageRuns(admin: Client, uuid: Uuids, programs: readonly string[]): Promise<void> {
  const none = { added: 0, raised: 0, lowered: 0, withdrawn: 0, unchanged: 0, settled: 0 };
  await insert(
    admin,
    'programs.stage_run',
    programs.map((program_code) => ({
      id: uuid(),
      program_code,
      period: '2026-T1',
      cut_off: '2026-01-01',
      actor: 's',
      actor_role: 'SYSTEM',
      at: '2026-01-01T00:00:00Z',
      ...none,
      ...{ suspended: 0, no_component: 0, not_active: 0, total: 0, difference: 0 },
    })),
  );
}

/** Records of some conditions of each enrolment. */
export async function fillCompliance(
  admin: Client,
  uuid: Uuids,
  enrolments: readonly { readonly id: string; readonly manager_id: string }[],
): Promise<void> {
  await insert(
    admin,
    'programs.compliance',
    enrolments.flatMap(({ id, manager_id }) =>
      ['SCHOOL_ATTENDANCE', 'HEALTH_VISIT'].map((condition) => ({
        ...{ id: uuid(), enrolment_id: id, person_id: manager_id, condition, month: '2026-03', done: 1, due: 2 },
        ...{ version: 1, recorded_by: 's', recorded_at: '2026-04-01T00:00:00Z' },
      })),
    ),
  );
}
