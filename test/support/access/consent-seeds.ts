import type { Client } from 'pg';
import { EMPLOYERS, VACANCIES, employerId, vacancyId } from '../../../subgraphs/employers/testing/partners';
import { plantHistories } from './histories';
import { insert } from './write-population';

/** Consents of somebody near and of somebody far. */
export const CONSENT_IDS = {
  near: '00000009-0000-8000-8000-000000000001',
  far: '00000009-0000-8000-8000-000000000002',
} as const;

/** Everything a consent can hold, on one row near; the same far. */
export async function plantConsents(
  client: Client,
  { near, far }: { readonly near: string; readonly far: string },
): Promise<void> {
  const consent = (id: string, person_id: string) => ({
    ...{ id, person_id, kind: 'REFERRAL', status: 'WITHDRAWN', version: 2, given_by: 'SELF', form: 'JBI' },
    ...{ employer_id: employerId(EMPLOYERS[0][0]), vacancy_id: vacancyId(VACANCIES[4][0]), text_version: 'C3-2026' },
    ...{ given_on: '2026-01-01', expires_on: '2027-01-01', ended_at: '2026-03-03T00:00:00Z', held: false },
  });
  await insert(client, 'beneficiaries.consent', [consent(CONSENT_IDS.near, near), consent(CONSENT_IDS.far, far)]);
  const step = { name: 'consent', event: 'WITHDRAW', from: 'GIVEN', to: 'WITHDRAWN' };
  await plantHistories(client, 'beneficiaries', step, [CONSENT_IDS.near, CONSENT_IDS.far]);
}
