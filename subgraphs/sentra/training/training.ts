/** A training session as it was for one person. */
export interface SessionRow {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string | null;
  readonly episode: number;
  readonly heldOn: string;
  readonly topic: string;
  readonly attended: boolean;
}

/** The share of sessions attended, in whole percent, rounded down; undefined where none was held. */
export function attendancePercent(attended: number, held: number): number | undefined {
  return held === 0 ? undefined : Math.floor((100 * attended) / held);
}
