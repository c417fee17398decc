import { GraphQLEnumType } from 'graphql';
import type { GraphQLLeafType } from 'graphql';

/** Writes a value as JSON; undefined where it is null or not a value of the type. */
export type WriteLeaf = (value: unknown) => string | undefined;

/** The writer of a scalar or an enum. What a subgraph sends of another type is left out rather than passed on. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  if (type instanceof GraphQLEnumType) return enumWriter(type);
  return BUILT_IN[type.name] ?? writeAny;
}

const BUILT_IN: Readonly<Record<string, WriteLeaf | undefined>> = {
  String: (value) => (typeof value === 'string' ? quote(value) : undefined),
  ID: (value) => {
    if (typeof value === 'string') return quote(value);
    return Number.isInteger(value) ? `"${String(value)}"` : undefined;
  },
  Int: (value) => (Number.isInteger(value) ? String(value) : undefined),
  Float: (value) => (Number.isFinite(value) ? String(value) : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? String(value) : undefined),
};

/** Values the API schema does not have are inaccessible: they must not be told from a fault. */
function enumWriter(type: GraphQLEnumType): WriteLeaf {
  const texts = new Map<unknown, string>(type.getValues().map(({ name }) => [name, `"${name}"`]));
  return (value) => texts.get(value);
}

function writeAny(value: unknown): string | undefined {
  return value === null ? undefined : JSON.stringify(value);
}

/** Characters JSON has to escape, and lone surrogates. */
const SPECIAL = /[^\u0020\u0021\u0023-\u005b\u005d-\ud7ff\ue000-\uffff]/;

/** A string as JSON. */
export function quote(text: string): string {
  return SPECIAL.test(text) ? JSON.stringify(text) : `"${text}"`;
}
