import { Kind, parse } from 'graphql';
import type { DirectiveNode } from 'graphql';

/** Who answers for what, as the subgraphs' own SDL says. */
export interface Ownership {
  /** @throws Error for a field no subgraph has */
  ownerOf(coordinate: string): string;
  /** The key field of an entity; undefined for other types. */
  keyOf(type: string): string | undefined;
  /** What a field is computed from besides the key (`@requires`), by name. */
  requiredBy(coordinate: string): readonly string[];
  /** What the fields of an entity require: taken along from wherever the entity is met, as a client cannot ask for it. */
  requiredOf(type: string): readonly string[];
}

/** Reads the SDL of subgraphs whose entities each have one key of one field; what is required is one field of whoever gives the entity. */
export function readOwnership(subgraphs: readonly { readonly name: string; readonly sdl: string }[]): Ownership {
  const owners = new Map<string, string>();
  const keys = new Map<string, string>();
  const required = new Map<string, string>();
  for (const { name, sdl } of subgraphs) {
    for (const definition of parse(sdl).definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
      const type = definition.name.value;
      for (const { name: field, directives = [] } of definition.fields ?? []) {
        if (!directives.some((each) => each.name.value === 'external')) owners.set(`${type}.${field.value}`, name);
        const needed = fieldsOf('requires', directives);
        if (needed !== undefined) required.set(`${type}.${field.value}`, needed);
      }
      const key = fieldsOf('key', definition.directives ?? []);
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
    requiredBy: (coordinate) => [required.get(coordinate) ?? []].flat(),
    requiredOf: (type) => [
      ...new Set([...required].flatMap(([coordinate, needed]) => (coordinate.startsWith(`${type}.`) ? [needed] : []))),
    ],
  };
}

function fieldsOf(directive: string, directives: readonly DirectiveNode[]): string | undefined {
  const fields = directives
    .find(({ name }) => name.value === directive)
    ?.arguments?.find(({ name }) => name.value === 'fields');
  return fields?.value.kind === Kind.STRING ? fields.value.value : undefined;
}
