/** The version of the DCI interfaces that is spoken: spdci/standards, release 1.0.0 (commit b4816e1). */
export const DCI_VERSION = '1.0.0';

/** How far the clock of a sender may be ahead of ours. */
export const CLOCK_SKEW_MS = 60_000;

/** Refusals below the message: it cannot be read, or is not shown to be of a known sender. */
export type ErrorReason =
  | 'err.request.bad'
  | 'err.request.not_found'
  | 'err.request.too_many_requests'
  | 'err.sender_id.invalid'
  | 'err.receiver_id.invalid'
  | 'err.signature.missing'
  | 'err.signature.invalid'
  | 'err.encryption.invalid'
  | 'err.service.unavailable';

/** Refusals of a message as a whole (MsgHeaderStatusReasonCode). */
export type HeaderReason =
  | 'rjct.version.invalid'
  | 'rjct.message_id.duplicate'
  | 'rjct.message_ts.invalid'
  | 'rjct.action.invalid'
  | 'rjct.action.not_supported'
  | 'rjct.total_count.invalid'
  | 'rjct.total_count.limit_exceeded';

/** Refusals of one request of a message (SearchStatusReasonCode). */
export type SearchReason =
  | 'rjct.reference_id.invalid'
  | 'rjct.reference_id.duplicate'
  | 'rjct.timestamp.invalid'
  | 'rjct.search_criteria.invalid'
  | 'rjct.filter.invalid'
  | 'rjct.sort.invalid'
  | 'rjct.pagination.invalid'
  | 'rjct.search.too_many_records_found';

/** Why one request of a message is not answered. Never holds a value that was sent. */
export class Rejection extends Error {
  constructor(
    readonly code: SearchReason,
    message: string,
  ) {
    super(message);
  }
}
