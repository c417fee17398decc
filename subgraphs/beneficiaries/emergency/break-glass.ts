/** How long a grant opens a record, in minutes. */
export const OPEN_MINUTES = 30;

/** A reason has to say what happened; "urgent" says nothing. */
export const LEAST_REASON = 20;

/** Others who must have agreed before data under two approvers opens. */
export const APPROVERS = 2;

export const GRANT_STATUSES = ['OPEN', 'CLOSED', 'EXPIRED'] as const;
export type GrantStatus = (typeof GRANT_STATUSES)[number];

/** What happens to a grant; EXPIRED is no event: time passes by the database's clock. */
export type GrantEvent = 'OPENED' | 'APPROVED' | 'CLOSED';

/** Emergency access of one account to one person. */
export interface GrantRow {
  readonly id: string;
  readonly personId: string;
  /** Who opened it. */
  readonly account: string;
  readonly reason: string;
  readonly status: GrantStatus;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly closedAt: Date | null;
  /** How many others have approved it. */
  readonly approvals: number;
}
