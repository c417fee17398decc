import { valueFromASTUntyped, visit } from 'graphql';
import type { OperationDefinitionNode, ValueNode } from 'graphql';
import type { Values } from '../execution/plan/operation';

/** A number, or one that waits for the variables. Constants are folded, so that a known document pays for variables only. */
export type Term = number | ((given: Values) => number);

/** Defaults of an operation's variables. */
export type Defaults = ReadonlyMap<string, ValueNode | undefined>;

export function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Defaults {
  return new Map(variableDefinitions.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]));
}

/** A number read from an argument: at once where it is written out, else from the variables. */
export function termOf(node: ValueNode, defaults: Defaults, read: (value: unknown) => number): Term {
  const names = new Set<string>();
  visit(node, { Variable: ({ name }) => void names.add(name.value) });
  const fallbacks: Record<string, unknown> = {};
  for (const name of names) {
    const fallback = defaults.get(name);
    if (fallback) fallbacks[name] = valueFromASTUntyped(fallback);
  }
  if (names.size === 0) return read(valueFromASTUntyped(node));
  return (given) => read(valueFromASTUntyped(node, { ...fallbacks, ...given }));
}

/** The number a term is for these variables. */
export function valueOf(term: Term, given: Values): number {
  return typeof term === 'number' ? term : term(given);
}

/** A term computed from others; at once where all of them are numbers. */
export function lift(combine: (...values: number[]) => number, terms: readonly Term[]): Term {
  const values = terms.filter((term) => typeof term === 'number');
  if (values.length === terms.length) return combine(...values);
  return (given) => combine(...terms.map((term) => valueOf(term, given)));
}
