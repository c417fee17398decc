import { asAdmin } from '../database';
import type { TestPlatform } from '../platform';

/** What the demo nation cannot hold, since it keeps the rules: a combination of programs that is forbidden, and so conflicts. */
export async function plantConflicts(platform: TestPlatform): Promise<void> {
  await asAdmin(
    (client) =>
      client.query(`INSERT INTO programs.program_combination (program_code, other_code, allowed, valid_from, valid_to, confidence)
        VALUES ('PKH', 'SEMBAKO', false, '2026-09-01', '2026-09-30', 'UNCERTAIN')`),
    platform.database.adminUrl,
  );
}
