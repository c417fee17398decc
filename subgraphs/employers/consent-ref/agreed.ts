import { TODAY } from '../../../shared/machine';

/** The consents a referral hangs on: C2, C3 and C4. */
export type ConsentKind = 'ANONYMOUS_PROFILE' | 'REFERRAL' | 'EMPLOYMENT';

/** Whether a consent is in force, over an alias. */
const isLiving = (alias: string) =>
  `${alias}.status = 'GIVEN' AND ${alias}.is_usable AND ${alias}.expires_on >= ${TODAY}`;

/** What a consent of a kind has to be about, for a referral. */
const ABOUT: Readonly<Record<ConsentKind, (referral: string) => string>> = {
  ANONYMOUS_PROFILE: () => 'true',
  REFERRAL: (r) => `c.employer_id = ${r}.employer_id AND c.vacancy_id = ${r}.vacancy_id`,
  EMPLOYMENT: (r) => `c.employer_id = ${r}.employer_id`,
};

/** The id of the consent of a kind that is in force for a referral, in SQL; null where there is none. */
export function isAgreedTo(kind: ConsentKind, referral: string): string {
  return `(SELECT c.id FROM consent_ref c WHERE c.person_id = ${referral}.person_id AND c.kind = '${kind}'
    AND ${ABOUT[kind](referral)} AND ${isLiving('c')} ORDER BY c.expires_on DESC, c.id LIMIT 1)`;
}

/** Whether a consent of a kind was given for a referral once, in SQL. */
export function wasAgreedTo(kind: ConsentKind, referral: string): string {
  return `EXISTS (SELECT FROM consent_ref c WHERE c.person_id = ${referral}.person_id AND c.kind = '${kind}'
    AND ${ABOUT[kind](referral)})`;
}
