import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

export const ACCREDITATIONS = {
  A: 'Sangat baik.',
  B: 'Baik.',
  C: 'Cukup.',
  NONE: 'Not accredited, or no longer.',
} as const;
export type Accreditation = keyof typeof ACCREDITATIONS;

export const LKS_STATES = {
  APPLIED: 'Mengajukan: asks to be accredited.',
  ASSESSED: 'Dinilai: visited and assessed.',
  ACCREDITED: 'Terakreditasi.',
  EXPIRED: 'Kedaluwarsa: the accreditation has run out.',
  REVOKED: 'Dicabut.',
} as const;
export type LksStatus = keyof typeof LKS_STATES;

export const LKS_EVENTS = {
  APPLY: 'Enters an institution that asks to be accredited.',
  ASSESS: 'Writes down the assessment.',
  RETURN: 'Sends the assessment back.',
  ACCREDIT: 'Accredits the institution until a day.',
  EXPIRE: 'Notes that the accreditation has run out.',
  REVOKE: 'Takes the accreditation back.',
  REAPPLY: 'Asks to be accredited anew.',
} as const;
export type LksEvent = keyof typeof LKS_EVENTS;

/** Why an assessment is sent back. */
export const RETURN_REASONS = ['INCOMPLETE', 'STANDARD_NOT_MET'] as const;
/** Why an accreditation is taken back. */
export const REVOKE_REASONS = ['STANDARD_NOT_MET', 'MISCONDUCT', 'CLOSED'] as const;

const OFFICE = ['DINSOS'] as const;
const MINISTRY = ['SUPERVISOR'] as const;
const decided = { apartFrom: ['APPLY', 'REAPPLY', 'ASSESS'] } as const;

/** Accreditation of an LKS (Permensos 17/2012; its days and grades stand in the decision). */
export const LKS_MACHINE: Machine<LksStatus, LksEvent> = {
  name: 'lks',
  what: 'institution',
  states: LKS_STATES,
  events: LKS_EVENTS,
  steps: [
    step(null, 'APPLY', 'APPLIED', OFFICE, 'application with statutes'),
    step('APPLIED', 'ASSESS', 'ASSESSED', OFFICE, 'score of the visit'),
    step('ASSESSED', 'RETURN', 'APPLIED', MINISTRY, 'reason', { reasons: RETURN_REASONS, ...decided }),
    step('ASSESSED', 'ACCREDIT', 'ACCREDITED', MINISTRY, 'decision with grade and last day', decided),
    step('ACCREDITED', 'EXPIRE', 'EXPIRED', MINISTRY, 'the last day is over'),
    step('ACCREDITED', 'REVOKE', 'REVOKED', MINISTRY, 'reason', { reasons: REVOKE_REASONS }),
    step('EXPIRED', 'REAPPLY', 'APPLIED', OFFICE, 'application'),
    step('REVOKED', 'REAPPLY', 'APPLIED', OFFICE, 'application'),
  ],
};

/** An institution as the subgraph holds it. */
export interface LksRow {
  readonly id: string;
  readonly status: LksStatus;
  readonly version: number;
}
