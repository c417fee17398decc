import { step } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';

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

const DPO = ['DPO'] as const;

/** What can happen to a case; every step takes a note that proves it. Nobody is told before it is known what to tell. */
export const BREACH_MACHINE: Machine<BreachStatus, BreachEventName | 'OPEN'> = {
  name: 'breach',
  what: 'breach case',
  states: BREACH_STATUSES,
  events: { OPEN: 'Says that something became known.', ...BREACH_EVENTS },
  steps: [
    step(null, 'OPEN', 'OPENED', DPO, 'what was seen, and when it became known'),
    step('OPENED', 'ASSESS', 'ASSESSED', DPO, 'what happened, to whom, how bad'),
    step('ASSESSED', 'NOTIFY', 'NOTIFIED', DPO, 'notice to the persons and the authority'),
    step('ASSESSED', 'DECIDE_NOT_NOTIFIABLE', 'NOT_NOTIFIABLE', DPO, 'why nobody has to be told'),
    step('NOTIFIED', 'CLOSE', 'CLOSED', DPO, 'what was remedied'),
    step('NOT_NOTIFIABLE', 'CLOSE', 'CLOSED', DPO, 'what was remedied'),
  ],
};

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
