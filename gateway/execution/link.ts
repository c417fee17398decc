import type { Viewer } from '../../shared/viewer';

/** One fetch of a query plan. */
export interface SubgraphFetch {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** What a field that was not given in full says about itself; see `extensions.access` of an answer. */
export interface AccessNote {
  readonly coordinate: string;
  readonly grade: string;
  readonly reason: string;
}

export interface SubgraphReply {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: readonly (string | number)[]; extensions?: Record<string, unknown> }[];
  extensions?: { access?: AccessNote[] };
}

/** How the gateway reaches a subgraph: a function call in one process, HTTP between services. platform/ injects it. */
export interface SubgraphLink {
  readonly name: string;
  send(fetch: SubgraphFetch, viewer: Viewer): Promise<SubgraphReply>;
  close?(): Promise<void>;
}
