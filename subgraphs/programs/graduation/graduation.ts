import { allowedEvents, step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';
import type { Role } from '../../../shared/viewer';

/** Why a family should leave a program. */
export const GRADUATION_GROUNDS = {
  NO_COMPONENT: 'Nobody in the family carries a component any longer. Tidak ada komponen lagi.',
  DESIL_ABOVE_LIMIT: 'The desil of the family lies above the limit of the program. Desil di atas batas.',
  INCOME_GROWN: 'A business of the family has multiplied its income (PENA). Pendapatan usaha naik.',
  WORK_KEPT: 'A member has kept a job for six months or more. Retensi kerja enam bulan.',
  OWN_WISH: 'The family wants to stand on its own. Keinginan sendiri.',
} as const;
export type GraduationGround = keyof typeof GRADUATION_GROUNDS;

/** What goes on supporting a family on its way out. */
export const SUPPORT_KINDS = {
  KUR: 'Kredit Usaha Rakyat: subsidised loan for a small business.',
  PPSE: 'Program Pemberdayaan Sosial Ekonomi.',
  PROKUS: 'Program Kewirausahaan Sosial.',
  KUBE: 'Kelompok Usaha Bersama: a business of several families.',
  PENA: 'Pahlawan Ekonomi Nusantara.',
} as const;
export type SupportKind = keyof typeof SUPPORT_KINDS;

/** Why a family refuses. */
export const REFUSAL_REASONS = {
  INCOME_UNSTABLE: 'Pendapatan belum stabil.',
  DEBT: 'Utang.',
  ILLNESS: 'Sakit.',
  FEAR_OF_LOSING_PBI: 'Afraid to lose the health insurance the state pays. Takut kehilangan PBI-JK.',
  COMFORT: 'Sudah nyaman menerima bantuan.',
  DISPUTES_DATA: 'The data about the family are wrong. Menyanggah data.',
} as const;
export type RefusalReason = keyof typeof REFUSAL_REASONS;

/** What proves, after a hearing, that a family is no longer eligible; its refusal alone proves nothing. */
export const REJECTION_REASONS = {
  NO_COMPONENT: 'Nobody in the family carries a component. Tidak ada komponen.',
  DESIL_ABOVE_LIMIT: 'The desil is right, and above the limit of the program. Desil di atas batas.',
  INCOME_SUFFICIENT: 'The income found by the visit suffices. Pendapatan mencukupi.',
  ASSETS_FOUND: 'The visit found assets the program excludes. Aset tidak sesuai.',
} as const;
export type RejectionReason = keyof typeof REJECTION_REASONS;

/** Why a family needs aid again. */
export const RELAPSE_REASONS = {
  JOB_LOST: 'Kehilangan pekerjaan.',
  BUSINESS_FAILED: 'Usaha gagal.',
  DESIL_DROPPED: 'The desil of the family has fallen. Desil turun.',
  ILLNESS: 'Sakit.',
  DISASTER: 'Bencana.',
} as const;
export type RelapseReason = keyof typeof RELAPSE_REASONS;

/**
 * Months of support before aid ends, days for an appeal and months in which a relapse returns the fast way. No regulation sets
 * them: they are design choices of the platform's state machine of graduation.
 */
export const SUPPORT_MONTHS = { least: 3, most: 6 } as const;
export const APPEAL_DAYS = 30;
export const RELAPSE_MONTHS = 12;

/** States of a graduation, in the ministry's own words. */
export const GRADUATION_STATUSES = {
  PROPOSED: 'Diusulkan graduasi.',
  VERIFIED: 'Diverifikasi: the household was visited; the family has the word.',
  AGREED: 'Setuju: the family has signed.',
  TRANSITION: 'Transisi: months of support begin, aid is still paid.',
  GRADUATED: 'Graduasi: aid has ended.',
  REFUSED: 'Menolak: the family has refused; aid goes on.',
  APPEALED: 'Banding: the family has appealed; aid goes on.',
  HEARD: 'Disidangkan: the panel has heard the family; aid goes on.',
  UPHELD: 'Dikabulkan: the appeal was right; aid goes on.',
  REJECTED: 'Ditolak: the appeal was rejected; the program decides about the transition.',
  WITHDRAWN: 'Dicabut: the proposal was taken back.',
  RELAPSED: 'Kambuh: the family needs aid again and is a candidate anew.',
} as const;
export type GraduationStatus = keyof typeof GRADUATION_STATUSES;

/**
 * A graduation in one of these is under way, and an enrolment has one at a time. One that was refused is no longer, but holds
 * the enrolment until the days for an appeal are over.
 */
export const OPEN_STATUSES = [
  'PROPOSED',
  'VERIFIED',
  'AGREED',
  'TRANSITION',
  'APPEALED',
  'HEARD',
  'REJECTED',
] as const satisfies readonly GraduationStatus[];

/** What can happen to a graduation. */
export const GRADUATION_EVENTS = {
  PROPOSE: 'Proposes that the family leaves the program.',
  VERIFY: 'Says what a visit to the household found.',
  AGREE: 'Agrees to leave the program.',
  REFUSE: 'Refuses to leave the program; aid goes on.',
  WITHDRAW: 'Takes back a proposal of one’s own role, or one of a rule.',
  APPROVE: 'Begins the months of support, and with them the transition of the enrolment.',
  GRADUATE: 'Ends aid once the months of support are over.',
  APPEAL: 'Appeals, up to 30 days after the refusal; aid goes on.',
  HEAR: 'Says when the panel has heard the family.',
  UPHOLD: 'Finds the appeal right, for good.',
  REJECT: 'Finds the appeal wrong.',
  RELAPSE: 'Makes the family a candidate of the program again, up to 12 months after it graduated.',
} as const;
export type GraduationEvent = keyof typeof GRADUATION_EVENTS;

const FAMILY = ['CITIZEN'] as const;
const PROPOSERS = ['PENDAMPING', 'CITIZEN'] as const;
const MANAGER = ['PROGRAM_MANAGER'] as const;
const reasons = Object.keys(REFUSAL_REASONS);
const support = 'kinds of support, their last day in 3 to 6 months';

/**
 * How a family leaves a program. Nothing is decided by a rule alone: a rule may propose, everything after is a person's doing,
 * and neither a refusal nor an appeal touches aid.
 */
export const GRADUATION_MACHINE: Machine<GraduationStatus, GraduationEvent> = {
  name: 'graduation',
  what: 'graduation',
  states: GRADUATION_STATUSES,
  events: GRADUATION_EVENTS,
  steps: [
    step(null, 'PROPOSE', 'PROPOSED', [...PROPOSERS, 'SYSTEM'], 'the ground, on an enrolment that is active or rests'),
    step('PROPOSED', 'VERIFY', 'VERIFIED', ['DINSOS'], 'day of the visit, income of the household per head', {
      apartFrom: ['PROPOSE'],
    }),
    step('PROPOSED', 'WITHDRAW', 'WITHDRAWN', PROPOSERS, 'a proposal of the own role'),
    step('VERIFIED', 'WITHDRAW', 'WITHDRAWN', PROPOSERS, 'a proposal of the own role'),
    step('VERIFIED', 'AGREE', 'AGREED', FAMILY, 'signed statement'),
    step('VERIFIED', 'REFUSE', 'REFUSED', FAMILY, 'reason', { reasons }),
    step('AGREED', 'REFUSE', 'REFUSED', FAMILY, 'reason; a signature can be taken back until it is approved', {
      reasons,
    }),
    step('AGREED', 'APPROVE', 'TRANSITION', MANAGER, support, { apartFrom: ['PROPOSE', 'VERIFY'] }),
    step('TRANSITION', 'GRADUATE', 'GRADUATED', MANAGER, 'the months of support are over'),
    step('REFUSED', 'APPEAL', 'APPEALED', FAMILY, 'at most 30 days after the refusal'),
    step('APPEALED', 'HEAR', 'HEARD', ['DINSOS'], 'day of the hearing'),
    step('HEARD', 'UPHOLD', 'UPHELD', ['SUPERVISOR'], 'what was heard', { apartFrom: ['VERIFY'] }),
    step('HEARD', 'REJECT', 'REJECTED', ['SUPERVISOR'], 'what proves that the family is no longer eligible', {
      reasons: Object.keys(REJECTION_REASONS),
      apartFrom: ['VERIFY'],
    }),
    step('REJECTED', 'APPROVE', 'TRANSITION', MANAGER, support, { apartFrom: ['REJECT', 'VERIFY'] }),
    step(
      'GRADUATED',
      'RELAPSE',
      'RELAPSED',
      ['PENDAMPING', 'DINSOS'],
      'ground check, at most 12 months after graduation',
      {
        reasons: Object.keys(RELAPSE_REASONS),
      },
    ),
  ],
};

/** Who proposed a graduation: a role, or a rule of the platform. */
export type Proposer = (typeof PROPOSERS)[number] | 'SYSTEM';

/** A proposal is taken back by the role it came from; for a rule's the pendamping answers. */
export function mayWithdraw(role: Role, proposedBy: Proposer): boolean {
  return role === (proposedBy === 'SYSTEM' ? 'PENDAMPING' : proposedBy);
}

/**
 * A fact a rule of the platform found when a graduation was proposed, as it stood then: numbers and codes, never words about a
 * person.
 */
export interface GraduationFact {
  readonly ground: GraduationGround;
  /** Code of the rule. */
  readonly rule: string;
  /** Components carried, or the desil. */
  readonly value: number;
  /** What the value was held against. */
  readonly limit: number;
  readonly legalRef: string | null;
}

/** A graduation as the subgraph holds it. Days are `YYYY-MM-DD`, rupiah are whole. */
export interface GraduationRow {
  readonly id: string;
  readonly enrolmentId: string;
  readonly familyId: string;
  readonly programCode: string;
  readonly status: GraduationStatus;
  readonly ground: GraduationGround;
  readonly proposedBy: Proposer;
  readonly proposedOn: string;
  readonly visitedOn: string | null;
  readonly incomePerHead: number | null;
  readonly evidence: readonly GraduationFact[];
  readonly supportKinds: readonly SupportKind[] | null;
  readonly supportUntil: string | null;
  readonly refusalReason: RefusalReason | null;
  readonly appealUntil: string | null;
  readonly heardOn: string | null;
  readonly rejectionReason: RejectionReason | null;
  readonly graduatedOn: string | null;
  readonly relapsedOn: string | null;
  readonly version: number;
}

/** What a role may let happen to a graduation on a day, `YYYY-MM-DD`. */
export function possibleEvents(
  { status, proposedBy, appealUntil }: Pick<GraduationRow, 'status' | 'proposedBy' | 'appealUntil'>,
  role: Role,
  day: string,
): GraduationEvent[] {
  return allowedEvents(GRADUATION_MACHINE, status, role).filter((event) => {
    if (event === 'WITHDRAW') return mayWithdraw(role, proposedBy);
    return event !== 'APPEAL' || (appealUntil !== null && day <= appealUntil);
  });
}
