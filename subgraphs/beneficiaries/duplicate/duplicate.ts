import { CodedError } from '../../../shared/errors';
import type { Role } from '../../../shared/viewer';

/** EXACT_NIK: two living records under one NIK. NEAR: alike in name, birth date and region. */
export const DUPLICATE_KINDS = ['EXACT_NIK', 'NEAR'] as const;
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

/** OPEN waits for a decision; LAPSED: the records changed before one was made and no longer look alike. */
export const DUPLICATE_STATUSES = ['OPEN', 'SAME', 'DIFFERENT', 'MERGED', 'LAPSED'] as const;
export type DuplicateStatus = (typeof DUPLICATE_STATUSES)[number];

export const DUPLICATE_EVENTS = [
  'FOUND',
  'DECIDED_SAME',
  'DECIDED_DIFFERENT',
  'REOPENED',
  'MERGED',
  'MERGE_UNDONE',
  'RECORDS_CHANGED',
  'LAPSED',
  'FOUND_AGAIN',
] as const;
export type DuplicateEventName = (typeof DUPLICATE_EVENTS)[number];

interface Transition {
  readonly from: DuplicateStatus;
  readonly event: DuplicateEventName;
  readonly to: DuplicateStatus;
  /** SYSTEM: the search; it opens and closes questions, it never answers one. */
  readonly who: Extract<Role, 'DATA_STEWARD'> | 'SYSTEM';
}

/**
 * What can happen to a candidate. Nothing leads from OPEN to MERGED, and no event of the system ends in SAME or MERGED:
 * two people are never made one without a person deciding it, and then merging is a second step.
 */
export const DUPLICATE_TRANSITIONS: readonly Transition[] = [
  { from: 'OPEN', event: 'DECIDED_SAME', to: 'SAME', who: 'DATA_STEWARD' },
  { from: 'OPEN', event: 'DECIDED_DIFFERENT', to: 'DIFFERENT', who: 'DATA_STEWARD' },
  { from: 'SAME', event: 'MERGED', to: 'MERGED', who: 'DATA_STEWARD' },
  { from: 'SAME', event: 'REOPENED', to: 'OPEN', who: 'DATA_STEWARD' },
  { from: 'DIFFERENT', event: 'REOPENED', to: 'OPEN', who: 'DATA_STEWARD' },
  { from: 'MERGED', event: 'MERGE_UNDONE', to: 'OPEN', who: 'DATA_STEWARD' },
  { from: 'DIFFERENT', event: 'RECORDS_CHANGED', to: 'OPEN', who: 'SYSTEM' },
  { from: 'OPEN', event: 'LAPSED', to: 'LAPSED', who: 'SYSTEM' },
  { from: 'LAPSED', event: 'FOUND_AGAIN', to: 'OPEN', who: 'SYSTEM' },
];

/** The events a data steward may cause from a status. */
export function allowedEvents(from: DuplicateStatus): DuplicateEventName[] {
  return DUPLICATE_TRANSITIONS.filter((one) => one.from === from && one.who === 'DATA_STEWARD').map(
    ({ event }) => event,
  );
}

/**
 * Where an event caused by a data steward leads.
 * @throws CodedError INVALID_TRANSITION with the events that are possible instead
 */
export function statusAfter(from: DuplicateStatus, event: DuplicateEventName): DuplicateStatus {
  const found = DUPLICATE_TRANSITIONS.find(
    (one) => one.from === from && one.event === event && one.who === 'DATA_STEWARD',
  );
  if (found) return found.to;
  throw new CodedError('INVALID_TRANSITION', { from, event, allowed: allowedEvents(from) });
}

/** What the search does to a candidate it finds again with changed records, by status. */
export function reopenings(): readonly Transition[] {
  return DUPLICATE_TRANSITIONS.filter(({ who, to }) => who === 'SYSTEM' && to === 'OPEN');
}

export const DUPLICATE_PARTS = ['NIK', 'NAME', 'BIRTH_DATE', 'REGION', 'SEX', 'FAMILY', 'CIVIL'] as const;
export type DuplicatePart = (typeof DUPLICATE_PARTS)[number];

/** One finding that speaks for or against a pair; never holds a value of either record. */
export interface DuplicateReason {
  readonly part: DuplicatePart;
  readonly finding: string;
  /** May be negative. */
  readonly points: number;
  readonly max: number;
}

/** A pair in the review queue. `left` is the record with the smaller id. */
export interface DuplicateRow {
  readonly id: string;
  readonly leftId: string;
  readonly rightId: string;
  readonly kind: DuplicateKind;
  readonly score: number;
  readonly reasons: readonly DuplicateReason[];
  readonly status: DuplicateStatus;
  readonly version: number;
  readonly foundAt: string;
  readonly decidedAt: string | null;
  readonly decidedByRole: string | null;
  readonly decisionReason: string | null;
}
