import type { SubgraphError } from '../link';
import { isBag } from '../rewrites';
import type { Landing, Step } from '../plan/step';
import type { Failure } from './failure';
import type { Gathered } from './gather';
import type { AskedEntities, Owner, StepRequest } from './request';

type Path = readonly (string | number)[];

/** Most failures one error of a subgraph may become: an entity can stand in thousands of places. */
const MOST_PLACES = 100;

/** What it means for the response that a whole fetch failed. */
export function fetchFailures(step: Step, request: StepRequest, gathered: Gathered, cause: unknown): Failure[] {
  if (step.root) {
    const [prefix = []] = prefixesOf(step.root, gathered);
    return step.root.tree.keys.map((key) => ({ path: [...prefix, key], cause }));
  }
  return request.entities.flatMap(({ owners }) => {
    const [path] = pathsOf(owners.flat().slice(0, 1), gathered);
    return path ? [{ path, cause }] : [];
  });
}

/** The errors of a subgraph with paths of the response: an entity's index becomes the places where the entity stands. */
export function subgraphFailures(
  step: Step,
  request: StepRequest,
  gathered: Gathered,
  errors: readonly SubgraphError[],
): Failure[] {
  return errors.flatMap((cause): Failure[] => {
    const path = isBag(cause) && Array.isArray(cause.path) ? (cause.path as Path) : undefined;
    if (!path) return fetchFailures(step, request, gathered, cause).slice(0, 1);
    if (step.root) {
      const [prefix = []] = prefixesOf(step.root, gathered);
      return [{ path: [...prefix, ...renamed(path, step.root)], cause }];
    }
    return entityFailures(request.entities, path, gathered, cause);
  });
}

function entityFailures(
  entities: readonly AskedEntities[],
  [alias, index, ...rest]: Path,
  gathered: Gathered,
  cause: SubgraphError,
): Failure[] {
  const asked = entities.find(({ part }) => part.alias === alias);
  if (!asked) return [{ path: undefined, cause }];
  const owners = typeof index === 'number' ? (asked.owners[index] ?? []) : asked.owners.flat().slice(0, 1);
  const paths = pathsOf(owners, gathered);
  // A field the policy withholds is withheld everywhere: it is reported once, not once a row.
  const isOnce = cause.extensions?.['code'] === 'FORBIDDEN_FIELD';
  const end = renamed(rest, asked.part);
  return paths.slice(0, isOnce ? 1 : MOST_PLACES).map((path) => ({ path: [...path, ...end], cause }));
}

function pathsOf(owners: readonly Owner[], gathered: Gathered): Path[] {
  const positions = new Set(owners.map(({ position }) => position));
  const objects = new Set<unknown>(owners.map(({ object }) => object));
  return [...positions].flatMap((position) => gathered.pathsOf(position, (object) => objects.has(object)));
}

function prefixesOf({ targets }: Landing, gathered: Gathered): Path[] {
  return targets.flatMap((target) => gathered.pathsOf(target, (object) => typeof object === 'object'));
}

function renamed(path: Path, { rewrites }: Landing): Path {
  return path.map((step) => {
    const renamer = rewrites.find((rewrite) => rewrite.kind === 'KeyRenamer' && rewrite.path.at(-1) === step);
    return renamer?.kind === 'KeyRenamer' ? renamer.renameKeyTo : step;
  });
}
