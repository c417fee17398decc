import type { DocumentNode, FieldDefinitionNode } from 'graphql';
import { fieldSets, fieldsOf, isStub, markOf, namedType, outputTypes } from './sdl-fields';
import type { OutputTypeNode } from './sdl-fields';
import type { AccessMark } from './strictness';

/** A field as one subgraph, or a supergraph, writes it. */
export interface GraphField {
  /** Name of the subgraph; `supergraph` for one. */
  readonly graph: string;
  /** `Person.nik` */
  readonly coordinate: string;
  /** Named type of its value. */
  readonly returns: string;
  readonly mark: AccessMark | undefined;
  /** The copy of another subgraph's field. */
  readonly isStub: boolean;
  /** Field sets of its own type that it is computed from. */
  readonly requires: readonly string[];
  /** Field sets of its value's type that this subgraph answers here. */
  readonly provides: readonly string[];
}

/** All subgraphs together, as far as access is concerned. */
export interface AccessGraph {
  readonly fields: ReadonlyMap<string, readonly GraphField[]>;
  /** Interface to the types that implement it, in whatever subgraph. */
  readonly implementors: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A parsed SDL and the name it goes by. */
export interface NamedSdl {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

/** Reads the SDL of subgraphs, or one supergraph, whose dependencies stand in `@join__field`. */
export function readAccessGraph(sources: readonly NamedSdl[]): AccessGraph {
  const fields = new Map<string, GraphField[]>();
  const implementors = new Map<string, Set<string>>();
  for (const { name, typeDefs } of sources) {
    for (const type of outputTypes(typeDefs)) {
      for (const { name: above } of type.interfaces ?? []) addTo(implementors, above.value, type.name.value);
      for (const field of fieldsOf(type)) {
        const read = readField(name, type, field);
        fields.set(read.coordinate, [...(fields.get(read.coordinate) ?? []), read]);
      }
    }
  }
  return { fields, implementors };
}

/** What the graph says of a coordinate's access: the first mark, since two that differ are refused. */
export function markAt(graph: AccessGraph, coordinate: string): AccessMark | undefined {
  return graph.fields.get(coordinate)?.find(({ mark }) => mark !== undefined)?.mark;
}

function readField(graph: string, type: OutputTypeNode, field: FieldDefinitionNode): GraphField {
  return {
    graph,
    coordinate: `${type.name.value}.${field.name.value}`,
    returns: namedType(field.type),
    mark: markOf(field),
    isStub: isStub(type, field),
    requires: [...fieldSets(field, 'requires', 'fields'), ...fieldSets(field, 'join__field', 'requires')],
    provides: fieldSets(field, 'provides', 'fields'),
  };
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}
