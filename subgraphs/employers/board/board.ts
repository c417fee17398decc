import type { ReferralEvent, ReferralStatus } from '../referral/referral';

/** Whom a referral in some state waits for, where somebody else brought it there. */
export type Answerer = 'PARTNER' | 'PERSON';

/** A partner is asked whether it wants to meet the person, the person whether the offer is taken; other steps are their own. */
export const WAITS_FOR: Readonly<Record<ReferralStatus, Answerer | null>> = {
  NOMINATED: null,
  REFERRED: 'PARTNER',
  ACCEPTED: null,
  DECLINED: null,
  LAPSED: null,
  REVOKED: null,
  INTERVIEW: null,
  INTERVIEW_PASSED: null,
  INTERVIEW_FAILED: null,
  OFFERED: 'PERSON',
  OFFER_REFUSED: null,
  PLACED: null,
  RETAINED_3: null,
  RETAINED_6: null,
  RETAINED_12: null,
  ENDED: null,
};

/** Something that happened to a referral, as a board tells it. */
export interface BoardEventRow {
  readonly cursor: string;
  /** null: planted or published without saying. */
  readonly event: ReferralEvent | null;
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
