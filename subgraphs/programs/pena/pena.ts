import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

/** Variants of PENA, by the path on which a family comes to it. */
export const PENA_VARIANTS = {
  REGULER: 'Reguler.',
  BERDIKARI: 'Berdikari: families that want to leave bansos.',
  ATENSI: 'Atensi: out of the care of a Sentra.',
  KOMUNITAS: 'Komunitas.',
  BENCANA: 'Bencana: after a disaster.',
  VOKASIONAL: 'Vokasional: after vocational training.',
} as const;
export type PenaVariant = keyof typeof PENA_VARIANTS;

/** Clusters of business (klaster usaha). */
export const PENA_CLUSTERS = {
  FOOD_AND_DRINK: 'Makanan dan minuman.',
  CRAFTS: 'Kerajinan.',
  SERVICES_AND_TRADE: 'Jasa dan dagang.',
  FARMING: 'Pertanian.',
  LIVESTOCK: 'Peternakan.',
} as const;
export type PenaCluster = keyof typeof PENA_CLUSTERS;

export type PenaStatus =
  'PROPOSED' | 'RECOMMENDED' | 'APPROVED' | 'GRANTED' | 'RUNNING' | 'READY' | 'GRADUATED' | 'REJECTED' | 'WITHDRAWN';

export const PENA_EVENTS = {
  PROPOSE: 'Proposes a family that agrees to leave bansos once its business carries it.',
  RECOMMEND: 'Recommends the family.',
  REJECT: 'Does not take the family in.',
  APPROVE: 'Takes the family in.',
  GRANT: 'Gives tools and material, up to the ceilings in force.',
  START: 'Finds the goods handed over and the business running.',
  RECORD_INCOME: 'Writes down the income of a month, once a month.',
  CORRECT_INCOME: 'Corrects the income of a month.',
  FIND_READY: 'Finds the family ready to leave: the readings say so, nobody else.',
  FALL_BACK: 'Finds the family not ready after all.',
  GRADUATE: 'Lets the family leave the program for good.',
  WITHDRAW: 'Ends the case before that.',
} as const;
export type PenaEvent = keyof typeof PENA_EVENTS;

const PENDAMPING = ['PENDAMPING'] as const;
const DINSOS = ['DINSOS'] as const;
const MANAGER = ['PROGRAM_MANAGER'] as const;
const line = step<PenaStatus, PenaEvent>;
const REJECT_REASONS = ['NOT_ELIGIBLE', 'PLAN_UNFIT', 'QUOTA_FULL'];
const FALL_BACK_REASONS = ['INCOME_FELL', 'READINGS_DOUBTED'];
const WITHDRAW_REASONS = ['FAMILY_WISH', 'BUSINESS_ENDED', 'MOVED', 'DECEASED', 'MISUSE'];

/**
 * A family in PENA (Juknis 229/5/HK.01/10/2022). Who proposes does not recommend, who recommends does not decide, who decides does
 * not hand out the goods, and who finds a family ready does not let it go.
 */
export const PENA_MACHINE: Machine<PenaStatus, PenaEvent> = {
  name: 'pena',
  what: 'PENA case',
  states: {
    PROPOSED: 'Usulan.',
    RECOMMENDED: 'Direkomendasikan Dinsos.',
    APPROVED: 'Ditetapkan.',
    GRANTED: 'Bantuan diserahkan: goods have been given.',
    RUNNING: 'Usaha berjalan, dipantau tiap bulan.',
    READY: 'Siap graduasi: as long at the minimum wage as the rule asks.',
    GRADUATED: 'Graduasi.',
    REJECTED: 'Ditolak.',
    WITHDRAWN: 'Mundur.',
  },
  events: PENA_EVENTS,
  steps: [
    line(null, 'PROPOSE', 'PROPOSED', PENDAMPING, 'business idea; the family agrees to leave bansos'),
    line('PROPOSED', 'RECOMMEND', 'RECOMMENDED', DINSOS, 'letter of recommendation; the rules hold', {
      apartFrom: ['PROPOSE'],
    }),
    line('RECOMMENDED', 'APPROVE', 'APPROVED', MANAGER, 'decree; the rules hold still', {
      apartFrom: ['PROPOSE', 'RECOMMEND'],
    }),
    line('APPROVED', 'GRANT', 'GRANTED', MANAGER, 'goods within the ceilings in force', { apartFrom: ['APPROVE'] }),
    line('GRANTED', 'START', 'RUNNING', PENDAMPING, 'minutes of the hand-over (BAST)'),
    line('RUNNING', 'RECORD_INCOME', 'RUNNING', PENDAMPING, 'cash book of the business'),
    line('READY', 'RECORD_INCOME', 'READY', PENDAMPING, 'cash book of the business'),
    line('RUNNING', 'CORRECT_INCOME', 'RUNNING', DINSOS, 'visit'),
    line('READY', 'CORRECT_INCOME', 'READY', DINSOS, 'visit'),
    line('RUNNING', 'FIND_READY', 'READY', [...PENDAMPING, ...DINSOS], 'the latest months, each at the minimum wage'),
    line('READY', 'FALL_BACK', 'RUNNING', DINSOS, 'visit or readings', { reasons: FALL_BACK_REASONS }),
    line('READY', 'GRADUATE', 'GRADUATED', MANAGER, 'the latest months, each at the minimum wage', {
      apartFrom: ['FIND_READY'],
    }),
    line('PROPOSED', 'REJECT', 'REJECTED', DINSOS, 'what stands against it', { reasons: REJECT_REASONS }),
    line('RECOMMENDED', 'REJECT', 'REJECTED', MANAGER, 'what stands against it', { reasons: REJECT_REASONS }),
    ...(['APPROVED', 'GRANTED', 'RUNNING', 'READY'] as const).map((state) =>
      line(state, 'WITHDRAW', 'WITHDRAWN', [...PENDAMPING, ...DINSOS], 'statement or visit', {
        reasons: WITHDRAW_REASONS,
      }),
    ),
  ],
};

/** A case as the subgraph holds it. */
export interface PenaRow {
  readonly id: string;
  readonly familyId: string;
  readonly personId: string;
  readonly status: PenaStatus;
  readonly grantTools: number | null;
  readonly grantMaterial: number | null;
  readonly version: number;
}

/** Where a minimum wage comes from. */
export const WAGE_SOURCES = {
  DECREE: 'The decree of the governor (SK Gubernur).',
  SYNTHETIC: 'Made up for the demo; no decree stands behind it.',
} as const;
export type WageSource = keyof typeof WAGE_SOURCES;

/** The income of a month beside the minimum wage of the regency in that year; null: none is known. */
export interface IncomeRow {
  readonly month: string;
  readonly amount: number;
  readonly minimumWage: number | null;
  readonly wageSource: WageSource | null;
}

/** Whether readings make a family ready, with the months that show it or why not. */
export interface Readiness {
  readonly isReady: boolean;
  /** The latest consecutive months at the minimum wage, latest first, as many as are asked for. */
  readonly months: readonly string[];
}
