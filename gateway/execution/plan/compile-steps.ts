import type { SelectionSetNode } from 'graphql';
import { print } from 'graphql';
import type { FetchDocument } from '../link';
import type { LoadedSupergraph } from '../supergraph/supergraph';
import { isOfType } from '../supergraph/supergraph';
import { entitySelection } from './entity-selection';
import { groupFetches } from './levels';
import type { Group } from './levels';
import type { PlannedFetch } from './planned-fetch';
import { findObjects } from './position';
import type { Position, Positions } from './position';
import { compileRepresenter } from './representation';
import { REPRESENTATIONS, printEntities, printRoot } from './request';
import { isFlat, selectionTree } from './selection-tree';
import type { SelectionTree } from './selection-tree';
import type { EntityPart, Landing, Step } from './step';

/** Turns the fetches of a plan into steps, each one request, in an order in which they can run. */
export function compileSteps(
  fetches: readonly PlannedFetch[],
  positions: Positions,
  supergraph: LoadedSupergraph,
): Step[] {
  const groups = groupFetches(fetches);
  const stepOf = new Map(groups.flatMap(({ members }, step) => members.map((member) => [member, step])));
  const before = groups.map(({ members }, step) => {
    const steps = members.flatMap((member) => fetches[member]?.after.map((index) => stepOf.get(index) ?? 0) ?? []);
    return new Set(steps.filter((other) => other !== step));
  });
  // Every position has to exist before it can be said which of them a step refreshes.
  for (const { path } of fetches) positions.at(path);
  const drafts = groups.map((group) => compileGroup(group, fetches, positions, supergraph));
  return drafts.map((draft, index) => ({
    ...draft,
    index,
    waitsFor: before[index]?.size ?? 0,
    then: before.flatMap((earlier, other) => (earlier.has(index) ? [other] : [])),
    refreshes: landingsOf(draft).flatMap(({ tree, targets }) => targets.flatMap((target) => reached(target, tree))),
    mayRepeat: drafts.some((other) => other !== draft && isSameQuestion(other, draft)),
  }));
}

type Draft = Pick<Step, 'subgraph' | 'isMutation' | 'conditions' | 'document' | 'variables' | 'root' | 'parts'>;

function isSameQuestion(one: Draft, other: Draft): boolean {
  return one.subgraph === other.subgraph && one.document.text === other.document.text && !one.isMutation;
}

function compileGroup(
  { members }: Group,
  fetches: readonly PlannedFetch[],
  positions: Positions,
  supergraph: LoadedSupergraph,
): Draft {
  const own = members.flatMap((member) => fetches[member] ?? []);
  const [first] = own;
  if (!first) throw new Error('a step without a fetch');
  const { subgraph, isMutation, conditions } = first;
  const variables = [...new Set(own.flatMap((fetch) => fetch.variables))];
  const base = { subgraph, isMutation, conditions, variables };
  if (first.requires) return { ...base, root: undefined, ...compileEntities(own, positions, supergraph) };
  const root: Landing = {
    tree: selectionTree(first.operation.selectionSet, first.outputRewrites),
    rewrites: first.outputRewrites,
    targets: [positions.at(first.path)],
  };
  return { ...base, root, parts: [], document: toDocument(printRoot(first.operation, supergraph.internalFields)) };
}

/** Equal asks of leaves become one list of entities; everything else gets a list of its own under an alias. */
function compileEntities(
  fetches: readonly PlannedFetch[],
  positions: Positions,
  supergraph: LoadedSupergraph,
): Pick<Draft, 'document' | 'parts'> {
  const asks = new Map<
    string,
    { fetch: PlannedFetch; selectionSet: SelectionSetNode; tree: SelectionTree; paths: string[][] }
  >();
  fetches.forEach((fetch, index) => {
    const selectionSet = entitySelection(fetch.operation);
    const tree = selectionTree(selectionSet, fetch.outputRewrites);
    const text = [print(selectionSet), fetch.requires, fetch.inputRewrites, fetch.outputRewrites];
    const key = JSON.stringify(isFlat(tree) ? text : [...text, index]);
    const ask = asks.get(key) ?? { fetch, selectionSet, tree, paths: [] };
    ask.paths.push([...fetch.path]);
    asks.set(key, ask);
  });
  const named = [...asks.values()].map((ask, index) => ({
    ...ask,
    alias: index === 0 ? '_entities' : `_entities${index}`,
    variable: index === 0 ? REPRESENTATIONS : `${REPRESENTATIONS}${index}`,
  }));
  const parts = named.map(({ fetch, tree, paths, alias, variable }): EntityPart => ({
    alias,
    variable,
    tree,
    rewrites: fetch.outputRewrites,
    targets: paths.map((path) => positions.at(path)),
    represent: compileRepresenter({
      requires: fetch.requires ?? [],
      rewrites: fetch.inputRewrites,
      internalFields: supergraph.internalFields,
      isOfType: (type, condition) => isOfType(supergraph.fullSchema, type, condition),
    }),
  }));
  const operations = named.map(({ alias, variable, fetch, selectionSet }) => ({
    alias,
    variable,
    selectionSet,
    operation: fetch.operation,
  }));
  return { parts, document: toDocument(printEntities(operations, supergraph.internalFields)) };
}

function toDocument(text: string): FetchDocument {
  return { text, json: JSON.stringify(text) };
}

function landingsOf({ root, parts }: Pick<Draft, 'root' | 'parts'>): readonly Landing[] {
  return root ? [root] : parts;
}

/** The positions below a target at which a selection may bring objects that were not there. */
function reached(target: Position, tree: SelectionTree): Position[] {
  return tree.keys.flatMap((key, index) => {
    const below = tree.below[index];
    const child = target.children.get(key);
    if (!below || !child) return [];
    const lists: Position[] = [];
    for (let at: Position | undefined = child; at; at = at.children.get('@')) lists.push(at);
    const objects = findObjects(target, key);
    return [...lists, ...(objects ? reached(objects, below) : [])];
  });
}

/**
 * Finds the positions whose objects can be made one: all that is known of them before the first step that works on them are
 * leaves, so that objects with equal leaves are equal. Marks those below entities, which can hang on several parents.
 */
export function settlePositions(steps: readonly Step[]): void {
  const known = new Map<Position, Map<string, boolean>>();
  const settled = new Set<Position>();
  const learn = (position: Position, tree: SelectionTree): void => {
    const keys = known.get(position) ?? new Map<string, boolean>();
    known.set(position, keys);
    tree.keys.forEach((key, index) => {
      const below = tree.below[index];
      keys.set(key, (keys.get(key) ?? true) && below === undefined);
      const child = below && findObjects(position, key);
      if (below && child) learn(child, below);
    });
  };
  for (const step of steps) {
    for (const { targets } of step.parts) for (const target of targets) settle(target, known, settled);
    for (const { targets, tree } of landingsOf(step)) for (const target of targets) learn(target, tree);
  }
  for (const position of settled) markShared(position);
}

function settle(
  target: Position,
  known: ReadonlyMap<Position, ReadonlyMap<string, boolean>>,
  settled: Set<Position>,
): void {
  if (settled.has(target)) return;
  settled.add(target);
  const keys = known.get(target);
  if (keys && !target.isRoot && [...keys.values()].every((isLeaf) => isLeaf)) target.identity = [...keys.keys()];
}

function markShared(position: Position): void {
  for (const child of position.children.values()) {
    child.isShared = true;
    markShared(child);
  }
}
