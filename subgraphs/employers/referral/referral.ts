import type { DisclosureStage } from '../../../shared/access';
import { step } from '../../../shared/machine';
import type { Machine, StepRole } from '../../../shared/machine';
import type { Accommodation, ContractType } from '../vacancy/vocabulary';
import { referralStatistics } from './statistics';

/** States of a referral (rujukan), in the words of job placement. */
export const REFERRAL_STATES = {
  NOMINATED: 'Kandidat: proposed for a vacancy by the centre; the partner does not know yet.',
  REFERRED: 'Dirujuk: the partner has ten working days to answer.',
  ACCEPTED: 'Diterima mitra: the partner wants to meet the person.',
  DECLINED: 'Ditolak mitra.',
  LAPSED: 'Kedaluwarsa: the partner did not answer in time.',
  REVOKED: 'Dicabut: by the person or the centre.',
  INTERVIEW: 'Wawancara: invited.',
  INTERVIEW_PASSED: 'Lulus wawancara.',
  INTERVIEW_FAILED: 'Gagal wawancara.',
  OFFERED: 'Penawaran: an offer was made.',
  OFFER_REFUSED: 'Menolak tawaran.',
  PLACED: 'Ditempatkan: at work.',
  RETAINED_3: 'Retensi 3 bulan.',
  RETAINED_6: 'Retensi 6 bulan.',
  RETAINED_12: 'Retensi 12 bulan.',
  ENDED: 'Berhenti: the work has ended.',
} as const;
export type ReferralStatus = keyof typeof REFERRAL_STATES;

/** What can happen to a referral. */
export const REFERRAL_EVENTS = {
  NOMINATE: 'Proposes somebody who is ready for a vacancy.',
  REFER: 'Refers the person to the partner.',
  ACCEPT: 'Wants to meet the person.',
  DECLINE: 'Does not want the person.',
  LAPSE: 'Lets the time to answer pass.',
  REVOKE: 'Takes the referral back.',
  INVITE: 'Invites to an interview.',
  PASS: 'Has passed the interview.',
  FAIL: 'Has not passed the interview.',
  OFFER: 'Offers work.',
  TAKE_OFFER: 'Takes the offer.',
  REFUSE_OFFER: 'Refuses the offer.',
  CONFIRM_3: 'Confirms that the person is still at work after three months.',
  CONFIRM_6: 'Confirms that the person is still at work after six months.',
  CONFIRM_12: 'Confirms that the person is still at work after twelve months.',
  END_WORK: 'Takes down that the work has ended.',
} as const;
export type ReferralEvent = keyof typeof REFERRAL_EVENTS;

/** What histories and boards tell beside: the referral stands where it stood. */
export const REFERRAL_NEWS = {
  DISCLOSURE_CHANGED: 'Less of the person is shown to the partner than before.',
} as const;
export type ReferralNews = keyof typeof REFERRAL_NEWS;

/**
 * Why a partner declines or an interview is not passed. Nothing that would discriminate is offered: not disability, sex, age,
 * religion, family, health or origin (UU 8/2016 art. 11, UU 13/2003 art. 5).
 */
export const DECLINE_REASONS = [
  'SEATS_FILLED',
  'SKILL_LEVEL',
  'EXPERIENCE',
  'CERTIFICATE',
  'SCHEDULE',
  'DISTANCE',
  'VACANCY_CLOSED',
] as const;
export const FAIL_REASONS = ['SKILL_TEST', 'EXPERIENCE', 'SCHEDULE', 'DID_NOT_APPEAR', 'SEATS_FILLED'] as const;
export const REVOKE_REASONS = [
  'CONSENT_WITHDRAWN',
  'PERSON_WISHES',
  'NOT_READY',
  'MOVED',
  'PLACED_ELSEWHERE',
  'PARTNERSHIP_ENDED',
  'RECORD_RESTRICTED',
  'OTHER',
] as const;
export const OFFER_REFUSAL_REASONS = ['WAGE', 'DISTANCE', 'SCHEDULE', 'ACCOMMODATION', 'OTHER_WORK', 'FAMILY'] as const;
export const END_REASONS = [
  'CONTRACT_ENDED',
  'RESIGNED',
  'DISMISSED',
  'BUSINESS_CLOSED',
  'RELOCATED',
  'DECEASED',
] as const;

