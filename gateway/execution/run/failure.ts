/** A part of an answer that could not be had, as a subgraph or its link reported it; paths are those of the response. */
export interface Failure {
  readonly path: readonly (string | number)[] | undefined;
  /** What the subgraph answered, or what was thrown. Nothing of it reaches a client before it has been coded. */
  readonly cause: unknown;
}
