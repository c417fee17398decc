/**
 * What a run of a program's payments for a period found. Every enrolment of the program is counted once: in `added` to
 * `settled` where something is due, in `suspended` to `notActive` where nothing is. No row is about anybody.
 */
export interface StageRunRow {
  readonly id: string;
  readonly programCode: string;
  /** As in period.ts. */
  readonly period: string;
  /** The first day of the period, `YYYY-MM-DD`: what is in force and who is in the program is that of this day. */
  readonly cutOff: string;
  /** The account that asked. */
  readonly actor: string;
  readonly actorRole: string;
  readonly at: Date;
  /** Planned now, for the first time or again. */
  readonly added: number;
  readonly raised: number;
  readonly lowered: number;
  readonly unchanged: number;
  /** Ordered already: no run touches them any longer. */
  readonly settled: number;
  /** Taken out of the plan, among those of whom nothing is due. */
  readonly withdrawn: number;
  readonly suspended: number;
  readonly noComponent: number;
  readonly notActive: number;
  /** Whole rupiah planned after the run, and by how much that is more than before it. */
  readonly total: number;
  readonly difference: number;
}

/** Columns of a run by the properties of `StageRunRow`. */
export const STAGE_RUN_COLUMNS: Readonly<Record<keyof StageRunRow, string>> = {
  id: 'sr.id',
  programCode: 'sr.program_code',
  period: 'sr.period',
  cutOff: 'sr.cut_off',
  actor: 'sr.actor',
  actorRole: 'sr.actor_role',
  at: 'sr.at',
  added: 'sr.added',
  raised: 'sr.raised',
  lowered: 'sr.lowered',
  unchanged: 'sr.unchanged',
  settled: 'sr.settled',
  withdrawn: 'sr.withdrawn',
  suspended: 'sr.suspended',
  noComponent: 'sr.no_component',
  notActive: 'sr.not_active',
  total: 'sr.total',
  difference: 'sr.difference',
};
