import { Kind, parse } from 'graphql';
import type { DirectiveNode } from 'graphql';

/** Who answers for what, as the subgraphs' own SDL says. */
export interface Ownership {
  /** @throws Error for a field no subgraph has */
  ownerOf(coordinate: string): string;
  /** The key field of an entity; undefined for other types. */
  keyOf(type: string): string | undefined;
}

/** Reads the SDL of subgraphs whose entities each have one key of one field. */
export function readOwnership(subgraphs: readonly { readonly name: string; readonly sdl: string }[]): Ownership {
  const owners = new Map<string, string>();
  const keys = new Map<string, string>();
  for (const { name, sdl } of subgraphs) {
    for (const definition of parse(sdl).definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
      const type = definition.name.value;
      for (const field of definition.fields ?? []) owners.set(`${type}.${field.name.value}`, name);
      const key = keyFields(definition.directives ?? []);
      if (key !== undefined) keys.set(type, key);
    }
  }
  return {
    ownerOf(coordinate) {
      const owner = owners.get(coordinate);
      if (owner === undefined) throw new Error(`no subgraph has ${coordinate}`);
      return owner;
    },
    keyOf: (type) => keys.get(type),
  };
}

function keyFields(directives: readonly DirectiveNode[]): string | undefined {
  const fields = directives
    .find(({ name }) => name.value === 'key')
    ?.arguments?.find(({ name }) => name.value === 'fields');
  return fields?.value.kind === Kind.STRING ? fields.value.value : undefined;
}
