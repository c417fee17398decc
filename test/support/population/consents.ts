import type { Client } from 'pg';
import type { Random } from '../../../platform/demo/nation/random';
import { insert } from '../population';
import type { PersonRow, Uuids } from '../population';

/** What some persons agreed to: for all partners, and for one; in force, run out and taken back. */
export async function fillConsents(
  admin: Client,
  random: Random,
  uuid: Uuids,
  { persons, employerIds }: { readonly persons: readonly PersonRow[]; readonly employerIds: readonly string[] },
): Promise<void> {
  const consents = persons.flatMap(({ id }) =>
    (['ANONYMOUS_PROFILE', 'REFERRAL', 'EMPLOYMENT', 'DISABILITY'] as const)
      .filter(() => random.chance(0.6))
      .map((kind) => ({
        id: uuid(),
        person_id: id,
        kind,
        employer_id: kind === 'ANONYMOUS_PROFILE' ? null : random.pick(employerIds),
        vacancy_id: kind === 'REFERRAL' ? uuid() : null,
        status: random.pick(['GIVEN', 'GIVEN', 'GIVEN', 'WITHDRAWN', 'ENDED']),
        version: 1,
        given_by: 'SELF',
        form: 'LISAN',
        text_version: 'C',
        given_on: '2026-01-01',
        expires_on: random.pick(['2026-02-01', '2099-01-01', '2099-01-01']),
        held: random.chance(0.1),
      })),
  );
  await insert(admin, 'beneficiaries.consent', consents);
}
