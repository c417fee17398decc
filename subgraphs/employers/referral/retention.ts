/** What shows that somebody is still at work. */
export const RETENTION_EVIDENCE = {
  PAYSLIP: 'Slip gaji.',
  BPJS_TK: 'Contributions to BPJS Ketenagakerjaan.',
  VISIT: 'A visit at the workplace.',
} as const;
export type RetentionEvidence = keyof typeof RETENTION_EVIDENCE;

/** Months of work after which it is looked whether it goes on. */
export const RETENTION_MONTHS = [3, 6, 12] as const;
export type RetentionMonths = (typeof RETENTION_MONTHS)[number];

/** Days in which it may be shown that work goes on, around the day on which the months are full. */
export interface RetentionWindow {
  readonly opensOn: string;
  readonly closesOn: string;
}

/** The look at one referral after some months. */
export interface RetentionRow extends RetentionWindow {
  readonly referralId: string;
  readonly personId: string;
  readonly months: RetentionMonths;
  readonly fullOn: string;
  readonly reportedOn: string | null;
  readonly evidenceKind: RetentionEvidence | null;
  readonly referenceEnd: string | null;
  readonly confirmedOn: string | null;
}

/** The day some months of a placement are full, in SQL. */
export const fullAfter = (placedOn: string, months: string): string =>
  `(${placedOn} + make_interval(months => ${months}))::date`;
