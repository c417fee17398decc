import { Kind } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, SelectionSetNode } from 'graphql';
import type { InternalField } from './required-arguments';
import { parseFieldSet } from './required-arguments';

/** The internal fields that a field needs before a subgraph can compute it. */
export type Requirements = (type: string, field: string, subgraph: string) => readonly string[];

/** Reads from the supergraph which internal fields the `@requires` of each field names. */
export function readRequirements(
  document: DocumentNode,
  internalFields: ReadonlyMap<string, InternalField>,
): Requirements {
  const found = new Map<string, readonly string[]>();
  if (internalFields.size === 0) return () => [];
  const graphs = graphNames(document);
  for (const type of document.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of type.fields ?? []) {
      for (const directive of field.directives ?? []) {
        const [graph, requires] = [textOf(directive, 'graph'), textOf(directive, 'requires')];
        if (graph === undefined || requires === undefined) continue;
        const names = namesIn(parseFieldSet(requires)).filter((name) => internalFields.has(name));
        found.set(coordinate(type.name.value, field.name.value, graphs.get(graph) ?? graph), names);
      }
    }
  }
  return (type, field, subgraph) => found.get(coordinate(type, field, subgraph)) ?? [];
}

function coordinate(type: string, field: string, subgraph: string): string {
  return `${type}.${field}@${subgraph}`;
}

/** The subgraph behind each value of `join__Graph`. */
function graphNames(document: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const { name, directives } of definition.values ?? []) {
      const given = directives?.map((directive) => textOf(directive, 'name')).find((text) => text !== undefined);
      names.set(name.value, given ?? name.value);
    }
  }
  return names;
}

function textOf(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

function namesIn(set: SelectionSetNode): string[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const inner = selection.selectionSet ? namesIn(selection.selectionSet) : [];
    return selection.kind === Kind.FIELD ? [selection.name.value, ...inner] : inner;
  });
}
