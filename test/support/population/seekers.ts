import type { Client } from 'pg';
import type { Random } from '../../../platform/demo/nation/random';
import { insert } from '../population';
import type { PersonRow, Uuids } from '../population';
import { CENTRES } from './sentra';

/** People who are ready for work, or agreed to be known of, or both; cards of some, and what is counted of them. */
export async function fillSeekers(
  admin: Client,
  random: Random,
  uuid: Uuids,
  persons: readonly PersonRow[],
): Promise<void> {
  const seekers = persons.map(({ id, region_code }) => {
    const [is_ready, has_consented] = [random.chance(0.7), random.chance(0.7)];
    return {
      ...{ person_id: id, case_id: uuid(), centre_id: random.pick(CENTRES), is_ready, has_consented },
      ...{ skill_codes: ['JAHIT'], skill_levels: [3], certificates: [], certificate_units: [], accommodations: [] },
      ...{ willing_to_move: random.chance(0.5), experience_months: 1, soft_readiness: 3, ready_since: '2026-05-01' },
      consent_until: has_consented ? '2099-01-01' : null,
      regency_code: has_consented ? region_code.slice(0, 4) : null,
    };
  });
  await insert(admin, 'employers.job_seeker', seekers);
  const cohort = uuid();
  await insert(admin, 'employers.cohort', [
    { id: cohort, level: 9, age_band: 'AGE_25_34', availability: 'NOW', published_on: '2026-09-01' },
  ]);
  await insert(
    admin,
    'employers.card',
    persons.map(({ id }) => ({
      person_id: id,
      cohort_id: cohort,
      shown_until: random.chance(0.8) ? '2099-01-01' : '2026-01-01',
      held_until: random.chance(0.3) ? '2099-01-01' : null,
    })),
  );
  await insert(admin, 'employers.skill_supply', [
    { skill: 'JAHIT', regency_code: '3204', people: 15, as_of: '2026-09-01' },
    { skill: 'LAS', regency_code: '5101', people: 10, as_of: '2026-09-01' },
  ]);
  await insert(admin, 'beneficiaries.referral_ref', [
    { referral_id: uuid(), person_id: persons[0]?.id, score: 80, referred_on: '2026-09-01', placed_on: null },
  ]);
}
