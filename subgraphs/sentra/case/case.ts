import { step } from '../../../shared/machine';
import type { Machine, StepRole } from '../../../shared/machine';
import { jobProfileFact } from '../job-profile/job-profile';
import { caseStatistics } from './case-statistics';
import type {
  Accommodation,
  Base,
  ConferenceResult,
  ConsentGiver,
  ConsentMode,
  FollowUpOutcome,
  Identity,
  OutreachSource,
  PlaceKind,
  PpksType,
  ReadinessItem,
} from './vocabulary';

/** States of a case, in the words of social rehabilitation. */
export const CASE_STATES = {
  REACHED_OUT: 'Dijangkau: met, nothing agreed.',
  REFUSED_SERVICE: 'Menolak layanan: does not want help now; nobody is forced, it is offered again.',
  INTAKE: 'Intake: consented to be served.',
  ASSESSED: 'Diasesmen.',
  CASE_CONFERENCE: 'Case conference: the panel has met, a plan is being made.',
  PLAN_APPROVED: 'Rencana disetujui.',
  IN_SERVICE: 'Dalam layanan.',
  TRAINING_FINISHED: 'Pelatihan selesai.',
  CERTIFIED: 'Tersertifikasi.',
  READY_FOR_WORK: 'Siap kerja.',
  READY_FOR_BUSINESS: 'Siap usaha.',
  AFTERCARE: 'Pascalayanan: works or runs a business, is looked after.',
  CLOSED: 'Terminasi: the goal is met.',
  EXITED: 'Keluar: left before the goal.',
  REOPENED: 'Dibuka kembali: the same case, another episode.',
} as const;
export type CaseStatus = keyof typeof CASE_STATES;

/** States in which nobody works on a case. */
export const ENDED: readonly CaseStatus[] = ['EXITED', 'CLOSED'];

/** What can happen to a case. */
export const CASE_EVENTS = {
  REACH_OUT: 'Meets somebody who may need help.',
  REFUSE: 'Takes down that the person does not want it, and when it will be offered again.',
  OFFER_AGAIN: 'Meets the person again.',
  AGREE: 'Takes the person in, with consent (C1).',
  ASSESS: 'Assesses the person as a whole.',
  HOLD_CONFERENCE: 'Takes down what the panel decided.',
  WRITE_PLAN: 'Writes the plan of service.',
  APPROVE_PLAN: 'Approves the plan somebody else wrote.',
  START: 'Begins to serve.',
  FINISH_TRAINING: 'Ends the training.',
  CERTIFY: 'Takes down the certificate.',
  CALL_READY_FOR_WORK: 'Calls the person ready for work.',
  CALL_READY_FOR_BUSINESS: 'Calls the person ready for a business.',
  FOLLOW_UP: 'Looks after the person, who works or runs a business.',
  RESUME_SEARCH: 'Takes the person back whose work has ended.',
  CLOSE: 'Closes the case.',
  EXIT: 'Ends the case before the goal.',
  WITHDRAW: 'Leaves: the person does not want to be served any longer.',
  REOPEN: 'Opens the case anew, with consent.',
} as const;
export type CaseEvent = keyof typeof CASE_EVENTS;

/** Why somebody does not want help. */
export const REFUSAL_REASONS = ['AFRAID', 'WANTS_TO_EARN', 'FAMILY', 'BAD_EXPERIENCE', 'NO_NEED', 'NOT_SAID'] as const;
/** Keluar: WITHDRAWN, pindah, meninggal, rujuk lain. */
export const EXIT_REASONS = ['WITHDRAWN', 'MOVED', 'DECEASED', 'REFERRED_ELSEWHERE'] as const;
export const CLOSE_REASONS = ['RETAINED_12_MONTHS', 'GOAL_MET'] as const;
export const REOPEN_REASONS = ['BACK_ON_STREET', 'WORK_LOST', 'RELAPSE', 'NEW_NEED'] as const;
/** Why work ended. */
export const WORK_END_REASONS = [
  'CONTRACT_ENDED',
  'DISMISSED',
  'RESIGNED',
  'EMPLOYER_CLOSED',
  'RELOCATED',
  'BUSINESS_FAILED',
] as const;

