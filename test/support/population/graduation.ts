import type { Client } from 'pg';
import type { Random } from '../../../platform/demo/nation/random';
import { GRADUATION_STATUSES } from '../../../subgraphs/programs/graduation/graduation';
import { insert } from '../population';
import type { Uuids } from '../population';

/** An enrolment whose family may be on its way out. */
interface Enrolled {
  readonly id: string;
  readonly family_id: string;
  readonly region_code: string;
  readonly program_code: string;
}

/** Graduations in all states, one for every other enrolment. */
export async function fillGraduations(
  admin: Client,
  random: Random,
  uuid: Uuids,
  enrolments: readonly Enrolled[],
): Promise<void> {
  const states = Object.keys(GRADUATION_STATUSES);
  const graduations = enrolments
    .filter(() => random.chance(0.5))
    .map(({ id, family_id, region_code, program_code }) => ({
      id: uuid(),
      enrolment_id: id,
      family_id,
      region_code,
      program_code,
      status: random.pick(states),
      ground: 'OWN_WISH',
      proposed_by: 'CITIZEN',
      proposed_on: '2026-09-01',
      version: 1,
    }));
  await insert(admin, 'programs.graduation', graduations);
}
