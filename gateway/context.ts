import type { Viewer } from '../shared/viewer';
import type { Cancellation } from './execution/cancellation';
import type { AccessNote } from './execution/link';

/** What travels with one operation through the gateway. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** Names the request in the log; a client quotes it when it reports a fault. */
  readonly correlationId: string;
  /** Fields that were masked, banded or withheld, by coordinate. */
  readonly access: Map<string, AccessNote>;
  /** The subgraphs asked, one entry a fetch. */
  readonly fetches: string[];
  /** Whether a text has been admitted; absent where no request was. Nothing else is parsed. */
  readonly mayParse?: (text: string) => boolean;
  /** Ends what is under way when the client has left. */
  readonly cancellation?: Cancellation;
}
