import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

/** What a grievance asks for. The first three are channels of correction of the registry (Permensos 3/2021). */
export const GRIEVANCE_KINDS = {
  USUL: 'Usul: add somebody who is not listed.',
  SANGGAH: 'Sanggah: object to what was decided or ranked.',
  PERBAIKAN: 'Perbaikan: correct what is written down.',
  COMPLAINT: 'Pengaduan: about the service or the payments of a program.',
} as const;
export type GrievanceKind = keyof typeof GRIEVANCE_KINDS;

/** What exactly it is about; each code belongs to one kind. */
const CATEGORIES_OF = {
  USUL: {
    FAMILY_MISSING: 'The family is in the registry nowhere, or under nobody’s responsibility.',
    MEMBER_MISSING: 'A member of the family is not listed.',
    AID_NOT_RECEIVED: 'The family is listed and gets no aid it could get.',
  },
  SANGGAH: {
    DESIL_TOO_HIGH: 'The family is ranked better off than it is.',
    DECLARED_INELIGIBLE: 'The family was declared not eligible.',
    AID_STOPPED: 'Aid was stopped without a reason the family accepts.',
  },
  PERBAIKAN: {
    ADDRESS_WRONG: 'Address or place.',
    MEMBERS_WRONG: 'Who belongs to the family.',
    HOUSING_WRONG: 'Housing or assets.',
    PERSON_WRONG: 'Facts about a member: school, work, marital status.',
    IDENTITY_WRONG: 'Name, birth date or number of a member.',
  },
  COMPLAINT: {
    PAYMENT_LATE: 'Paid late or not at all.',
    PAYMENT_SHORT: 'Less than what is due, or something was kept back.',
    CARD_PROBLEM: 'Card or account does not work.',
    OFFICER_CONDUCT: 'How an officer behaved.',
    SERVICE_REFUSED: 'A service was refused.',
  },
} as const satisfies Record<GrievanceKind, Record<string, string>>;

export const GRIEVANCE_CATEGORIES = {
  ...CATEGORIES_OF.USUL,
  ...CATEGORIES_OF.SANGGAH,
  ...CATEGORIES_OF.PERBAIKAN,
  ...CATEGORIES_OF.COMPLAINT,
} as const;
export type GrievanceCategory = keyof typeof GRIEVANCE_CATEGORIES;

/** The codes of a kind. */
export function categoriesOf(kind: GrievanceKind): string[] {
  return Object.keys(CATEGORIES_OF[kind]);
}

/** What a verification on the spot found. */
export const FINDINGS = {
  CONFIRMED: 'It is as the family says. Sesuai.',
  NOT_CONFIRMED: 'It is not. Tidak sesuai.',
  NOT_MET: 'Nobody could be met, or nothing be found out. Tidak ditemui.',
} as const;
export type Finding = keyof typeof FINDINGS;

/** The most characters of what a grievance says. */
export const MAX_TEXT = 2_000;

export const GRIEVANCE_STATES = {
  SUBMITTED: 'Diajukan.',
  VILLAGE_VERIFIED: 'Verval desa: looked at in the village.',
  DINSOS_VERIFIED: 'Verval Dinsos: looked at by the social-affairs office.',
  FORWARDED: 'Diteruskan: with BPS for the registry, with the ministry for a complaint.',
  ACCEPTED: 'Diterima.',
  REJECTED: 'Ditolak.',
  WITHDRAWN: 'Dicabut by the family.',
} as const;
export type GrievanceStatus = keyof typeof GRIEVANCE_STATES;

export const GRIEVANCE_EVENTS = {
  SUBMIT: 'Submits a grievance about a family.',
  ASSIGN: 'Says which officer looks after it.',
  VERIFY_VILLAGE: 'Writes down what was found in the village.',
  VERIFY_DINSOS: 'Writes down what the social-affairs office found.',
  FORWARD: 'Passes it on to whoever decides.',
  ACCEPT: 'Decides for the family.',
  REJECT: 'Decides against it.',
  WITHDRAW: 'Takes it back.',
} as const;
export type GrievanceEvent = keyof typeof GRIEVANCE_EVENTS;

