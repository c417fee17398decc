import { TODAY } from '../../../shared/machine';

/** The consents a referral hangs on, C2, C3 and C4, and the one by which the kind of disability is shown. */
export type ConsentKind = 'ANONYMOUS_PROFILE' | 'REFERRAL' | 'EMPLOYMENT' | 'DISABILITY';

/** Whether a consent is in force, over an alias. */
export function isConsentInForce(alias: string): string {
  return `${alias}.status = 'GIVEN' AND ${alias}.is_usable AND ${alias}.expires_on >= ${TODAY}`;
}

/** What a consent of a kind has to be about, for a referral. */
const ABOUT: Readonly<Record<ConsentKind, (consent: string, referral: string) => string>> = {
  ANONYMOUS_PROFILE: () => 'true',
  REFERRAL: (c, r) => `${c}.employer_id = ${r}.employer_id AND ${c}.vacancy_id = ${r}.vacancy_id`,
  // One that names a vacancy is for that one only; so does the registry read it.
  EMPLOYMENT: (c, r) => `${c}.employer_id = ${r}.employer_id AND coalesce(${c}.vacancy_id = ${r}.vacancy_id, true)`,
  DISABILITY: (c, r) => `${c}.employer_id = ${r}.employer_id`,
};

/** Whether a consent is one of a kind for a referral, over two aliases. */
export function isConsentFor(kind: ConsentKind, consent: string, referral: string): string {
  return `${consent}.person_id = ${referral}.person_id AND ${consent}.kind = '${kind}' AND ${ABOUT[kind](consent, referral)}`;
}

/** The id of the consent of a kind that is in force for a referral, in SQL; null where there is none. */
export function isAgreedTo(kind: ConsentKind, referral: string): string {
  return `(SELECT c.id FROM consent_ref c WHERE ${isConsentFor(kind, 'c', referral)} AND ${isConsentInForce('c')}
    ORDER BY c.expires_on DESC, c.id LIMIT 1)`;
}

/** Whether a consent of a kind was given for a referral once, in SQL. */
export function wasAgreedTo(kind: ConsentKind, referral: string): string {
  return `EXISTS (SELECT FROM consent_ref c WHERE ${isConsentFor(kind, 'c', referral)})`;
}
