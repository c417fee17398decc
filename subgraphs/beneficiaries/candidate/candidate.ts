import type { Card } from '../../../shared/access';

/** Somebody who is disclosed to an employer: what the stage may open, with the consents it stands on. */
export interface CandidateRow {
  readonly ref: string;
  readonly personId: string;
  /** What the employer may know of them before any referral; null where nothing is published. */
  readonly card: Card | null;
  /** The consent the stage stands on; null at stage 0. */
  readonly consentId: string | null;
  /** The one the kind of disability is shown under. */
  readonly disabilityConsentId: string | null;
  readonly fullName: string | null;
  readonly birthDate: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly nikSealed: string | null;
  readonly workStatus: number | null;
  readonly businessSector: string | null;
  readonly disabilities: readonly string[] | null;
  readonly accountSealed: string | null;
  readonly bpjsSealed: string | null;
}

/** The consents somebody was given under, for the read ledger; see `SubjectRule`. */
export type GivenUnder = Pick<CandidateRow, 'consentId' | 'disabilityConsentId'>;

/** The word a person is called by. */
export function firstNameOf(fullName: string): string {
  return fullName.trim().split(/\s+/)[0] ?? '';
}

/** Adjustments that a meeting needs too, not only the work. */
const AT_A_MEETING: ReadonlySet<string> = new Set([
  'RAMP_LIFT',
  'TOILET_AKSES',
  'JBI',
  'PEMBACA_LAYAR',
  'PENDAMPING_KERJA',
  'TRANSPORTASI',
  'RUANG_TENANG',
]);

/** What an interview takes, of the adjustments a card names; null where it names none for anybody. */
export function interviewSupportOf({ accommodations }: Pick<Card, 'accommodations'>): string[] | null {
  return accommodations && accommodations.filter((each) => AT_A_MEETING.has(each));
}