/** Days after a refusal on which help is offered again, if nothing else is agreed: a choice of the platform. */
export const OFFER_AGAIN_DAYS = 30;
/** Days after intake within which the assessment is made: a choice of the platform. */
export const ASSESSMENT_DAYS = 14;
/** Share of the recorded sessions somebody has to attend, in percent: a choice of the platform. */
export const ATTENDANCE_PERCENT = 80;
/** Months in work after which a case may be closed for that alone: a choice of the platform. */
export const RETENTION_MONTHS = 12;

const OFFICER = ['SENTRA_OFFICER'] as const;
/** Who meets people outside. */
const FIELD = ['SENTRA_OFFICER', 'DINSOS'] as const;

type Edge = readonly [event: CaseEvent, to: CaseStatus, who: readonly StepRole[], evidence: string];
const from = (state: CaseStatus, ...edges: readonly Edge[]) =>
  edges.map(([event, to, who, evidence]) => step(state, event, to, who, evidence, reasonsOf(event)));

function reasonsOf(event: CaseEvent): {
  readonly reasons?: readonly string[];
  readonly apartFrom?: readonly CaseEvent[];
} {
  switch (event) {
    case 'REFUSE':
      return { reasons: REFUSAL_REASONS };
    case 'EXIT':
      return { reasons: EXIT_REASONS };
    case 'CLOSE':
      return { reasons: CLOSE_REASONS };
    case 'REOPEN':
      return { reasons: REOPEN_REASONS };
    case 'RESUME_SEARCH':
      return { reasons: WORK_END_REASONS };
    case 'APPROVE_PLAN':
      return { apartFrom: ['WRITE_PLAN'] };
    default:
      return {};
  }
}

const EXIT: Edge = ['EXIT', 'EXITED', OFFICER, 'reason'];
const LEAVE: readonly Edge[] = [EXIT, ['WITHDRAW', 'EXITED', ['CITIZEN'], 'the person says so']];
const ASSESS: Edge = [
  'ASSESS',
  'ASSESSED',
  OFFICER,
  'comprehensive assessment, within 14 days or with a note why later',
];
const CONFER: Edge = ['HOLD_CONFERENCE', 'CASE_CONFERENCE', OFFICER, 'result and reference of the minutes'];
const READY: readonly Edge[] = [
  ['CALL_READY_FOR_WORK', 'READY_FOR_WORK', OFFICER, 'readiness checklist, job fit, list of accommodations'],
  ['CALL_READY_FOR_BUSINESS', 'READY_FOR_BUSINESS', OFFICER, 'readiness checklist, list of accommodations'],
];
/** Placed or at an end through a referral: the platform itself. */
const OFFICER_OR_RULE = [...OFFICER, 'SYSTEM'] as const;
const FOLLOW_UP_EVIDENCE = 'placement, or the program of the business';

/**
 * The status machine of a case (ATENSI, Permensos 7/2021). Service follows consent and a plan that somebody else than its
 * author approved; a refusal ends nothing for good; a case that is opened again keeps its id.
 */
