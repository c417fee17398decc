import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

/** What can happen to a KUBE. */
export const KUBE_EVENTS = {
  PROPOSE: 'Proposes a group of family heads of one village.',
  ADD_MEMBER: 'Takes one more family head into a proposal.',
  REMOVE_MEMBER: 'Takes a family head out of a proposal.',
  NAME_OFFICERS: 'Names chair, secretary and treasurer, as the members chose them.',
  VERIFY: 'Recommends the group: every rule of membership is held against every member.',
  SEND_BACK: 'Gives a proposal back to the pendamping.',
  DESIGNATE: 'Names the group a recipient, by decree.',
  DISBURSE: 'Pays the grant to the account of the group.',
  REPORT_USE: 'Hands in the report on the use of the grant (LPJ).',
  RECORD_SAVINGS: 'Writes down the solidarity savings of a month (iuran kesetiakawanan sosial).',
  RECORD_TURNOVER: 'Writes down the turnover of a month.',
  GROW: 'Finds the group growing.',
  DEVELOP: 'Finds the group developed.',
  BECOME_INDEPENDENT: 'Lets the group stand on its own.',
  STALL: 'Finds the business at a standstill.',
  REVIVE: 'Finds the business going again.',
  DISSOLVE: 'Ends the group.',
} as const;
export type KubeEvent = keyof typeof KUBE_EVENTS;

export type KubeStatus =
  | 'PROPOSED'
  | 'VERIFIED'
  | 'DESIGNATED'
  | 'DISBURSED'
  | 'GROWING'
  | 'DEVELOPED'
  | 'INDEPENDENT'
  | 'STALLED'
  | 'DISSOLVED';

const PENDAMPING = ['PENDAMPING'] as const;
const DINSOS = ['DINSOS'] as const;
const MANAGER = ['PROGRAM_MANAGER'] as const;
const line = step<KubeStatus, KubeEvent>;
/** States in which the grant is at work. */
const WORKING = ['DISBURSED', 'GROWING', 'DEVELOPED', 'STALLED'] as const;
const STALL_REASONS = ['NO_REPORT', 'NO_TURNOVER', 'DISPUTE', 'DISASTER'];
const SEND_BACK_REASONS = ['MEMBERS', 'BUSINESS_PLAN', 'DOCUMENTS'];
const DISSOLVE_REASONS = [
  'NOT_ELIGIBLE',
  'WITHDRAWN',
  'MEMBERS_LEFT',
  'BUSINESS_ENDED',
  'MISUSE',
  'BECAME_COOPERATIVE',
];

/**
 * The life of a KUBE (kelompok usaha bersama, Permensos 2/2019). Who proposes does not verify, who verifies does not decide, who
 * decides does not pay.
 */
