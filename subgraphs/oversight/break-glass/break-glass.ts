/** Where the review of a grant stands. */
export const REVIEW_STATUSES = {
  PENDING: 'Waits for the data protection officer.',
  JUSTIFIED: 'The access was needed. Dapat dibenarkan.',
  UNJUSTIFIED: 'The access was not needed. Tidak dapat dibenarkan.',
} as const;
export type ReviewStatus = keyof typeof REVIEW_STATUSES;

export const VERDICTS = { JUSTIFIED: REVIEW_STATUSES.JUSTIFIED, UNJUSTIFIED: REVIEW_STATUSES.UNJUSTIFIED } as const;
export type Verdict = keyof typeof VERDICTS;

/** Days within which emergency access is reviewed. */
export const REVIEW_DAYS = 2;

/** A grant of emergency access, as its owner published it, with its review. */
export interface BreakGlassRow {
  readonly id: string;
  readonly account: string;
  readonly status: ReviewStatus;
  readonly reviewDueAt: Date;
  readonly reviewedAt: Date | null;
  readonly version: number;
}

/** Whether the review is late, or was. */
export function isReviewOverdue({ reviewDueAt, reviewedAt }: BreakGlassRow, now: Date): boolean {
  return (reviewedAt ?? now) > reviewDueAt;
}
