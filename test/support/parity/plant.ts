import { systemActor } from '../../../shared/viewer';
import { findPeriod } from '../../../subgraphs/programs/pkh/period';
import { planPayments } from '../../../subgraphs/programs/stage-run/plan';
import { asAdmin } from '../database';
import type { TestPlatform } from '../platform';

/** What officers would have done in the demo nation, so that what they wrote is answered too. */
export async function plantWork(platform: TestPlatform): Promise<void> {
  const period = findPeriod('2026-T4');
  if (!period) throw new Error('no period');
  const actor = systemActor('parity');
  await platform.subgraph('programs').database.bulk(actor, (connection) =>
    planPayments(async (text, values) => (await connection.query(text, values && [...values])).rows, {
      ...{ programCode: 'PKH', period, actor: actor.subject, actorRole: actor.role },
    }),
  );
  await asAdmin(async (client) => {
    await client.query(`SET search_path = programs;
      INSERT INTO compliance (enrolment_id, person_id, condition, month, done, due, recorded_by)
        SELECT id, manager_id, 'P2K2_SESSION', '2026-09', 1, 1, 's' FROM enrolment WHERE program_code = 'PKH';
      INSERT INTO program_combination (program_code, other_code, allowed, valid_from, valid_to, confidence)
        VALUES ('PKH', 'SEMBAKO', false, '2026-09-01', '2026-09-30', 'UNCERTAIN')`);
  }, platform.database.adminUrl);
}
