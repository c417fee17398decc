import type { Client } from 'pg';

/** Graduations of the enrolments there are, in several states: two thirds of them have one. */
export async function fillGraduations(admin: Client): Promise<void> {
  await admin.query(`
    INSERT INTO programs.graduation (id, enrolment_id, family_id, region_code, program_code, status, ground, proposed_by, proposed_on)
    SELECT md5('graduation ' || id)::uuid, id, family_id, region_code, program_code,
      (ARRAY['PROPOSED', 'REFUSED', 'UPHELD', 'GRADUATED'])[1 + place % 4], 'OWN_WISH', 'PENDAMPING', '2026-03-01'
    FROM (SELECT e.*, (row_number() OVER (ORDER BY id))::int AS place FROM programs.enrolment e) numbered
    WHERE place % 3 > 0`);
}
