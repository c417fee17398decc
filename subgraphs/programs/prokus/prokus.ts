import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

export type ProkusStatus =
  'SELECTION' | 'SEEDING' | 'MENTORING' | 'INCUBATION' | 'MARKET_ACCESS' | 'COMPLETED' | 'DROPPED_OUT';

export const PROKUS_EVENTS = {
  PROPOSE: 'Proposes a family that leaves PKH and runs a small business.',
  RECOMMEND: 'Recommends the family.',
  APPROVE: 'Takes the family in.',
  GRANT: 'Gives the capital to begin with, up to the ceiling in force.',
  ASSIGN_MENTOR: 'Gives the business a mentor.',
  INCUBATE: 'Gives the business to an incubator.',
  OPEN_MARKET: 'Opens a market to the business.',
  RECORD_MONTH: 'Writes down turnover and employees of a month.',
  REGISTER: 'Writes down the business number (NIB).',
  RECORD_CREDIT: 'Writes down that a bank gives credit (KUR).',
  COMPLETE: 'Lets the business go on by itself.',
  DROP_OUT: 'Ends the case before that.',
} as const;
export type ProkusEvent = keyof typeof PROKUS_EVENTS;

const PENDAMPING = ['PENDAMPING'] as const;
const DINSOS = ['DINSOS'] as const;
const MANAGER = ['PROGRAM_MANAGER'] as const;
const line = step<ProkusStatus, ProkusEvent>;
const STAGES = ['SEEDING', 'MENTORING', 'INCUBATION', 'MARKET_ACCESS'] as const;
const REASONS = ['NOT_ELIGIBLE', 'FAMILY_WISH', 'BUSINESS_ENDED', 'MOVED', 'DECEASED'];

/**
 * A business in Prokus (Kewirausahaan Sosial): one program with both names. Who proposes does not recommend, who recommends does
 * not decide, who decides does not pay.
 */
export const PROKUS_MACHINE: Machine<ProkusStatus, ProkusEvent> = {
  name: 'prokus',
  what: 'Prokus case',
  states: {
    SELECTION: 'Seleksi.',
    SEEDING: 'Pembibitan.',
    MENTORING: 'Mentoring.',
    INCUBATION: 'Inkubasi.',
    MARKET_ACCESS: 'Akses pasar dan KUR.',
    COMPLETED: 'Selesai.',
    DROPPED_OUT: 'Drop out.',
  },
  events: PROKUS_EVENTS,
  steps: [
    line(null, 'PROPOSE', 'SELECTION', PENDAMPING, 'a running small business'),
    line('SELECTION', 'RECOMMEND', 'SELECTION', DINSOS, 'letter of recommendation; the rules hold', {
      apartFrom: ['PROPOSE'],
    }),
    line('SELECTION', 'APPROVE', 'SEEDING', MANAGER, 'the recommendation, decree; the rules hold still', {
      apartFrom: ['PROPOSE', 'RECOMMEND'],
    }),
    line('SEEDING', 'GRANT', 'SEEDING', MANAGER, 'amount within the ceiling in force', { apartFrom: ['APPROVE'] }),
    line('SEEDING', 'ASSIGN_MENTOR', 'MENTORING', DINSOS, 'organisation that mentors'),
    line('MENTORING', 'INCUBATE', 'INCUBATION', MANAGER, 'organisation that incubates'),
    line('INCUBATION', 'OPEN_MARKET', 'MARKET_ACCESS', MANAGER, 'buyer or market place'),
    ...STAGES.map((state) => line(state, 'RECORD_MONTH', state, PENDAMPING, 'cash book of the business')),
    ...STAGES.map((state) => line(state, 'REGISTER', state, PENDAMPING, 'NIB certificate')),
    ...(['INCUBATION', 'MARKET_ACCESS'] as const).map((state) =>
      line(state, 'RECORD_CREDIT', state, PENDAMPING, 'credit agreement (KUR)'),
    ),
    line('MARKET_ACCESS', 'COMPLETE', 'COMPLETED', MANAGER, 'turnover on record'),
    ...(['SELECTION', ...STAGES] as const).map((state) =>
      line(state, 'DROP_OUT', 'DROPPED_OUT', [...DINSOS, ...MANAGER], 'statement or visit', { reasons: REASONS }),
    ),
  ],
};

/** A case as the subgraph holds it. */
export interface ProkusRow {
  readonly id: string;
  readonly familyId: string;
  readonly personId: string;
  readonly status: ProkusStatus;
  readonly nibSealed: string | null;
  readonly creditSince: string | null;
  readonly version: number;
}

/** What a business sold in a month, and whom it paid. */
export interface ProkusMonthRow {
  readonly month: string;
  readonly turnover: number;
  readonly employees: number;
}
