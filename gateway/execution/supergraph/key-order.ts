import { Kind } from 'graphql';
import type { ConstDirectiveNode, DocumentNode } from 'graphql';

/**
 * Sorts the keys of each type so that those a subgraph can resolve stand before those it cannot. The planner takes the
 * first key that fits and does not look back: with an unresolvable one in front it plans a fetch that cannot succeed.
 */
export function sortKeys(supergraph: DocumentNode): DocumentNode {
  return {
    ...supergraph,
    definitions: supergraph.definitions.map((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? { ...definition, directives: resolvableFirst(definition.directives ?? []) }
        : definition,
    ),
  };
}

function resolvableFirst(directives: readonly ConstDirectiveNode[]): ConstDirectiveNode[] {
  return [
    ...directives.filter((directive) => !isUnresolvable(directive)),
    ...directives.filter((directive) => isUnresolvable(directive)),
  ];
}

function isUnresolvable({ name, arguments: args }: ConstDirectiveNode): boolean {
  if (name.value !== 'join__type') return false;
  return (
    args?.some(
      ({ name: { value }, value: given }) => value === 'resolvable' && given.kind === Kind.BOOLEAN && !given.value,
    ) === true
  );
}
