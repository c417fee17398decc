import { GraphQLEnumType } from 'graphql';
import type { GraphQLLeafType } from 'graphql';

/** What one writing of an answer has met so far. */
export interface Characters {
  /** Whether the text holds ASCII only: its bytes are then its characters, which spares a costly conversion. */
  isAscii: boolean;
}

/** Writes a value as JSON; undefined where it is null or not a value of the type. */
export type WriteLeaf = (value: unknown, met: Characters) => string | undefined;

/** The writer of a scalar or an enum. What a subgraph sends of another type is left out rather than passed on. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  if (type instanceof GraphQLEnumType) return enumWriter(type);
  return BUILT_IN[type.name] ?? writeAny;
}

const BUILT_IN: Readonly<Record<string, WriteLeaf | undefined>> = {
  String: (value, met) => (typeof value === 'string' ? quote(value, met) : undefined),
  ID: (value, met) => {
    if (typeof value === 'string') return quote(value, met);
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

/** Anything as JSON; undefined for null. */
export function writeAny(value: unknown, met: Characters): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = JSON.stringify(value);
  if (!isAscii(text)) met.isAscii = false;
  return text;
}

/** Characters JSON has to escape, and lone surrogates. */
const SPECIAL = /[^\u0020\u0021\u0023-\u005b\u005d-\ud7ff\ue000-\uffff]/;

/** Characters that are ASCII and that JSON leaves as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;
const ASCII = /^[\0-\x7f]*$/;

/** Whether a text holds ASCII only. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

function quote(text: string, met: Characters): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!isAscii(text)) met.isAscii = false;
  return SPECIAL.test(text) ? JSON.stringify(text) : `"${text}"`;
}
