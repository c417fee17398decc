import { CodedError } from '../../../shared/errors';
import type { Role } from '../../../shared/viewer';

export const BREACH_STATUSES = {
  OPENED: 'Known; what it means is being looked at. Ditemukan.',
  ASSESSED: 'What happened, to whom and how bad is known. Dinilai.',
  NOTIFIED: 'The persons and the authority were told in writing. Diberitahukan.',
  NOT_NOTIFIABLE: 'It was no failure of protection that has to be told. Tidak wajib diberitahukan.',
  CLOSED: 'Nothing is left to do. Ditutup.',
} as const;
export type BreachStatus = keyof typeof BREACH_STATUSES;

export const BREACH_EVENTS = {
  ASSESS: 'Says what happened, to whom and how bad it is.',
  NOTIFY: 'Says that the persons and the authority were told, and how.',
  DECIDE_NOT_NOTIFIABLE: 'Says why nobody has to be told.',
  CLOSE: 'Says what was remedied.',
} as const;
export type BreachEventName = keyof typeof BREACH_EVENTS;

interface Transition {
  readonly from: BreachStatus;
  readonly event: BreachEventName;
  readonly to: BreachStatus;
  readonly who: Role;
}

/** What can happen to a case; every step takes a note that proves it. Nobody is told before it is known what to tell. */
export const BREACH_TRANSITIONS: readonly Transition[] = [
  { from: 'OPENED', event: 'ASSESS', to: 'ASSESSED', who: 'DPO' },
  { from: 'ASSESSED', event: 'NOTIFY', to: 'NOTIFIED', who: 'DPO' },
  { from: 'ASSESSED', event: 'DECIDE_NOT_NOTIFIABLE', to: 'NOT_NOTIFIABLE', who: 'DPO' },
  { from: 'NOTIFIED', event: 'CLOSE', to: 'CLOSED', who: 'DPO' },
  { from: 'NOT_NOTIFIABLE', event: 'CLOSE', to: 'CLOSED', who: 'DPO' },
];

/** The events a role may cause from a status. */
export function allowedEvents(from: BreachStatus, role: Role): BreachEventName[] {
  return BREACH_TRANSITIONS.filter((one) => one.from === from && one.who === role).map(({ event }) => event);
}

/**
 * Where an event leads.
 * @throws CodedError INVALID_TRANSITION with the events that are possible instead
 */
export function statusAfter(from: BreachStatus, event: BreachEventName, role: Role): BreachStatus {
  const found = BREACH_TRANSITIONS.find((one) => one.from === from && one.event === event && one.who === role);
  if (found) return found.to;
  throw new CodedError('INVALID_TRANSITION', { from, event, allowed: allowedEvents(from, role) });
}

/** Hours from discovery within which persons and authority are told (UU PDP 27/2022 art. 46: 3 x 24). */
export const NOTICE_HOURS = 72;
const HOUR_MS = 3_600_000;

/** A failure of data protection. */
export interface BreachRow {
  readonly id: string;
  readonly discoveredAt: Date;
  readonly status: BreachStatus;
  readonly notifiedAt: Date | null;
  readonly version: number;
}

/** Until when persons and authority are to be told. */
export function deadlineOf({ discoveredAt }: BreachRow): Date {
  return new Date(discoveredAt.getTime() + NOTICE_HOURS * HOUR_MS);
}

/** Whether the clock still runs: nobody was told, and nobody decided that nobody has to be. */
function isRunning({ status }: BreachRow): boolean {
  return status === 'OPENED' || status === 'ASSESSED';
}

/** Whole hours left, negative once they are over; undefined where the clock has stopped. */
export function hoursLeft(row: BreachRow, now: Date): number | undefined {
  return isRunning(row) ? Math.floor((deadlineOf(row).getTime() - now.getTime()) / HOUR_MS) : undefined;
}

/** Whether the deadline has passed, or the notice came after it. */
export function isOverdue(row: BreachRow, now: Date): boolean {
  if (isRunning(row)) return now > deadlineOf(row);
  return row.notifiedAt !== null && row.notifiedAt > deadlineOf(row);
}
