import type { Card, DisclosureField } from '../../../shared/access';

/** Somebody who is disclosed to an employer: what the stage may open, with the consents it stands on. */
export interface CandidateRow {
  readonly ref: string;
  readonly personId: string;
  /** What the employer may know of them before any referral; null where nothing is published. */
  readonly card: Card | null;
  /** What the employer's agreement on data names. */
  readonly terms: readonly DisclosureField[];
  /** The consent the stage stands on; null at stage 0. */
  readonly consentId: string | null;
  /** The one the kind of disability is shown under. */
  readonly disabilityConsentId: string | null;
  readonly fullName: string | null;
  readonly birthDate: string | null;
  /** The same, for who is at work there; null before. */
  readonly bornAtWork: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly nikSealed: string | null;
  readonly workStatus: number | null;
  readonly businessSector: string | null;
  readonly disabilities: readonly string[] | null;
  readonly accountSealed: string | null;
  readonly bpjsSealed: string | null;
}

/** The word by which an agreement names each field of a candidate. */
export const TERM_OF: Readonly<Record<string, DisclosureField | undefined>> = {
  ageBand: 'AGE_BAND',
  regency: 'REGENCY',
  province: 'REGENCY',
  skills: 'SKILLS',
  certificates: 'CERTIFICATES',
  education: 'EDUCATION',
  availability: 'AVAILABILITY',
  accommodations: 'ACCOMMODATIONS',
  firstName: 'FIRST_NAME',
  workHistory: 'WORK_HISTORY',
  fullName: 'FULL_NAME',
  phone: 'PHONE',
  interviewSupport: 'INTERVIEW_SUPPORT',
  nik: 'NIK',
  birthDate: 'BIRTH_DATE',
  address: 'ADDRESS',
  payrollAccount: 'PAYROLL_ACCOUNT',
  bpjsNumber: 'BPJS_NUMBER',
  disability: 'DISABILITY',
};

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
