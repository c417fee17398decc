import { systemActor } from '../../../shared/viewer';
import { proposeByRule } from '../../../subgraphs/programs/graduation/rule';
import { asAdmin } from '../database';
import type { TestPlatform } from '../platform';

/**
 * What the rules propose in the demo nation, with every value on each: those of the pendamping's district, and no fewer than a
 * few dozen elsewhere.
 */
export async function plantProposals(platform: TestPlatform): Promise<void> {
  const { database } = platform.subgraph('programs');
  await database.bulk(systemActor('parity'), proposeByRule);
  await asAdmin(
    (client) =>
      client.query(`SET search_path = programs;
        UPDATE graduation SET visited_on = '2026-03-02', income_per_head = 900000, refusal_reason = 'DEBT',
          appeal_until = '2026-04-01', heard_on = '2026-03-20', rejection_reason = 'ASSETS_FOUND', support_kinds = '{KUBE,KUR}',
          support_until = '2026-08-01', graduated_on = '2026-08-02', relapsed_on = '2026-09-01';
        UPDATE enrolment e SET relapse_of = before.enrolment_id FROM graduation before
          JOIN LATERAL (SELECT other.id FROM enrolment other WHERE other.family_id = before.family_id
            AND other.id <> before.enrolment_id ORDER BY other.id LIMIT 1) again ON true
        WHERE e.id = again.id`),
    platform.database.adminUrl,
  );
}
