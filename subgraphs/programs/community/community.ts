import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

/** The claim of whoever manages community empowerment; it is a family of activities, not one grant with a rate. */
export const COMMUNITY_PROGRAM = 'PEMBERDAYAAN_MASYARAKAT';

export const COMMUNITY_STATES = {
  PROPOSED: 'Diusulkan.',
  ASSESSED: 'Dikaji: the community was visited and heard.',
  APPROVED: 'Disetujui.',
  RUNNING: 'Berjalan.',
  COMPLETED: 'Selesai.',
  REJECTED: 'Ditolak.',
  CANCELLED: 'Dibatalkan.',
} as const;
export type CommunityStatus = keyof typeof COMMUNITY_STATES;

export const COMMUNITY_EVENTS = {
  PROPOSE: 'Proposes an activity for a community.',
  ASSESS: 'Writes down what the community needs.',
  APPROVE: 'Approves it with its budget.',
  REJECT: 'Refuses it.',
  START: 'Begins the work.',
  COMPLETE: 'Ends the work with its results.',
  CANCEL: 'Breaks it off.',
} as const;
export type CommunityEvent = keyof typeof COMMUNITY_EVENTS;

export const COMMUNITY_REJECTIONS = ['NO_BUDGET', 'NOT_WANTED', 'NOT_READY'] as const;
export const COMMUNITY_CANCELLATIONS = ['NO_BUDGET', 'NOT_WANTED', 'DISASTER'] as const;

const OFFICE = ['DINSOS'] as const;
const DECIDERS = ['SUPERVISOR', 'PROGRAM_MANAGER'] as const;
const decided = { apartFrom: ['PROPOSE', 'ASSESS'] } as const;

/** An activity for a community, also a remote indigenous one (Komunitas Adat Terpencil, Perpres 186/2014). */
export const COMMUNITY_MACHINE: Machine<CommunityStatus, CommunityEvent> = {
  name: 'community_activity',
  what: 'community activity',
  states: COMMUNITY_STATES,
  events: COMMUNITY_EVENTS,
  steps: [
    step(null, 'PROPOSE', 'PROPOSED', OFFICE, 'community, village, households, budget'),
    step('PROPOSED', 'ASSESS', 'ASSESSED', OFFICE, 'visit and consent of the community'),
    step('ASSESSED', 'APPROVE', 'APPROVED', DECIDERS, 'budget', decided),
    step('ASSESSED', 'REJECT', 'REJECTED', DECIDERS, 'reason', { reasons: COMMUNITY_REJECTIONS, ...decided }),
    step('APPROVED', 'START', 'RUNNING', OFFICE, 'first day'),
    step('RUNNING', 'COMPLETE', 'COMPLETED', OFFICE, 'households reached'),
    step('APPROVED', 'CANCEL', 'CANCELLED', DECIDERS, 'reason', { reasons: COMMUNITY_CANCELLATIONS }),
    step('RUNNING', 'CANCEL', 'CANCELLED', DECIDERS, 'reason', { reasons: COMMUNITY_CANCELLATIONS }),
  ],
};

/** An activity as the subgraph holds it. */
export interface CommunityRow {
  readonly id: string;
  readonly status: CommunityStatus;
  readonly version: number;
}