/** Why a grievance is rejected. */
export const GRIEVANCE_REJECTIONS = [
  'NOT_CONFIRMED',
  'ALREADY_CORRECT',
  'NOT_ELIGIBLE',
  'INSUFFICIENT_PROOF',
  'DUPLICATE',
];

/** While it is open somebody has to do something until a day. */
export const OPEN_STATES = ['SUBMITTED', 'VILLAGE_VERIFIED', 'DINSOS_VERIFIED', 'FORWARDED'] as const;

type Event = GrievanceEvent;
const OFFICES = ['DINSOS', 'SUPERVISOR'] as const;
const DECIDERS = ['SUPERVISOR', 'PROGRAM_MANAGER'] as const;
/** Nobody decides about what they verified, or about what they submitted for a family. */
const EARLIER: readonly Event[] = ['SUBMIT', 'VERIFY_VILLAGE', 'VERIFY_DINSOS'];

/**
 * The way of a correction (usul, sanggah, perbaikan) and of a complaint: from the village over the social-affairs office to
 * whoever decides. Verifications find out and decide nothing.
 */
export const GRIEVANCE_MACHINE: Machine<GrievanceStatus, GrievanceEvent> = {
  name: 'grievance',
  what: 'grievance',
  states: GRIEVANCE_STATES,
  events: GRIEVANCE_EVENTS,
  steps: [
    step(null, 'SUBMIT', 'SUBMITTED', ['CITIZEN', 'PENDAMPING', 'DINSOS'], 'kind, category and a text'),
    ...OPEN_STATES.map((open) => step<GrievanceStatus, Event>(open, 'ASSIGN', open, OFFICES, 'account of the officer')),
    step(
      'SUBMITTED',
      'VERIFY_VILLAGE',
      'VILLAGE_VERIFIED',
      ['PENDAMPING', 'DINSOS'],
      'visit in the village (verval desa)',
    ),
    step('VILLAGE_VERIFIED', 'VERIFY_DINSOS', 'DINSOS_VERIFIED', ['DINSOS'], 'check by the office (verval Dinsos)', {
      apartFrom: ['SUBMIT', 'VERIFY_VILLAGE'],
    }),
    step('DINSOS_VERIFIED', 'FORWARD', 'FORWARDED', OFFICES, 'both verifications'),
    step('FORWARDED', 'ACCEPT', 'ACCEPTED', DECIDERS, 'decision of BPS or of the ministry', { apartFrom: EARLIER }),
    step('FORWARDED', 'REJECT', 'REJECTED', DECIDERS, 'decision of BPS or of the ministry', {
      reasons: GRIEVANCE_REJECTIONS,
      apartFrom: EARLIER,
    }),
    ...OPEN_STATES.map((open) =>
      step<GrievanceStatus, Event>(open, 'WITHDRAW', 'WITHDRAWN', ['CITIZEN'], 'will of the family'),
    ),
  ],
};

/**
 * The registry snapshot in which a decision of a day takes effect: the first one frozen after that day.
 * @param day `YYYY-MM-DD`
 */
export function snapshotAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return `DTSEN-${next.getUTCFullYear()}-TW${Math.floor(next.getUTCMonth() / 3) + 1}`;
}

/** A grievance as the subgraph holds it. What it says stays sealed until a viewer may read it. */
export interface GrievanceRow {
  readonly id: string;
  readonly familyId: string;
  readonly kind: GrievanceKind;
  readonly category: GrievanceCategory;
  readonly programCode: string | null;
  readonly textSealed: string;
  readonly status: GrievanceStatus;
  readonly submittedByRole: string;
  readonly assignedTo: string | null;
  readonly dueOn: string | null;
  readonly version: number;
}

/** How many days a kind of grievance may stay in a state, as a dated row. */
export interface DeadlineRow {
  readonly kind: GrievanceKind;
  readonly status: GrievanceStatus;
  readonly days: number;
}
