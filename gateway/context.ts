import type { Viewer } from '../shared/viewer';
import type { Cancellation } from './execution/cancellation';
import type { AccessExplanation } from './access/explain';
import type { AccessNote } from './execution/link';

/** The decisions for an operation and the subgraphs it would ask, one entry a fetch. */
export interface DryRun extends AccessExplanation {
  readonly fetches: readonly string[];
}

/** What travels with one operation through the gateway. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** Names the request in the log; a client quotes it when it reports a fault. */
  readonly correlationId: string;
  /** Fields that were masked, banded or withheld, by coordinate. */
  readonly access: Map<string, AccessNote>;
  /** What a dry run found, instead of an answer. */
  explanation?: DryRun;
  /** The subgraphs asked, one entry a fetch. */
  readonly fetches: string[];
  /** Whether a text has been admitted; absent where no request was. Nothing else is parsed. */
  readonly mayParse?: (text: string) => boolean;
  /** Ends what is under way when the client has left. */
  readonly cancellation?: Cancellation;
}
