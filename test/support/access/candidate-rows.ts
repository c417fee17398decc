import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { EMPLOYERS, VACANCIES, employerId, vacancyId } from '../../../subgraphs/employers/testing/partners';
import { DISCLOSURE_FIELDS, DISCLOSURE } from '../../../shared/access';
import { createFieldCipher, createPseudonyms, sealCapability } from '../../../shared/database';
import type { TestDatabase } from '../database';
import { insert } from './write-population';

const EMPLOYER = employerId(EMPLOYERS[0][0]);

/** What the first partner calls somebody. */
export function refOf({ config }: Pick<TestDatabase, 'config'>, personId: string): string {
  return createPseudonyms(config.keys.identity).of(EMPLOYER, personId);
}

/** How a gateway, or whoever got past it, would name candidates: one of the first partner's, one of another's, and nobody. */
export function candidateKeys(
  { config }: Pick<TestDatabase, 'config'>,
  { near, far }: { readonly near: string; readonly far: string },
): Readonly<Record<'near' | 'far' | 'missing', object>> {
  const cipher = createFieldCipher(config.keys);
  const pseudonyms = createPseudonyms(config.keys.identity);
  const key = (employer: string, personId: string) => {
    const named = { personId, employerId: employer, vacancyId: vacancyId(VACANCIES[4][0]), referralId: null };
    return {
      ref: pseudonyms.of(employer, personId),
      disclosure: sealCapability(cipher, DISCLOSURE, {
        ...{ ...named, stage: 4, card: null },
        fields: Object.keys(DISCLOSURE_FIELDS),
      }),
    };
  };
  return {
    near: key(EMPLOYER, near),
    far: key(employerId(EMPLOYERS[3][0]), far),
    missing: { ref: '0'.repeat(32), disclosure: 'none' },
  };
}

/** That somebody, whom a referral has at work for the first partner, agreed to everything. */
export async function plantCandidate(
  client: Client,
  { config }: Pick<TestDatabase, 'config'>,
  personId: string,
): Promise<void> {
  const cipher = createFieldCipher(config.keys);
  const consent = (kind: string) => ({
    ...{ person_id: personId, kind, status: 'GIVEN', version: 1, given_by: 'SELF', form: 'LISAN', text_version: 'C' },
    ...{ id: randomUUID(), employer_id: kind === 'ANONYMOUS_PROFILE' ? null : EMPLOYER, held: false },
    ...{ given_on: '2026-01-01', expires_on: '2099-01-01' },
    account_sealed: kind === 'EMPLOYMENT' ? cipher.seal('0071234567') : null,
    bpjs_sealed: kind === 'EMPLOYMENT' ? cipher.seal('19012345678') : null,
  });
  await insert(client, 'beneficiaries.consent', ['ANONYMOUS_PROFILE', 'EMPLOYMENT', 'DISABILITY'].map(consent));
}
