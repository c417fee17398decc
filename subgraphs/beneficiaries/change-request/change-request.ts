import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

export const CHANGE_REQUEST_STATES = {
  PROPOSED: 'Diusulkan: new values proposed.',
  VERIFIED: 'Diverifikasi by the social-affairs office.',
  APPLIED: 'Diterapkan: written into the registry.',
  REJECTED: 'Ditolak.',
  WITHDRAWN: 'Dicabut.',
} as const;
export type ChangeRequestStatus = keyof typeof CHANGE_REQUEST_STATES;

export const CHANGE_REQUEST_EVENTS = {
  PROPOSE: 'Proposes new values of fields of one record.',
  VERIFY: 'Confirms that the new values are true.',
  APPLY: 'Writes the new values into the registry.',
  REJECT: 'Refuses the new values.',
  WITHDRAW: 'Takes the proposal back.',
} as const;
export type ChangeRequestEvent = keyof typeof CHANGE_REQUEST_EVENTS;

/** Why a change is refused. */
export const CHANGE_REJECTIONS = ['NOT_TRUE', 'NO_PROOF', 'DUPLICATE', 'RECORD_CHANGED'] as const;

const MAKERS = ['CITIZEN', 'PENDAMPING'] as const;

/** Maker, checker and steward are three accounts: nobody moves on what they proposed or verified. */
export const CHANGE_REQUEST_MACHINE: Machine<ChangeRequestStatus, ChangeRequestEvent> = {
  name: 'change_request',
  what: 'change request',
  states: CHANGE_REQUEST_STATES,
  events: CHANGE_REQUEST_EVENTS,
  steps: [
    step(null, 'PROPOSE', 'PROPOSED', MAKERS, 'the new values'),
    step('PROPOSED', 'VERIFY', 'VERIFIED', ['DINSOS'], 'document or visit', { apartFrom: ['PROPOSE'] }),
    step('VERIFIED', 'APPLY', 'APPLIED', ['DATA_STEWARD'], 'the record still holds what the proposal was made over', {
      apartFrom: ['PROPOSE', 'VERIFY'],
    }),
    step('PROPOSED', 'REJECT', 'REJECTED', ['DINSOS'], 'reason', {
      reasons: CHANGE_REJECTIONS,
      apartFrom: ['PROPOSE'],
    }),
    step('VERIFIED', 'REJECT', 'REJECTED', ['DATA_STEWARD'], 'reason', {
      reasons: CHANGE_REJECTIONS,
      apartFrom: ['PROPOSE', 'VERIFY'],
    }),
    step('PROPOSED', 'WITHDRAW', 'WITHDRAWN', MAKERS, 'will of the person'),
    step('VERIFIED', 'WITHDRAW', 'WITHDRAWN', MAKERS, 'will of the person'),
  ],
};

/** A change request as the registry holds it: about a person or about a family. The values stay sealed. */
export interface ChangeRequestRow {
  readonly id: string;
  readonly personId: string | null;
  /** The family itself, or the one the person lives in: whom a reader of the request reads about. */
  readonly familyId: string;
  readonly fields: readonly string[];
  /** null once the person is erased. */
  readonly changesSealed: string | null;
  readonly status: ChangeRequestStatus;
  readonly version: number;
}

/**
 * The latest snapshot of the registry that was frozen before a day was over, so that no correction of that day is in it.
 * @param day `YYYY-MM-DD`
 */
export function lastSnapshot(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  const quarter = Math.floor(next.getUTCMonth() / 3);
  return quarter === 0 ? `DTSEN-${next.getUTCFullYear() - 1}-TW4` : `DTSEN-${next.getUTCFullYear()}-TW${quarter}`;
}
