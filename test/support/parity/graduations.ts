import { asAdmin } from '../database';
import type { TestPlatform } from '../platform';

/** The demo nation has no graduations: each third family with PKH has had one that was refused and heard. */
export async function addGraduations({ database }: Pick<TestPlatform, 'database'>): Promise<void> {
  await asAdmin(async (client) => {
    await client.query(`
      INSERT INTO programs.graduation (id, enrolment_id, family_id, region_code, program_code, status, ground, proposed_by,
        proposed_on, visited_on, income_per_head, support_kind, support_until, refusal_reason, appeal_until, appealed_on, heard_on,
        graduated_on)
      SELECT md5('graduation' || e.id)::uuid, e.id, e.family_id, e.region_code, e.program_code, 'REJECTED', 'INCOME_GROWN',
        'PENDAMPING', '2026-01-02', '2026-01-05', 1200000, 'KUR', '2026-08-01', 'DEBT', '2026-02-10', '2026-01-20', '2026-01-25',
        '2026-08-02'
      FROM programs.enrolment e WHERE e.status IN ('ACTIVE', 'SUSPENDED') AND hashtext(e.id::text) % 3 = 0;
      INSERT INTO programs.transition_event (machine, entity_id, event, from_status, to_status, reason, note, actor, actor_role, at)
      SELECT 'graduation', id, 'REFUSE', 'VERIFIED', 'REFUSED', 'DEBT', 'as the family says', 'somebody', 'CITIZEN', '2026-01-10'
      FROM programs.graduation`);
  }, database.adminUrl);
}
