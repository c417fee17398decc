import type { CellSource } from '../engine/cells';
import type { Engine } from '../engine/engine';

/** A snapshot as the tables made of it name it. */
export interface SnapshotVersion {
  /** 1, 2, ...: later ones are newer. */
  readonly version: number;
  /** The day it shows, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** ISO time. */
  readonly builtAt: string;
}

/** What a table asks of a cube. */
export interface SourceNeed {
  /** Every column that is grouped or filtered by. */
  readonly columns: readonly string[];
  /** Columns of which every cell that is asked has one value: grouped by, or held to one. */
  readonly fixed: readonly string[];
  readonly hasSums: boolean;
}

/** A snapshot lent for one table: served unchanged until it is given back. */
export interface LentSnapshot extends SnapshotVersion {
  readonly engine: Engine;
  /** The smallest table of the snapshot that gives exact cells. */
  sourceFor(cube: string, need: SourceNeed): CellSource;
}

/** The snapshots of a folder. */
export interface SnapshotStore {
  /**
   * Lends the newest snapshot, or a kept one.
   * @throws CodedError NOT_FOUND where there is none of this version
   */
  use<T>(work: (snapshot: LentSnapshot) => Promise<T>, version?: number): Promise<T>;
  /** What is kept, newest first. */
  versions(): Promise<readonly SnapshotVersion[]>;
  close(): Promise<void>;
}
