import { Kind } from 'graphql';
import type { TypeNode } from 'graphql';

/** The named type inside lists and non-nulls. */
export function typeName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeName(type.type);
}
