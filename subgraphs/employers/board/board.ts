import type { ReferralEvent, ReferralNews, ReferralStatus } from '../referral/referral';

/** Where a referral waits for an answer of the partner that others have asked for; its later steps are its own to take. */
export const WAITS_FOR_PARTNER = ['REFERRED'] as const satisfies readonly ReferralStatus[];

/** Where it waits for the centre, or for the person the centre speaks for. */
export const WAITS_FOR_CENTRE = ['OFFERED'] as const satisfies readonly ReferralStatus[];

/** Something that happened to a referral, as a board tells it. */
export interface BoardEventRow {
  readonly cursor: string;
  /** null: planted or published without saying. */
  readonly event: ReferralEvent | ReferralNews | null;
  readonly at: Date;
  readonly referralId: string;
  readonly personId: string;
}

/** A part of a board, in the order things happened. */
export interface BoardPage {
  readonly events: readonly BoardEventRow[];
  /** Where to go on; the place it was asked after where there is nothing new. */
  readonly cursor: string;
  /** Whether there is more already, or something that is not in order yet. */
  readonly hasMore: boolean;
}

export const DEFAULT_BOARD_PAGE = 50;