export const CASE_MACHINE: Machine<CaseStatus, CaseEvent> = {
  name: 'service_case',
  what: 'case',
  states: CASE_STATES,
  events: CASE_EVENTS,
  steps: [
    step(null, 'REACH_OUT', 'REACHED_OUT', FIELD, 'place, time, language; a photo only with consent'),
    ...from(
      'REACHED_OUT',
      ['REFUSE', 'REFUSED_SERVICE', FIELD, 'reason, day of the next offer'],
      ['AGREE', 'INTAKE', OFFICER, 'consent C1: by whom, in what form, to which text; identity'],
      EXIT,
    ),
    ...from('REFUSED_SERVICE', ['OFFER_AGAIN', 'REACHED_OUT', FIELD, 'place and time'], EXIT),
    ...from('INTAKE', ASSESS, ...LEAVE),
    ...from('ASSESSED', CONFER, ...LEAVE),
    ...from(
      'CASE_CONFERENCE',
      CONFER,
      ['WRITE_PLAN', 'CASE_CONFERENCE', OFFICER, 'goals, components, base, target date; result LULUS'],
      ['APPROVE_PLAN', 'PLAN_APPROVED', ['SUPERVISOR', 'SENTRA_OFFICER'], 'the plan, written after the conference'],
      ...LEAVE,
    ),
    ...from(
      'PLAN_APPROVED',
      ['START', 'IN_SERVICE', OFFICER, 'the base of the plan; in residence a free place'],
      ...LEAVE,
    ),
    ...from(
      'IN_SERVICE',
      ['FINISH_TRAINING', 'TRAINING_FINISHED', OFFICER, 'attendance of 80% or more, psychosocial closing note'],
      ...LEAVE,
    ),
    ...from(
      'TRAINING_FINISHED',
      ['CERTIFY', 'CERTIFIED', OFFICER, 'certificate: number, unit, level, expiry'],
      ...READY,
      ...LEAVE,
    ),
    ...from('CERTIFIED', ...READY, ...LEAVE),
    ...from('READY_FOR_WORK', ['FOLLOW_UP', 'AFTERCARE', OFFICER_OR_RULE, FOLLOW_UP_EVIDENCE], ...LEAVE),
    ...from('READY_FOR_BUSINESS', ['FOLLOW_UP', 'AFTERCARE', OFFICER, FOLLOW_UP_EVIDENCE], ...LEAVE),
    ...from(
      'AFTERCARE',
      ['RESUME_SEARCH', 'READY_FOR_WORK', OFFICER_OR_RULE, 'reason why work ended'],
      ['CLOSE', 'CLOSED', ['SUPERVISOR'], 'twelve months in work, or the goal met'],
      ...LEAVE,
    ),
    ...from('EXITED', ['REOPEN', 'REOPENED', OFFICER, 'new contact, consent anew']),
    ...from('CLOSED', ['REOPEN', 'REOPENED', OFFICER, 'new contact, consent anew']),
    ...from('REOPENED', ASSESS, ...LEAVE),
  ],
};

/** A case as the subgraph holds it. */
export interface CaseRow {
  readonly id: string;
  readonly centreId: string;
  readonly regionCode: string;
  readonly personId: string | null;
  readonly status: CaseStatus;
  readonly version: number;
  readonly episode: number;
  readonly placeKind: PlaceKind;
  readonly source: OutreachSource;
  readonly language: string;
  readonly reachedAt: string;
  readonly photoConsent: boolean;
  readonly refusalReason: string | null;
  readonly offerAgainOn: string | null;
  readonly identity: Identity | null;
  readonly intakeOn: string | null;
  readonly consentGivenBy: ConsentGiver | null;
  readonly consentMode: ConsentMode | null;
  readonly consentTextVersion: string | null;
  readonly ppksTypes: readonly PpksType[];
  readonly conferenceResult: ConferenceResult | null;
  readonly conferenceMinutes: string | null;
  readonly conferenceOn: string | null;
  readonly base: Base | null;
  readonly servedSince: string | null;
  readonly readiness: readonly ReadinessItem[];
  readonly jobFit: string | null;
  readonly accommodations: readonly Accommodation[];
  readonly skillCodes: readonly string[];
  readonly skillLevels: readonly number[];
  readonly willingToMove: boolean;
  readonly wageExpected: number | null;
  readonly experienceMonths: number;
  readonly availableFrom: string | null;
  readonly readySince: string | null;
  readonly followUpOutcome: FollowUpOutcome | null;
  readonly aftercareSince: string | null;
  readonly exitReason: string | null;
  readonly closeReason: string | null;
  readonly summary: string | null;
}

/**
 * What other subgraphs learn of a case: whose it is, where, how far, and of somebody ready for work what matching looks at; never why
 * somebody needs help. Certificates are written in steps only, which publish.
 */
export function caseFact(row: string): string {
  return `jsonb_build_object('centreId', ${row}.centre_id, 'personId', ${row}.person_id, 'status', ${row}.status,
    'open', ${row}.status NOT IN ('EXITED', 'CLOSED'), 'episode', ${row}.episode, 'profile', ${jobProfileFact(row)},
    'statistics', ${caseStatistics(row)})`;
}