export const KUBE_MACHINE: Machine<KubeStatus, KubeEvent> = {
  name: 'kube',
  what: 'business group',
  states: {
    PROPOSED: 'Usulan: members and officers are still being gathered.',
    VERIFIED: 'Verifikasi Dinsos: recommended.',
    DESIGNATED: 'Ditetapkan: named in a decree, not yet paid.',
    DISBURSED: 'Dicairkan: the grant is on the account of the group.',
    GROWING: 'Tumbuh.',
    DEVELOPED: 'Berkembang.',
    INDEPENDENT: 'Mandiri: stands without the program.',
    STALLED: 'Macet.',
    DISSOLVED: 'Bubar, or not taken up.',
  },
  events: KUBE_EVENTS,
  steps: [
    line(null, 'PROPOSE', 'PROPOSED', PENDAMPING, 'family heads of one village, officers chosen by them'),
    line('PROPOSED', 'ADD_MEMBER', 'PROPOSED', PENDAMPING, 'a family head of the registry'),
    line('PROPOSED', 'REMOVE_MEMBER', 'PROPOSED', PENDAMPING, 'a member of the proposal'),
    line('PROPOSED', 'NAME_OFFICERS', 'PROPOSED', PENDAMPING, 'minutes of the members (berita acara)'),
    line('PROPOSED', 'VERIFY', 'VERIFIED', DINSOS, 'recommendation letter; no rule of membership is broken', {
      apartFrom: ['PROPOSE'],
    }),
    line('VERIFIED', 'SEND_BACK', 'PROPOSED', MANAGER, 'what is missing', { reasons: SEND_BACK_REASONS }),
    line('VERIFIED', 'DESIGNATE', 'DESIGNATED', MANAGER, 'decree naming the group; the rules hold still', {
      apartFrom: ['PROPOSE', 'VERIFY'],
    }),
    line('DESIGNATED', 'DISBURSE', 'DISBURSED', MANAGER, 'account of the group, rate in force', {
      apartFrom: ['DESIGNATE'],
    }),
    line('DISBURSED', 'REPORT_USE', 'DISBURSED', PENDAMPING, 'report on the use of the grant'),
    line('STALLED', 'REPORT_USE', 'STALLED', PENDAMPING, 'report on the use of the grant'),
    ...WORKING.map((state) => line(state, 'RECORD_SAVINGS', state, PENDAMPING, 'cash book of the group')),
    ...WORKING.map((state) => line(state, 'RECORD_TURNOVER', state, PENDAMPING, 'sales book of the group')),
    line('DISBURSED', 'GROW', 'GROWING', DINSOS, 'the report on the grant, and turnover'),
    line('GROWING', 'DEVELOP', 'DEVELOPED', DINSOS, 'turnover of three months'),
    line('DEVELOPED', 'BECOME_INDEPENDENT', 'INDEPENDENT', MANAGER, 'assessment of the office', {
      apartFrom: ['DEVELOP'],
    }),
    ...(['DISBURSED', 'GROWING', 'DEVELOPED'] as const).map((state) =>
      line(state, 'STALL', 'STALLED', DINSOS, 'visit', { reasons: STALL_REASONS }),
    ),
    line('STALLED', 'REVIVE', 'GROWING', DINSOS, 'the report on the grant, and turnover'),
    ...(['PROPOSED', 'VERIFIED', 'DESIGNATED', ...WORKING] as const).map((state) =>
      line(state, 'DISSOLVE', 'DISSOLVED', [...DINSOS, ...MANAGER], 'minutes or visit', { reasons: DISSOLVE_REASONS }),
    ),
  ],
};

/** Months of turnover it takes to be called developed: a choice of this platform, no source names a number. */
export const DEVELOPED_MONTHS = 3;

/** What a member does for the group. */
export const KUBE_OFFICES = {
  CHAIR: 'Ketua.',
  SECRETARY: 'Sekretaris.',
  TREASURER: 'Bendahara.',
  MEMBER: 'Anggota.',
} as const;
export type KubeOffice = keyof typeof KUBE_OFFICES;

/** How somebody stands to a group; who was taken out of a proposal is kept as REMOVED. */
export const KUBE_MEMBER_STATES = {
  PROPOSED: 'Proposed with the group.',
  MEMBER: 'Named with the group.',
  FORMER: 'Was a member until the group ended or stood on its own.',
  REMOVED: 'Taken out before the group was named.',
} as const;
export type KubeMemberState = keyof typeof KUBE_MEMBER_STATES;

/** Whether the use of the grant was reported in time. */
export const KUBE_REPORT_STATES = {
  NONE: 'No grant has been paid.',
  DUE: 'Awaited, still in time.',
  LATE: 'Terlambat: awaited, too late.',
  FILED: 'Handed in, in time.',
  FILED_LATE: 'Handed in too late.',
} as const;
export type KubeReportState = keyof typeof KUBE_REPORT_STATES;

/** A group as the subgraph holds it. */
export interface KubeRow {
  readonly id: string;
  readonly name: string;
  readonly lineOfBusiness: string;
  readonly villageCode: string;
  /** The chair's family, in whose name the group answers. */
  readonly familyId: string;
  readonly status: KubeStatus;
  readonly proposedOn: string;
  readonly accountSealed: string | null;
  readonly version: number;
}

export interface KubeMemberRow {
  readonly id: string;
  readonly groupId: string;
  readonly personId: string;
  readonly familyId: string;
  readonly office: KubeOffice;
  readonly state: KubeMemberState;
  readonly joinedOn: string | null;
  readonly leftOn: string | null;
}

/** What a group saved or sold in a month. */
export interface KubeMonthRow {
  readonly month: string;
  readonly amount: number;
  readonly familyId: string;
}