const CENTRE = ['SENTRA_OFFICER'] as const;
const PARTNER = ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] as const;
/** Whoever speaks for the person. */
const PERSON = ['CITIZEN', 'SENTRA_OFFICER'] as const;

const REVOKE = (from: ReferralStatus) =>
  step<ReferralStatus, ReferralEvent>(
    from,
    'REVOKE',
    'REVOKED',
    [...PERSON, 'SYSTEM'] satisfies StepRole[],
    'reason; SYSTEM when consent is withdrawn, the person is restricted or the partnership ends',
    { reasons: REVOKE_REASONS },
  );
const END = (from: ReferralStatus) =>
  step<ReferralStatus, ReferralEvent>(from, 'END_WORK', 'ENDED', [...PARTNER, ...PERSON], 'last day of work, reason', {
    reasons: END_REASONS,
  });
const DECLINE = { reasons: DECLINE_REASONS };

/** Machine B: one person, one vacancy of one partner. A referral that ended stays ended; another one is another record. */
export const REFERRAL_MACHINE: Machine<ReferralStatus, ReferralEvent> = {
  name: 'referral',
  what: 'referral',
  states: REFERRAL_STATES,
  events: REFERRAL_EVENTS,
  steps: [
    step(null, 'NOMINATE', 'NOMINATED', CENTRE, 'of age, ready for work, consent C2; published vacancy that fits'),
    step('NOMINATED', 'REFER', 'REFERRED', CENTRE, 'consent C3 for partner and vacancy, partner active, DSA in force'),
    step('REFERRED', 'ACCEPT', 'ACCEPTED', PARTNER, 'within the time to answer'),
    step('REFERRED', 'DECLINE', 'DECLINED', PARTNER, 'reason', DECLINE),
    step('REFERRED', 'LAPSE', 'LAPSED', ['SYSTEM'], 'ten working days have passed'),
    step('ACCEPTED', 'INVITE', 'INTERVIEW', PARTNER, 'day, place or link, accommodation confirmed'),
    step('ACCEPTED', 'DECLINE', 'DECLINED', PARTNER, 'reason', DECLINE),
    step('INTERVIEW', 'PASS', 'INTERVIEW_PASSED', PARTNER, 'the interview has been'),
    step('INTERVIEW', 'FAIL', 'INTERVIEW_FAILED', PARTNER, 'the interview has been; reason', { reasons: FAIL_REASONS }),
    step('INTERVIEW_PASSED', 'OFFER', 'OFFERED', PARTNER, 'contract, wage not below the minimum wage, first day'),
    step('INTERVIEW_PASSED', 'DECLINE', 'DECLINED', PARTNER, 'reason', DECLINE),
    step('OFFERED', 'TAKE_OFFER', 'PLACED', PERSON, 'consent C4, a free seat, no other work'),
    step('OFFERED', 'REFUSE_OFFER', 'OFFER_REFUSED', PERSON, 'reason', { reasons: OFFER_REFUSAL_REASONS }),
    step('PLACED', 'CONFIRM_3', 'RETAINED_3', CENTRE, 'report of the partner or visit, 15 days around the day'),
    step('RETAINED_3', 'CONFIRM_6', 'RETAINED_6', CENTRE, 'report of the partner or visit, 15 days around the day'),
    step('RETAINED_6', 'CONFIRM_12', 'RETAINED_12', CENTRE, 'report of the partner or visit, 15 days around the day'),
    ...(['PLACED', 'RETAINED_3', 'RETAINED_6', 'RETAINED_12'] as const).map(END),
    ...(['NOMINATED', 'REFERRED', 'ACCEPTED', 'INTERVIEW', 'INTERVIEW_PASSED', 'OFFERED'] as const).map(REVOKE),
  ],
};

