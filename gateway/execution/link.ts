import type { CallOrigin, Viewer } from '../../shared/viewer';
import type { Cancellation } from './cancellation';

/** A document of ours that is sent again and again; made once, when a plan is compiled. */
export interface FetchDocument {
  readonly text: string;
  /** The text as a JSON string. */
  readonly json: string;
}

/** One request of a plan. */
export interface SubgraphFetch {
  readonly document: FetchDocument;
  /** The variables as a JSON object, representations included. */
  readonly variables: string;
  /** A mutation is never sent twice. */
  readonly isMutation: boolean;
  /** The client's question, for logs and the read ledger. */
  readonly origin: CallOrigin;
}

/** What a field that was not given in full says about itself; see `extensions.access` of an answer. */
export interface AccessNote {
  readonly coordinate: string;
  readonly grade: string;
  readonly reason: string;
}

/** An error as a subgraph answers it. */
export interface SubgraphError {
  readonly message?: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What came back; the data is the receiver's to change. */
export interface SubgraphReply {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SubgraphError[];
  readonly extensions?: { readonly access?: readonly AccessNote[] };
}

/** How the gateway reaches a subgraph: a function call in one process, HTTP between services. platform/ injects it. */
export interface SubgraphLink {
  readonly name: string;
  /**
   * @param cancellation ends the fetch when nobody waits for it any more
   * @throws CodedError SUBGRAPH_UNAVAILABLE, SUBGRAPH_ANSWER_INVALID, DEADLINE_EXCEEDED
   */
  send(fetch: SubgraphFetch, viewer: Viewer, cancellation?: Cancellation): Promise<SubgraphReply>;
  close?(): Promise<void>;
}
