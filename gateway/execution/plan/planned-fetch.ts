import type { FetchDataRewrite, FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';

/** A step runs only where each of its conditions holds: the variable has the value. */
export interface Condition {
  readonly variable: string;
  readonly value: boolean;
}

/** One fetch of a plan, taken out of the tree of sequences and parallels it stood in. */
export interface PlannedFetch {
  readonly subgraph: string;
  readonly isMutation: boolean;
  /** Where in the response the fetch belongs; `@` stands for every element of a list. */
  readonly path: readonly string[];
  /** What of the objects at the path is sent along; absent for a fetch of root fields. */
  readonly requires?: readonly QueryPlanSelectionNode[];
  readonly operation: OperationDefinitionNode;
  readonly variables: readonly string[];
  readonly inputRewrites: readonly FetchDataRewrite[];
  readonly outputRewrites: readonly FetchDataRewrite[];
  readonly conditions: readonly Condition[];
  /** Fetches that must have ended before, by their place in the list. */
  readonly after: readonly number[];
}

/** Lists the fetches of a plan; each stands after all it waits for. */
export function listFetches(root: PlanNode | undefined): PlannedFetch[] {
  const lister = new Lister();
  if (root) lister.visit(root, { path: [], conditions: [], after: [] });
  return lister.fetches;
}

interface Place {
  readonly path: readonly string[];
  readonly conditions: readonly Condition[];
  readonly after: readonly number[];
}

class Lister {
  readonly fetches: PlannedFetch[] = [];

  /** Lists what is under a node; returns the fetches that have to end before the node has. */
  visit(node: PlanNode, place: Place): readonly number[] {
    switch (node.kind) {
      case 'Fetch':
        return [this.fetches.push(toFetch(node, place)) - 1];
      case 'Flatten':
        return this.visit(node.node, { ...place, path: [...place.path, ...node.path.map(String)] });
      case 'Parallel':
        return [...new Set(node.nodes.flatMap((child) => this.visit(child, place)))];
      case 'Sequence':
        return node.nodes.reduce<readonly number[]>(
          (after, child) => this.visit(child, { ...place, after }),
          place.after,
        );
      case 'Condition':
        return [node.ifClause, node.elseClause].flatMap((clause, index) => {
          if (!clause) return [...place.after];
          const condition = { variable: node.condition, value: index === 0 };
          return this.visit(clause, { ...place, conditions: [...place.conditions, condition] });
        });
      case 'Defer':
        throw new Error('@defer is not part of the schema');
    }
  }
}

function toFetch(node: FetchNode, place: Place): PlannedFetch {
  const [operation] = parse(node.operation, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('a planned fetch holds one operation');
  return {
    subgraph: node.serviceName,
    isMutation: node.operationKind === 'mutation',
    ...place,
    requires: node.requires,
    operation,
    variables: node.variableUsages ?? [],
    inputRewrites: node.inputRewrites ?? [],
    outputRewrites: node.outputRewrites ?? [],
  };
}
