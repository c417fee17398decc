import { coordinatesOf } from './field-set';
import { markAt } from './graph-model';
import type { AccessGraph, GraphField } from './graph-model';
import { describeGain, describeMark, firstGain, firstGainOfComputed } from './strictness';
import type { AccessMark, RoleGain } from './strictness';

/**
 * What is wrong with the groups of all subgraphs together, each finding naming subgraph, coordinate, both groups and the
 * first role that would gain. Holds for a supergraph too, which has lost only what its composition has merged.
 */
export function graphFindings(graph: AccessGraph): string[] {
  const all = [...graph.fields.values()].flat();
  return [
    ...[...graph.fields.values()].flatMap(conflictFindings),
    ...all.flatMap((field) => provideFindings(graph, field)),
    ...all.flatMap((field) => requireFindings(graph, field)),
    ...[...graph.implementors.keys()].flatMap((name) => interfaceFindings(graph, name)),
  ];
}

/**
 * One field, two groups: whichever copy is asked (shared, part of a key, taken over by `@override`, declared by an
 * `@external` copy) the answer must be the same, and composition would keep one group and only hint at the other.
 */
function conflictFindings(copies: readonly GraphField[]): string[] {
  const [first, ...others] = copies.filter(({ mark }) => mark !== undefined);
  const other = others.find(({ mark }) => !isSame(mark, first?.mark));
  if (first?.mark === undefined || other?.mark === undefined) return [];
  const said = `${first.coordinate} is ${describeMark(first.mark)} in ${first.graph}`;
  const against = `${describeMark(other.mark)} in ${other.graph}`;
  return [`${said} and ${against}${gainPart(firstGain(other.mark, first.mark) ?? firstGain(first.mark, other.mark))}`];
}

function isSame(mark: AccessMark | undefined, other: AccessMark | undefined): boolean {
  return JSON.stringify(mark) === JSON.stringify(other);
}

/** A copy that only feeds `@requires` is never answered; one that is provided is, and is answered by its own mark. */
function provideFindings(graph: AccessGraph, field: GraphField): string[] {
  return field.provides
    .flatMap((set) => coordinatesOf(graph, field.returns, set))
    .filter((coordinate) => !copyOf(graph, coordinate, field.graph)?.mark)
    .map(
      (coordinate) => `${field.graph}: ${coordinate} is provided by ${field.coordinate}, but has no @access group here`,
    );
}

/** A computed field must be at least as strict as all it is computed from. */
function requireFindings(graph: AccessGraph, field: GraphField): string[] {
  const { mark } = field;
  if (mark === undefined) return [];
  return [...sourcesOf(graph, field)].flatMap(([coordinate, path]) => {
    const where = `${field.graph}: ${field.coordinate} (${describeMark(mark)}) is computed from ${path.join(' from ')}`;
    const source = markAt(graph, coordinate);
    if (!source) return [`${where}, which has no @access group`];
    const gain = firstGainOfComputed(mark, source);
    return gain ? [`${where} (${describeMark(source)})${gainPart(gain)}`] : [];
  });
}

/**
 * Everything a field is computed from, each coordinate with the way to it. What a coarse companion is computed from is left
 * out: the companion is where exact data becomes coarse on purpose, and is held against its own sources itself.
 */
function sourcesOf(graph: AccessGraph, field: GraphField): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const follow = (from: GraphField, path: readonly string[]): void => {
    const direct = from.requires.flatMap((set) => coordinatesOf(graph, typeOf(from), set));
    for (const coordinate of direct.filter((one) => !found.has(one))) {
      const way = [...path, coordinate];
      found.set(coordinate, way);
      if (markAt(graph, coordinate)?.band === true) continue;
      for (const next of graph.fields.get(coordinate) ?? []) follow(next, way);
    }
  };
  follow(field, []);
  return found;
}

/** An interface's field answers with the field of whatever implements it, and so must be at least as strict as each. */
function interfaceFindings(graph: AccessGraph, name: string): string[] {
  const own = [...graph.fields.values()].flat().filter((field) => typeOf(field) === name);
  return own.flatMap(({ graph: where, coordinate, mark }) =>
    [...(graph.implementors.get(name) ?? [])].flatMap((implementor) => {
      const below = `${implementor}.${coordinate.slice(name.length + 1)}`;
      const limit = markAt(graph, below);
      return mark && limit ? looser(`${where}: ${coordinate}`, mark, below, limit) : [];
    }),
  );
}

function looser(above: string, mark: AccessMark, below: string, limit: AccessMark): string[] {
  const gain = firstGain(mark, limit);
  if (!gain) return [];
  return [`${above} (${describeMark(mark)}) answers with ${below} (${describeMark(limit)})${gainPart(gain)}`];
}

function copyOf(graph: AccessGraph, coordinate: string, name: string): GraphField | undefined {
  return graph.fields.get(coordinate)?.find((copy) => copy.graph === name);
}

function typeOf({ coordinate }: GraphField): string {
  return coordinate.slice(0, coordinate.indexOf('.'));
}

function gainPart(gain: RoleGain | undefined): string {
  return gain ? `: ${describeGain(gain)}` : '';
}
