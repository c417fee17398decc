import type { SearchReason } from './code';
import type { RegistryRecord } from './record';
import type { Page } from './search';

/** What became of one request of a message. */
export type SearchOutcome =
  | {
      readonly status: 'succ';
      readonly referenceId: string;
      readonly page: Page;
      /** What there is in all, beyond this page too. */
      readonly total: number;
      readonly records: readonly RegistryRecord[];
    }
  | { readonly status: 'rjct'; readonly referenceId: string; readonly code: SearchReason; readonly message: string };

/** One item of SearchResponse. @param at ISO 8601 */
export function searchResponse(outcome: SearchOutcome, at: string): RegistryRecord {
  const head = { reference_id: outcome.referenceId, timestamp: at, status: outcome.status };
  if (outcome.status === 'rjct') {
    return { ...head, status_reason_code: outcome.code, status_reason_message: outcome.message };
  }
  const { records, page, total } = outcome;
  return {
    ...head,
    data: { version: '1.0.0', reg_records: records },
    pagination: { page_size: page.size, page_number: page.number, total_count: total },
  };
}

/** What is kept of a request, to answer what became of it: nothing of what was found. */
export interface KeptRequest {
  readonly referenceId: string;
  readonly status: 'pdng' | 'succ' | 'rjct';
  readonly code: SearchReason | null;
  /** ISO 8601. */
  readonly at: string;
  readonly page: Page | null;
  readonly total: number | null;
}

/** The same item later, without its records. */
export function keptResponse({ referenceId, status, code, at, page, total }: KeptRequest): RegistryRecord {
  return {
    reference_id: referenceId,
    timestamp: at,
    status,
    ...(code !== null && { status_reason_code: code }),
    ...(page &&
      total !== null && { pagination: { page_size: page.size, page_number: page.number, total_count: total } }),
  };
}
