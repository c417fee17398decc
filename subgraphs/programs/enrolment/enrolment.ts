import { CodedError } from '../../../shared/errors';
import type { Role } from '../../../shared/viewer';

/** States of an enrolment, by the word that stands in a registry file. */
export const ENROLMENT_STATUSES = {
  CALON: 'CANDIDATE',
  DITETAPKAN: 'DESIGNATED',
  AKTIF: 'ACTIVE',
  DITANGGUHKAN: 'SUSPENDED',
  TRANSISI: 'TRANSITION',
  GRADUASI_ALAMIAH: 'GRADUATED_NATURALLY',
  GRADUASI_MANDIRI: 'GRADUATED_VOLUNTARILY',
  NONAKTIF: 'INACTIVE',
} as const;
export type EnrolmentStatus = (typeof ENROLMENT_STATUSES)[keyof typeof ENROLMENT_STATUSES];
export const STATUSES: readonly EnrolmentStatus[] = Object.values(ENROLMENT_STATUSES);

/** Why a family is out beside graduation (NONAKTIF). */
export const EXIT_REASONS = ['INELIGIBLE', 'DECEASED', 'MOVED', 'DATA_INVALID'] as const;
/** Why aid rests (DITANGGUHKAN); registry files give no reason for it. */
export const SUSPENSION_REASONS = ['MANAGER_DECEASED', 'NO_COMPONENT_LEFT', 'NON_COMPLIANCE'] as const;
export type StatusReason = (typeof EXIT_REASONS)[number] | (typeof SUSPENSION_REASONS)[number];

/** What can happen to an enrolment. */
export const EVENTS = [
  'DESIGNATE',
  'ACTIVATE',
  'SUSPEND',
  'RESUME',
  'BEGIN_TRANSITION',
  'GRADUATE_NATURALLY',
  'GRADUATE_VOLUNTARILY',
  'DEACTIVATE',
] as const;
export type EnrolmentEvent = (typeof EVENTS)[number];

/** One row of the status machine. */
export interface Transition {
  readonly from: EnrolmentStatus;
  readonly event: EnrolmentEvent;
  readonly to: EnrolmentStatus;
  /** Roles that may do it; SYSTEM is a rule at work. */
  readonly who: readonly (Role | 'SYSTEM')[];
  /** Reasons of which one must be given; none: no reason is asked. */
  readonly reasons: readonly StatusReason[];
  /** What has to be at hand. */
  readonly evidence: string;
}

const row = (
  from: EnrolmentStatus,
  event: EnrolmentEvent,
  to: EnrolmentStatus,
  who: Transition['who'],
  evidence: string,
  reasons: readonly StatusReason[] = [],
): Transition => ({ from, event, to, who, reasons, evidence });

const leave = (from: EnrolmentStatus): Transition =>
  row(from, 'DEACTIVATE', 'INACTIVE', ['PROGRAM_MANAGER'], 'ground check, civil registry or move', EXIT_REASONS);

/**
 * The status machine of an enrolment (PKH after Permensos 1/2018; Sembako uses the same states). Aid is paid in ACTIVE and
 * TRANSITION. A death can stop aid in TRANSITION too, so it can be suspended from there.
 */
export const TRANSITIONS: readonly Transition[] = [
  row('CANDIDATE', 'DESIGNATE', 'DESIGNATED', ['PROGRAM_MANAGER'], 'decree naming the family (SK penetapan)'),
  row('DESIGNATED', 'ACTIVATE', 'ACTIVE', ['PROGRAM_MANAGER'], 'account opened, components validated'),
  row('ACTIVE', 'SUSPEND', 'SUSPENDED', ['PROGRAM_MANAGER', 'SYSTEM'], 'reason', SUSPENSION_REASONS),
  row('TRANSITION', 'SUSPEND', 'SUSPENDED', ['PROGRAM_MANAGER', 'SYSTEM'], 'reason', SUSPENSION_REASONS),
  row('SUSPENDED', 'RESUME', 'ACTIVE', ['PROGRAM_MANAGER'], 'the reason is gone (new pengurus, compliance)'),
  row('SUSPENDED', 'BEGIN_TRANSITION', 'TRANSITION', ['PROGRAM_MANAGER'], 'graduation agreed'),
  row('ACTIVE', 'BEGIN_TRANSITION', 'TRANSITION', ['PROGRAM_MANAGER'], 'graduation agreed'),
  row('TRANSITION', 'GRADUATE_NATURALLY', 'GRADUATED_NATURALLY', ['PROGRAM_MANAGER'], 'no component left'),
  row('TRANSITION', 'GRADUATE_VOLUNTARILY', 'GRADUATED_VOLUNTARILY', ['PROGRAM_MANAGER'], 'signed statement'),
  leave('CANDIDATE'),
  leave('DESIGNATED'),
  leave('ACTIVE'),
  leave('SUSPENDED'),
  leave('TRANSITION'),
];

/**
 * The row of the machine for an event.
 * @throws CodedError INVALID_TRANSITION with the events that are allowed
 */
export function getTransition(from: EnrolmentStatus, event: EnrolmentEvent): Transition {
  const found = TRANSITIONS.find((candidate) => candidate.from === from && candidate.event === event);
  if (found) return found;
  const allowed = TRANSITIONS.filter((candidate) => candidate.from === from).map((candidate) => candidate.event);
  throw new CodedError('INVALID_TRANSITION', { from, event, allowed });
}

/** The states in which an event is possible. */
export function statesAllowing(event: EnrolmentEvent): EnrolmentStatus[] {
  return TRANSITIONS.filter((candidate) => candidate.event === event).map(({ from }) => from);
}

/** DCI codes of an enrolment: 1 active, 2 deceased, 3 graduated, 4 suspended. */
export type DciStatus = 1 | 2 | 3 | 4;

/** The DCI code of a state; undefined where DCI has none (not yet, or no longer, enrolled). */
export function dciStatus(status: EnrolmentStatus, reason: string | null): DciStatus | undefined {
  switch (status) {
    case 'ACTIVE':
    case 'TRANSITION':
      return 1;
    case 'INACTIVE':
      return reason === 'DECEASED' ? 2 : undefined;
    case 'GRADUATED_NATURALLY':
    case 'GRADUATED_VOLUNTARILY':
      return 3;
    case 'SUSPENDED':
      return 4;
    case 'CANDIDATE':
    case 'DESIGNATED':
      return undefined;
  }
}

/** An enrolment as the subgraph holds it. The card number stays sealed until a viewer may see it. */
export interface EnrolmentRow {
  readonly id: string;
  readonly familyId: string;
  readonly managerId: string;
  readonly programCode: string;
  readonly status: EnrolmentStatus;
  readonly reason: string | null;
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly cardSealed: string | null;
}
