import type { FetchDataRewrite } from '@apollo/query-planner';
import type { FetchDocument } from '../link';
import type { Condition } from './planned-fetch';
import type { Position } from './position';
import type { Representer } from './representation';
import type { SelectionTree } from './selection-tree';

/** What of an answer goes where. */
export interface Landing {
  readonly tree: SelectionTree;
  readonly rewrites: readonly FetchDataRewrite[];
  /** Where it goes; more than one for equal fetches of entities that stand in several places. */
  readonly targets: readonly Position[];
}

/** One list of entities that a step asks for. */
export interface EntityPart extends Landing {
  /** The key the entities come back under. */
  readonly alias: string;
  /** The variable the representations go out in. */
  readonly variable: string;
  readonly represent: Representer;
}

/** One request to a subgraph: root fields, or lists of entities. */
export interface Step {
  readonly index: number;
  readonly subgraph: string;
  readonly isMutation: boolean;
  readonly conditions: readonly Condition[];
  /** How many steps have to end before, and which ones wait for this one. */
  readonly waitsFor: number;
  readonly then: readonly number[];
  readonly document: FetchDocument;
  /** Variables of the client that the query uses. */
  readonly variables: readonly string[];
  readonly root: Landing | undefined;
  readonly parts: readonly EntityPart[];
  /** Positions where this step may bring new objects. */
  readonly refreshes: readonly Position[];
  /** Whether another step may send exactly the same. */
  readonly mayRepeat: boolean;
}