/** Referrals under way: at most one for a person and vacancy, and few for a person. */
export const OPEN_STATES = [
  'NOMINATED',
  'REFERRED',
  'ACCEPTED',
  'INTERVIEW',
  'INTERVIEW_PASSED',
  'OFFERED',
] as const satisfies readonly ReferralStatus[];

/** At work. */
export const AT_WORK_STATES = [
  'PLACED',
  'RETAINED_3',
  'RETAINED_6',
  'RETAINED_12',
] as const satisfies readonly ReferralStatus[];

/** How far a partner may see a person at most, by how far the referral has come; consent may keep it lower. */
export const STAGE_OF: Readonly<Record<ReferralStatus, DisclosureStage>> = {
  NOMINATED: 1,
  REFERRED: 2,
  ACCEPTED: 3,
  DECLINED: 0,
  LAPSED: 0,
  REVOKED: 0,
  INTERVIEW: 3,
  INTERVIEW_PASSED: 3,
  INTERVIEW_FAILED: 0,
  OFFERED: 3,
  OFFER_REFUSED: 0,
  PLACED: 4,
  RETAINED_3: 4,
  RETAINED_6: 4,
  RETAINED_12: 4,
  // For some days; after them there is no referral for the partner any longer.
  ENDED: 4,
};

/** A referral as the subgraph holds it. */
export interface ReferralRow {
  readonly id: string;
  readonly personId: string;
  readonly caseId: string;
  readonly centreId: string;
  readonly employerId: string;
  readonly vacancyId: string;
  readonly status: ReferralStatus;
  readonly version: number;
  readonly nominatedAt: Date;
  readonly referredOn: string | null;
  /** Last day to answer. */
  readonly respondBy: string | null;
  /** The partner has let that day pass, and nothing has happened since. */
  readonly isOverdue: boolean;
  readonly outcomeReason: string | null;
  readonly isPartnersReason: boolean;
  readonly interviewAt: Date | null;
  readonly interviewPlace: string | null;
  readonly interviewAccommodations: readonly Accommodation[];
  readonly interviewUnmet: readonly Accommodation[];
  readonly contractType: ContractType | null;
  /** Whole rupiah a month. */
  readonly wage: number | null;
  readonly startsOn: string | null;
  readonly placedOn: string | null;
  readonly endedOn: string | null;
  readonly countsTowardQuota: boolean;
  /** What was published of the person when they were referred; null where nothing was. */
  readonly card: unknown;
}

/** What other subgraphs learn of a referral: how far it is and what ended it; neither wage nor words, and bands for statistics. */
export function referralFact(row: string, event = 'NULL'): string {
  return `jsonb_build_object('ref', ${row}.candidate_ref, 'personId', ${row}.person_id, 'caseId', ${row}.case_id,
    'centreId', ${row}.centre_id, 'employerId', ${row}.employer_id, 'vacancyId', ${row}.vacancy_id, 'status', ${row}.status,
    'placedOn', ${row}.placed_on, 'endedOn', ${row}.ended_on, 'score', ${row}.score, 'event', ${event}::text,
    'endReason', CASE ${row}.status WHEN 'ENDED' THEN ${row}.outcome_reason END, 'statistics', ${referralStatistics(row)})`;
}

/**
 * The history of a referral as its partner may know it: from the day it was told, and of what others did neither reason nor words
 * nor who it was. Who took a consent back, or why somebody refuses an offer, is none of its business; a rule that takes a referral
 * back would tell it as well.
 */
export function asTold<Entry extends { readonly event: string; readonly byRole: string | null }>(
  history: readonly Entry[],
) {
  const isOurs = ({ byRole }: Entry) => PARTNER.some((role) => role === byRole);
  return history
    .filter(({ event }) => event !== 'NOMINATE')
    .map((entry) => (isOurs(entry) ? entry : { ...entry, byRole: null, reason: null, note: null }));
}
