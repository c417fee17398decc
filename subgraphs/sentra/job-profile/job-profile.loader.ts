import type { WriteManager } from '../../../shared/database';
import type { JobProfile } from './job-profile';

/** Keeps the job profile of a case. */
export async function writeJobProfile(manager: WriteManager, caseId: string, profile: JobProfile): Promise<void> {
  await manager.query(
    `UPDATE service_case SET skill_codes = $2::text[], skill_levels = $3::smallint[], willing_to_move = $4, wage_expected = $5,
       experience_months = $6, available_from = $7::date
     WHERE id = $1::uuid`,
    [
      caseId,
      profile.skillCodes,
      profile.skillLevels,
      profile.willingToMove,
      profile.wageExpected,
      profile.experienceMonths,
      profile.availableFrom,
    ],
  );
}
